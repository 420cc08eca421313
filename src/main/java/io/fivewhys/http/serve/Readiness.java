package io.fivewhys.http.serve;

import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether snapshots are taken. Safe for use by several threads. */
public final class Readiness {
  private final Supplier<Optional<String>> revision;
  private final BooleanSupplier storeIsUp;
  private volatile boolean draining;

  /**
   * @param revision in force; empty as long as there is none
   * @param storeIsUp whether the database answers; waits for nothing
   */
  public Readiness(Supplier<Optional<String>> revision, BooleanSupplier storeIsUp) {
    this.revision = revision;
    this.storeIsUp = storeIsUp;
  }

  /** Takes nothing from now on. */
  public void drain() {
    draining = true;
  }

  /**
   * The revision of the rulebook in force.
   *
   * @throws Refusal when the service stops or has no rules
   */
  public String mustBeReady() {
    mustNotDrain();
    return revision
        .get()
        .orElseThrow(
            () ->
                Problem.of(503, "not-ready", "There is no rulebook yet.")
                    .retryAfter(Duration.ofSeconds(5)));
  }

  /**
   * @throws Refusal when nothing can be kept
   */
  public void mustKeep() {
    if (!storeIsUp.getAsBoolean()) {
      throw Problem.of(503, "store-unavailable", "The database does not answer; the log says why.")
          .retryAfter(Duration.ofSeconds(5));
    }
  }

  /**
   * @throws Refusal when the service stops
   */
  public void mustNotDrain() {
    if (draining) {
      throw Problem.of(503, "draining", "The service is about to stop.")
          .retryAfter(Duration.ofSeconds(5));
    }
  }
}
