package io.fivewhys;

import io.fivewhys.access.OwnerOnly;
import io.fivewhys.cli.Refused;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;

/** Copies the database's own file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Saves the database of the data directory as a zip file.",
    footer = {
      "",
      "The file is new, and for its owner alone. Unpack it into an empty data.directory to have"
          + " all",
      "back, with this version of Fivewhys or a newer one. One process at a time has the database,"
          + " so",
      "stop the service first. A PostgreSQL is saved by its own pg_dump, while it is in use.",
      "Exit codes: 0 saved; 1 the database or the file fails; 2 something has to be changed first."
    })
final class StoreBackupCommand extends StoreSubcommand {
  StoreBackupCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    var all = settings();
    if (all.store().url().isPresent()) {
      throw new Refused(
          "A PostgreSQL is saved by its own tools, while it is in use: pg_dump --format=custom, and"
              + " pg_restore to have it back. `fivewhys store export` writes what any database"
              + " takes.");
    }
    withDatabase(
        all,
        database -> {
          Path file = file();
          makeForOwner(file);
          try {
            database.backUp(file);
          } catch (RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
          }
          say("%s is in %s, %d bytes.".formatted(database.place(), file, Files.size(file)));
        });
    return 0;
  }

  private static void makeForOwner(Path file) throws IOException {
    try {
      OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
    } catch (FileAlreadyExistsException e) {
      throw new Refused("There is a file " + file + " already; name another.");
    }
  }
}
