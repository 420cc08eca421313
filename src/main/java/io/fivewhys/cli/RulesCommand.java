package io.fivewhys.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of all commands about rules. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Checks, tests and explains rules, and puts them in force in a running service.",
    footer = {
      "",
      "rules/README.md explains how to write a rule and its cases.",
      "`fivewhys rules COMMAND --help` explains a command."
    })
public final class RulesCommand implements Runnable {
  @Spec private CommandSpec command;

  private RulesCommand() {}

  /** All of them: a new one is a line here. */
  private static List<RulesSubcommand> subcommands(Surroundings surroundings) {
    return List.of(
        new RulesCheckCommand(surroundings),
        new RulesTestCommand(surroundings),
        new RulesBacktestCommand(surroundings),
        new RulesDiffCommand(surroundings),
        new RulesActivateCommand(surroundings),
        new RulesRollbackCommand(surroundings),
        new RulesHistoryCommand(surroundings),
        new RulesExplainCommand(surroundings),
        new RulesVocabularyCommand(surroundings));
  }

  /**
   * @param settings gives each command its own, since they hold what was parsed
   */
  public static CommandLine with(Surroundings surroundings, Supplier<RulesSettings> settings) {
    return Subcommands.below(new RulesCommand(), subcommands(surroundings), settings);
  }

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getOut());
  }
}
