package io.fivewhys.cli;

import picocli.CommandLine.Model.CommandSpec;

/**
 * The settings of one command about rules. They are the program's, which comes after this package,
 * so that it hands them in.
 */
public interface RulesSettings {
  /** Adds the options that settings come from. Once, before anything is parsed. */
  void addTo(CommandSpec command);

  /**
   * Reads what was parsed.
   *
   * @throws io.fivewhys.settings.SettingsRefused naming every problem
   */
  RulesContext read(Surroundings surroundings, CommandSpec command);
}
