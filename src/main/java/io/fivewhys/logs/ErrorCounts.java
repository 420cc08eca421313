package io.fivewhys.logs;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.KnownError;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.LogPatterns.Recognised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Counts recognised events by where they come from and what they are about. */
final class ErrorCounts {
  private record Key(
      String workload,
      String namespace,
      String pod,
      long revision,
      KnownError kind,
      String target) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::workload)
            .thenComparing(Key::namespace)
            .thenComparing(Key::pod)
            .thenComparing(Key::revision)
            .thenComparing(Key::kind)
            .thenComparing(Key::target);

    Key withoutTarget() {
      return new Key(workload, namespace, pod, revision, kind, "");
    }
  }

  private static final class Count {
    private long inside;
    private Instant first;
    private String sample;
    private Instant sampleAt;

    void add(Event event, String text, Instant windowStart) {
      Instant at = event.at().orElse(null);
      inside += at == null || !at.isBefore(windowStart) ? 1 : 0;
      if (at != null && (first == null || at.isBefore(first))) {
        first = at;
      }
      if (sample == null || isEarlier(at, text)) {
        sample = text;
        sampleAt = at;
      }
    }

    /** Both together; the line that names the target is shown. */
    Count and(Count nameless) {
      Count both = new Count();
      both.inside = inside + nameless.inside;
      both.sample = sample;
      both.first = first;
      if (first == null || (nameless.first != null && nameless.first.isBefore(first))) {
        both.first = nameless.first;
      }
      return both;
    }

    /** Whichever order the lines came in, the same one is shown. */
    private boolean isEarlier(Instant at, String text) {
      if (at == null || sampleAt == null) {
        return at != null || (sampleAt == null && text.compareTo(sample) < 0);
      }
      int order = at.compareTo(sampleAt);
      return order < 0 || (order == 0 && text.compareTo(sample) < 0);
    }
  }

  private static final int MOST_TARGETS = 2_000;

  private final Instant windowStart;
  private final Set<String> given = new HashSet<>();
  private final Map<Key, Count> counts = new TreeMap<>(Key.ORDER);

  ErrorCounts(Snapshot snapshot) {
    this.windowStart = snapshot.windowStart();
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof LogPattern pattern) {
        given.add(pattern.workload() + " " + pattern.pattern());
      }
    }
  }

  void add(LogLines lines, Event event, Recognised error) {
    if (given.contains(lines.workload() + " " + error.kind())) {
      return; // the snapshot's own count stands
    }
    String target = counts.size() < MOST_TARGETS ? error.target().orElse("") : "";
    Key key =
        new Key(
            lines.workload(),
            lines.namespace().orElse(""),
            lines.pod().orElse(""),
            lines.revision().orElse(-1),
            error.kind(),
            target);
    counts.computeIfAbsent(key, k -> new Count()).add(event, error.sample(), windowStart);
  }

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    joined()
        .forEach(
            (key, count) ->
                facts.add(
                    new LogPattern(
                        key.workload(),
                        present(key.namespace()),
                        key.kind(),
                        count.inside,
                        OptionalLong.empty(),
                        Optional.of(count.sample),
                        present(key.target()),
                        Optional.ofNullable(count.first),
                        present(key.pod()),
                        key.revision() < 0
                            ? OptionalLong.empty()
                            : OptionalLong.of(key.revision()))));
    return facts;
  }

  /**
   * An event that names no target is about the one that others of its kind name, if it is but one.
   */
  private Map<Key, Count> joined() {
    Map<Key, Count> joined = new TreeMap<>(Key.ORDER);
    joined.putAll(counts);
    for (Key key : counts.keySet().stream().filter(k -> k.target().isEmpty()).toList()) {
      List<Key> named =
          counts.keySet().stream()
              .filter(other -> !other.target().isEmpty() && other.withoutTarget().equals(key))
              .limit(2)
              .toList();
      if (named.size() == 1) {
        joined.put(named.getFirst(), counts.get(named.getFirst()).and(counts.get(key)));
        joined.remove(key);
      }
    }
    return joined;
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
