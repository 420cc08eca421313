package io.fivewhys.logs;

import io.fivewhys.fact.Snapshot;

/** Turns raw log lines of a snapshot into facts. */
public final class LogFacts {
  private LogFacts() {}

  public static Snapshot placeholder(Snapshot snapshot) {
    return snapshot;
  }
}
