package io.fivewhys.collect.probe;

import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.util.Map;

/** What replicas say of themselves, in the same signals whatever the database. */
final class Replication {
  private Replication() {}

  /**
   * How far a replica is behind.
   *
   * @param seconds a clock that runs behind makes them negative, which is none
   */
  static FactDraft<Signal> lag(String dependency, String replica, double seconds) {
    return signal("replication_lag_seconds", dependency, replica)
        .set("value", Math.round(Math.max(0, seconds) * 1_000) / 1_000.0)
        .set("unit", "seconds");
  }

  /** A replica gets nothing new. */
  static FactDraft<Signal> stopped(String dependency, String replica, String why) {
    return signal("replication_stopped", dependency, replica).set("text", why);
  }

  private static FactDraft<Signal> signal(String name, String dependency, String replica) {
    return FactDraft.of(Signal.class)
        .set("name", name)
        .set("subject", dependency)
        .set("labels", Map.of("replica", replica));
  }
}
