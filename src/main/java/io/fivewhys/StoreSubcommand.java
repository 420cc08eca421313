package io.fivewhys;

import io.fivewhys.cli.Refused;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.database.DatabaseUnavailable.Code;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command below {@code fivewhys store}: has the database to itself, and a file. */
abstract class StoreSubcommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec command;
  @Mixin SettingsOptions settings = new SettingsOptions();

  @Parameters(paramLabel = "FILE", description = "The file.")
  private String file;

  StoreSubcommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  final Settings settings() {
    var loaded = settings.load(surroundings, command);
    Logging.quietly(loaded);
    return loaded.settings();
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  final Path file() {
    try {
      return surroundings.directory().resolve(file);
    } catch (InvalidPathException e) {
      throw new Refused("\"" + file + "\" is no name of a file.");
    }
  }

  /** What is done with the database. */
  interface Work {
    void with(Database database) throws IOException;
  }

  /**
   * Of one that is there already.
   *
   * @throws Refused when there is none, or the service has it
   */
  final void withDatabase(Settings all, Work work) throws IOException {
    try (Database database = existing(all, surroundings)) {
      work.with(database);
    }
  }

  /**
   * @throws Refused when there is none, or the service has it
   */
  static Database existing(Settings all, Surroundings surroundings) {
    try {
      return OpenedStore.ifThere(all, surroundings)
          .orElseThrow(
              () ->
                  new Refused(
                      "There is no database in "
                          + all.data().directory()
                          + "; data.directory or store.url names another place."));
    } catch (DatabaseUnavailable unavailable) {
      throw inUse(unavailable);
    }
  }

  static RuntimeException inUse(DatabaseUnavailable unavailable) {
    return unavailable.code() == Code.IN_USE
        ? new Refused("Stop the service first. " + unavailable.getMessage())
        : unavailable;
  }

  final void say(String text) {
    surroundings.out().println(text);
    surroundings.out().flush();
  }
}
