package io.fivewhys.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of all commands about what is done about incidents. */
@Command(
    name = "actions",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Shows what a running service does about incidents, lets it be done, and keeps it from it.",
    footer = {
      "",
      "Examples:",
      "  fivewhys actions list --state waiting",
      "  fivewhys actions show 0193a8f0-0000-7000-8000-000000000000",
      "  fivewhys actions approve 0193a8f0-0000-7000-8000-000000000000 --plan 0f3a9c1be27d4456",
      "`fivewhys actions COMMAND --help` explains a command; `fivewhys mitigation stop` stops"
          + " everything."
    })
public final class ActionsCommand implements Runnable {
  @Spec private CommandSpec command;

  private ActionsCommand() {}

  /** All of them: a new one is a line here. */
  private static List<ActionsSubcommand> subcommands(Surroundings surroundings) {
    return List.of(
        new ActionsListCommand(surroundings),
        new ActionsShowCommand(surroundings),
        new ActionsApproveCommand(surroundings),
        new ActionsRejectCommand(surroundings),
        new ActionsRequestCommand(surroundings),
        new ActionsConcludeCommand(surroundings),
        new ActionsTakeBackCommand(surroundings));
  }

  /**
   * @param settings gives each command its own, since they hold what was parsed
   */
  public static CommandLine with(Surroundings surroundings, Supplier<RulesSettings> settings) {
    return Subcommands.below(new ActionsCommand(), subcommands(surroundings), settings);
  }

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getOut());
  }
}
