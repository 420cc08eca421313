package io.fivewhys;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of the commands about the audit log. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says whether what the service wrote down of the past is as it was written.",
    footer = {"", "`fivewhys audit verify --help` explains it."})
final class AuditCommand implements Runnable {
  @Spec private CommandSpec command;

  private AuditCommand() {}

  static CommandLine with(Surroundings surroundings) {
    var verify = new AuditVerifyCommand(surroundings);
    var line = new CommandLine(verify);
    verify.settings.addFlagsTo(line.getCommandSpec());
    return new CommandLine(new AuditCommand()).addSubcommand(line);
  }

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getOut());
  }
}
