package io.fivewhys.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of all commands about what the service may do by itself. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Checks and shows what a service may do about incidents, and puts it in force.",
    footer = {
      "",
      "config/example-mitigation.yaml explains every key, config/README.md every guard.",
      "`fivewhys policy COMMAND --help` explains a command."
    })
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec command;

  private PolicyCommand() {}

  /** All of them: a new one is a line here. */
  private static List<RulesSubcommand> subcommands(Surroundings surroundings) {
    return List.of(
        new PolicyCheckCommand(surroundings),
        new PolicyShowCommand(surroundings),
        new PolicySetCommand(surroundings),
        new PolicyHistoryCommand(surroundings),
        new PolicyRollbackCommand(surroundings));
  }

  /**
   * @param settings gives each command its own, since they hold what was parsed
   */
  public static CommandLine with(Surroundings surroundings, Supplier<RulesSettings> settings) {
    return Subcommands.below(new PolicyCommand(), subcommands(surroundings), settings);
  }

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getOut());
  }
}
