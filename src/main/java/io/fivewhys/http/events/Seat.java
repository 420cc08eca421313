package io.fivewhys.http.events;

import java.util.Optional;

/**
 * What a listener takes a place as.
 *
 * @param isKnown whether by a token or a session
 * @param address of its own; empty where a proxy stands between, behind which many are one
 */
public record Seat(boolean isKnown, Optional<String> address) {
  int mostOfAddress() {
    return isKnown ? ChangeFeed.MOST_OF_ADDRESS : ChangeFeed.MOST_UNKNOWN_OF_ADDRESS;
  }
}
