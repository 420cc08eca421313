package io.fivewhys;

import io.fivewhys.cli.Refused;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import io.fivewhys.store.transfer.StoreExport;
import io.fivewhys.store.transfer.TransferRefused;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Writes all that is kept into a file that the other kind of database takes too. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Writes all that the service keeps into a file, for `fivewhys store import`.",
    footer = {
      "",
      "The file is new, and for its owner alone: it holds what was posted, log lines too. One"
          + " process",
      "at a time has the file of a data directory, so stop the service first; a PostgreSQL is read"
          + " as",
      "it is at one moment, whoever uses it.",
      "Exit codes: 0 written; 1 the database or the file fails; 2 something has to be changed"
          + " first."
    })
final class StoreExportCommand extends StoreSubcommand {
  StoreExportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    withDatabase(
        settings(),
        database -> {
          try {
            var written =
                new StoreExport(database, Version.number(), surroundings().clock()).to(file());
            say(
                "%d rows of %d tables of %s are in %s, %d bytes."
                    .formatted(
                        written.rows(),
                        written.tables(),
                        database.place(),
                        file(),
                        written.bytes()));
          } catch (TransferRefused refused) {
            throw new Refused(refused.getMessage());
          }
        });
    return 0;
  }
}
