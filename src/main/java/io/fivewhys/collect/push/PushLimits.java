package io.fivewhys.collect.push;

import io.fivewhys.settings.Within;

/**
 * How much may be pushed for one gateway.
 *
 * @param mostSources scripts whose facts live at the same time
 * @param mostFacts facts of all of them
 * @param mostBytes of all of them, as JSON
 */
public record PushLimits(
    @Within(least = "1", most = "1000") int mostSources,
    @Within(least = "1", most = "50000") int mostFacts,
    @Within(least = "1024", most = "33554432") long mostBytes) {

  public static PushLimits defaults() {
    return new PushLimits(50, 5_000, 8L << 20);
  }
}
