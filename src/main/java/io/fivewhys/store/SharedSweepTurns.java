package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.gateway.SweepTurns;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns in the store, on its clock: each holds until a little after the next look is due. */
public final class SharedSweepTurns implements SweepTurns {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSweepTurns.class);

  /** For a look that takes long, or begins late. */
  static final Duration GRACE = Duration.ofSeconds(20);

  private final Database database;
  private final String replica;

  /**
   * @param replica unique among those that share the database
   */
  public SharedSweepTurns(Database database, String replica) {
    this.database = database;
    this.replica = replica;
  }

  @Override
  public Optional<Duration> othersFor(String gateway, Duration interval) {
    try {
      Instant now = database.clock().instant();
      return database.write(handle -> othersFor(handle, gateway, interval, now));
    } catch (DatabaseUnavailable gone) {
      LOG.debug("Whose turn it is to look at {} is unknown: {}", gateway, gone.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Duration> othersFor(
      Handle handle, String gateway, Duration interval, Instant now) {
    handle
        .createUpdate(
            "insert into gateway_watch (gateway, looks, observed_at) values (:gateway, 0, :epoch)"
                + " on conflict do nothing")
        .bind("gateway", gateway)
        .bind("epoch", Instant.EPOCH)
        .execute();
    int ours =
        handle
            .createUpdate(
                "update gateway_watch set owner = :me, owned_until = :until where gateway ="
                    + " :gateway and (owner is null or owner = :me or owned_until <= :now)")
            .bind("me", replica)
            .bind("until", now.plus(interval).plus(GRACE))
            .bind("gateway", gateway)
            .bind("now", now)
            .execute();
    if (ours == 1) {
      return Optional.empty();
    }
    Instant until =
        handle
            .createQuery("select owned_until from gateway_watch where gateway = :gateway")
            .bind("gateway", gateway)
            .mapTo(Instant.class)
            .one();
    Duration left = Duration.between(now, until);
    return Optional.of(left.isPositive() ? left : Duration.ofMillis(1));
  }

  /** Leaves all turns to the others. */
  public void leave() {
    try {
      database.change(
          handle ->
              handle
                  .createUpdate(
                      "update gateway_watch set owner = null, owned_until = null where owner = :me")
                  .bind("me", replica)
                  .execute());
    } catch (DatabaseUnavailable gone) {
      LOG.info(
          "The looks at gateways go over to other replicas a little later: {}", gone.getMessage());
    }
  }
}
