package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Duration;
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

  /** A look this long before the window is as good as one at its beginning. */
  private static final Duration CLOSELY = Duration.ofMinutes(2);

  /**
   * What a pod said.
   *
   * @param first when it did so for the first time
   * @param last when it did so for the last time
   */
  private record Count(Instant first, Instant last, long restarts) {}

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
   * Restarts in the window. Exact when the pod is younger than the window, was seen as it began, or
   * did not restart in it; else at least this many: when nobody looked as it began, of the restarts
   * until somebody did only the one counts of which the pod says when it was.
   */
  OptionalLong inWindow(Pod pod, PodContainers containers) {
    long now = containers.restarts();
    Deque<Count> counts =
        known.computeIfAbsent(pod.getMetadata().getUid(), _ -> new ArrayDeque<>());
    present.add(pod.getMetadata().getUid());
    remember(counts, now);
    Count base = counts.getFirst();
    boolean before = !base.first().isAfter(look.from());
    if (before && counts.size() == 1) {
      return OptionalLong.of(0);
    }
    if (before && !base.last().isBefore(look.from().minus(CLOSELY))) {
      return OptionalLong.of(Math.max(0, now - base.restarts()));
    }
    boolean young = Metadata.createdAt(pod).filter(it -> !it.isBefore(look.from())).isPresent();
    if (young) {
      return OptionalLong.of(now);
    }
    Count firstInWindow = before ? second(counts) : base;
    long added = Math.max(0, now - firstInWindow.restarts());
    if (now > 0 && containers.lastEnd().isEmpty() && added == 0) {
      return OptionalLong.empty();
    }
    boolean ended =
        now > 0 && containers.lastEnd().filter(it -> !it.isBefore(look.from())).isPresent();
    return OptionalLong.of(Math.max(ended ? 1 : 0, added));
  }

  /** Keeps what was counted in the window, and the last count before it. */
  private void remember(Deque<Count> counts, long now) {
    if (counts.isEmpty() || counts.getLast().restarts() != now) {
      counts.addLast(new Count(look.at(), look.at(), now));
    } else {
      counts.addLast(new Count(counts.removeLast().first(), look.at(), now));
    }
    while (counts.size() > MOST_COUNTS
        || counts.size() > 1 && !second(counts).first().isAfter(look.from())) {
      counts.removeFirst();
    }
  }

  private static Count second(Deque<Count> counts) {
    var each = counts.iterator();
    each.next();
    return each.next();
  }
}
