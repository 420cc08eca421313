package io.fivewhys;

import io.fivewhys.access.FoundToken;
import io.fivewhys.access.StorePassword;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.database.DatabaseUnavailable.Code;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the database that the settings name. */
final class OpenedStore {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedStore.class);

  /** What starts together with its database need not be started again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private OpenedStore() {}

  /**
   * @throws DatabaseUnavailable when it cannot be used, also after a while
   * @throws io.fivewhys.access.TokenRefused when the password's file cannot be used
   */
  static Database of(Settings settings, Surroundings surroundings) throws InterruptedException {
    return open(options(settings, surroundings), surroundings.clock(), LONGEST_WAIT);
  }

  /**
   * One that is there already, for a command beside the service.
   *
   * @return empty where the service has never kept anything
   * @throws DatabaseUnavailable when it cannot be used now, such as a file that the service has
   * @throws io.fivewhys.access.TokenRefused when the password's file cannot be used
   */
  static Optional<Database> ifThere(Settings settings, Surroundings surroundings) {
    return Optional.of(options(settings, surroundings))
        .filter(DatabaseOptions::isThere)
        .map(it -> Database.open(it, surroundings.clock()));
  }

  static Database open(DatabaseOptions options, Clock machine, Duration longestWait)
      throws InterruptedException {
    long beganNanos = System.nanoTime();
    boolean told = false;
    while (true) {
      try {
        return Database.open(options, machine);
      } catch (DatabaseUnavailable unavailable) {
        Duration waited = Duration.ofNanos(System.nanoTime() - beganNanos);
        if (unavailable.code() != Code.UNREACHABLE || waited.compareTo(longestWait) >= 0) {
          throw unavailable;
        }
        if (!told) {
          LOG.warn(
              "{}; it is waited for, {} seconds at most",
              unavailable.getMessage(),
              longestWait.toSeconds());
          told = true;
        }
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private static DatabaseOptions options(Settings settings, Surroundings surroundings) {
    var store = settings.store();
    return new DatabaseOptions(
        store.url(),
        // The file has no user; one that it was made with would be needed ever after.
        store.url().flatMap(_ -> store.user()),
        password(store, surroundings).map(it -> it.secret().reveal()),
        surroundings.directory().resolve(settings.data().directory()),
        store.connections(),
        PATIENCE);
  }

  private static Optional<FoundToken> password(Settings.Store store, Surroundings surroundings) {
    if (store.url().isEmpty()) {
      return Optional.empty();
    }
    var found =
        new StorePassword(
                surroundings.environment(),
                store.passwordFile().map(surroundings.directory()::resolve))
            .find();
    found.ifPresent(
        it -> {
          if (it instanceof FoundToken.OfFile file) {
            file.warning().ifPresent(LOG::warn);
          }
        });
    return found;
  }
}
