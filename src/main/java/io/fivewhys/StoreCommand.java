package io.fivewhys;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of the commands about the database. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Saves what the service keeps, and takes it from one database to another.",
    footer = {
      "",
      "From the file of the data directory to PostgreSQL, with the service stopped:",
      "  fivewhys store export everything.gz",
      "  fivewhys store import everything.gz --store.url=jdbc:postgresql://db:5432/fivewhys"
          + " --store.user=fivewhys",
      "`fivewhys store COMMAND --help` explains a command."
    })
final class StoreCommand implements Runnable {
  @Spec private CommandSpec command;

  private StoreCommand() {}

  static CommandLine with(Surroundings surroundings) {
    var store = new CommandLine(new StoreCommand());
    for (var subcommand :
        List.of(
            new StoreExportCommand(surroundings),
            new StoreImportCommand(surroundings),
            new StoreBackupCommand(surroundings))) {
      var line = new CommandLine(subcommand);
      subcommand.settings.addFlagsTo(line.getCommandSpec());
      store.addSubcommand(line);
    }
    return store;
  }

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getOut());
  }
}
