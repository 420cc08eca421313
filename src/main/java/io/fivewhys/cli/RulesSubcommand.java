package io.fivewhys.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command below {@code fivewhys rules}. */
public abstract class RulesSubcommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private RulesSettings settings;

  @Spec private CommandSpec command;

  protected RulesSubcommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  final void use(RulesSettings given) {
    settings = given;
  }

  protected final Surroundings surroundings() {
    return surroundings;
  }

  /**
   * What the settings say; reads them.
   *
   * @throws io.fivewhys.settings.SettingsRefused naming every problem
   */
  protected final RulesContext context() {
    return settings.read(surroundings, command);
  }
}
