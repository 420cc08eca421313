package io.fivewhys.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of the commands about all that the service does. */
@Command(
    name = "mitigation",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Stops all that a running service would do about incidents, on every replica.",
    footer = {
      "",
      "Examples:",
      "  fivewhys mitigation stop --reason 'The database is being moved'",
      "  fivewhys mitigation status",
      "  fivewhys mitigation resume --reason 'It has been moved'"
    })
public final class MitigationCommand implements Runnable {
  @Spec private CommandSpec command;

  private MitigationCommand() {}

  /**
   * @param settings gives each command its own, since they hold what was parsed
   */
  public static CommandLine with(Surroundings surroundings, Supplier<RulesSettings> settings) {
    var subcommands =
        List.of(
            new MitigationStopCommand(surroundings),
            new MitigationResumeCommand(surroundings),
            new MitigationStatusCommand(surroundings));
    return Subcommands.below(new MitigationCommand(), subcommands, settings);
  }

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getOut());
  }
}
