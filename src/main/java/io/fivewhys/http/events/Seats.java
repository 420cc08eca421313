package io.fivewhys.http.events;

import java.util.HashSet;
import java.util.Set;

/**
 * Who may listen besides those who do: nobody without a token takes a place from those who have
 * one. Not for use by several threads at once.
 */
final class Seats {
  private final Set<Listener> taken = new HashSet<>();
  private final Set<Listener> unknown = new HashSet<>();

  /**
   * Takes a place, if the answer is that it listens.
   *
   * @param isKnown whether it showed a token or a session
   */
  ChangeFeed.Attached take(Listener listener, boolean isKnown) {
    if (taken.size() >= ChangeFeed.MOST_LISTENERS) {
      return ChangeFeed.Attached.ALL_TAKEN;
    }
    if (!isKnown && unknown.size() >= ChangeFeed.MOST_UNKNOWN) {
      return ChangeFeed.Attached.UNKNOWN_TAKEN;
    }
    taken.add(listener);
    if (!isKnown) {
      unknown.add(listener);
    }
    return ChangeFeed.Attached.LISTENS;
  }

  void leave(Listener listener) {
    taken.remove(listener);
    unknown.remove(listener);
  }
}
