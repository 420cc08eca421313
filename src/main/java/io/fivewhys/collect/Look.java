package io.fivewhys.collect;

import java.time.Duration;
import java.time.Instant;

/**
 * One look at one gateway.
 *
 * @param gateway its name
 * @param namespace its namespace, that of every fact that names none
 * @param at end of the window
 * @param window length of the window, more than zero
 */
public record Look(String gateway, String namespace, Instant at, Duration window) {

  /** When the window began. */
  public Instant from() {
    return at.minus(window);
  }
}
