package io.fivewhys.http.events;

import java.util.HashMap;
import java.util.Map;

/**
 * Who may listen besides those who do: nobody without a token takes a place from those who have
 * one, and nobody takes all. Not for use by several threads at once.
 */
final class Seats {
  private final Map<Listener, Seat> taken = new HashMap<>();

  /** Takes one, if the answer is that it listens. */
  ChangeFeed.Attached take(Listener listener, Seat seat) {
    if (taken.size() >= ChangeFeed.MOST_LISTENERS) {
      return ChangeFeed.Attached.ALL_TAKEN;
    }
    if (!seat.isKnown() && unknown() >= ChangeFeed.MOST_UNKNOWN) {
      return ChangeFeed.Attached.UNKNOWN_TAKEN;
    }
    if (seat.address().isPresent() && like(seat) >= seat.mostOfAddress()) {
      return ChangeFeed.Attached.ADDRESS_TAKEN;
    }
    taken.put(listener, seat);
    return ChangeFeed.Attached.LISTENS;
  }

  void leave(Listener listener) {
    taken.remove(listener);
  }

  private long unknown() {
    return taken.values().stream().filter(it -> !it.isKnown()).count();
  }

  private long like(Seat seat) {
    return taken.values().stream().filter(seat::equals).count();
  }
}
