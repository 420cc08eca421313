package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How often pods restarted in the window. A pod only says how often it did since it was created;
 * what it said at earlier looks tells how often before the window.
 */
final class RestartHistory {
  /** More are forgotten, the oldest first, which makes the count too low and never too high. */
  private static final int MOST_COUNTS = 50;

  private record Count(Instant at, long restarts) {}

  private final Map<String, Deque<Count>> known = new HashMap<>();
  private final Set<String> present = new HashSet<>();
  private Look look;

  /** A look begins. */
  void begin(Look look) {
    this.look = look;
    present.clear();
  }

  /** When its window began. */
  Instant from() {
    return look.from();
  }

  /** Every pod was seen: those that were not are gone. */
  void end() {
    known.keySet().retainAll(present);
  }

  /**
   * Restarts in the window. Exact when the pod is younger than the window, was seen before it, or
   * did not restart in it; else at least this many.
   */
  OptionalLong inWindow(Pod pod, PodContainers containers) {
    long now = containers.restarts();
    Deque<Count> counts =
        known.computeIfAbsent(pod.getMetadata().getUid(), _ -> new ArrayDeque<>());
    present.add(pod.getMetadata().getUid());
    remember(counts, now);
    Count oldest = counts.getFirst();
    if (!oldest.at().isAfter(look.from())) {
      return OptionalLong.of(Math.max(0, now - oldest.restarts()));
    }
    boolean young = Metadata.createdAt(pod).filter(it -> !it.isBefore(look.from())).isPresent();
    if (young) {
      return OptionalLong.of(now);
    }
    boolean inWindow =
        now > 0 && containers.lastEnd().filter(it -> !it.isBefore(look.from())).isPresent();
    long sinceFirstLook = now - oldest.restarts();
    boolean knownBefore = containers.lastEnd().isPresent();
    if (now > 0 && !knownBefore && sinceFirstLook == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(inWindow ? 1 : 0, sinceFirstLook));
  }

  /** Keeps what was counted in the window, and the last count before it. */
  private void remember(Deque<Count> counts, long now) {
    if (counts.isEmpty() || counts.getLast().restarts() != now) {
      counts.addLast(new Count(look.at(), now));
    }
    while (counts.size() > MOST_COUNTS || hasNewerBeforeWindow(counts)) {
      counts.removeFirst();
    }
  }

  private boolean hasNewerBeforeWindow(Deque<Count> counts) {
    var each = counts.iterator();
    each.next();
    return each.hasNext() && !each.next().at().isAfter(look.from());
  }
}
