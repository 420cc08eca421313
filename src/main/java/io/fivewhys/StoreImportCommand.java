package io.fivewhys;

import io.fivewhys.cli.Refused;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.store.transfer.StoreImport;
import io.fivewhys.store.transfer.TransferRefused;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;

/** Writes what was exported into a database that is new. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Writes what `fivewhys store export` wrote into a new database.",
    footer = {
      "",
      "The database is made if it is the file of a data directory; a PostgreSQL has to be there,"
          + " and",
      "empty. It must not have been used by a service before, nor be while this runs. All comes"
          + " over,",
      "or nothing. Export and import take the same version of Fivewhys.",
      "Exit codes: 0 imported; 1 the database or the file fails; 2 something has to be changed"
          + " first."
    })
final class StoreImportCommand extends StoreSubcommand {
  StoreImportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var all = settings();
    if (!Files.isRegularFile(file())) {
      // Before a database is made for nothing.
      throw new Refused("There is no file " + file() + ".");
    }
    try (Database database = opened(all)) {
      var read = new StoreImport(database).from(file());
      say(
          "%d rows of %d tables are in %s. Start the service with the same settings."
              .formatted(read.rows(), read.tables(), database.place()));
    } catch (TransferRefused refused) {
      throw new Refused(refused.getMessage());
    }
    return 0;
  }

  private Database opened(Settings all) throws InterruptedException {
    try {
      return OpenedStore.of(all, surroundings());
    } catch (DatabaseUnavailable unavailable) {
      throw inUse(unavailable);
    }
  }
}
