package io.fivewhys.collect.kubernetes;

import io.fivewhys.fact.Blind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What could not be seen: one fact for each subject, with all its reasons. */
final class Blanks {
  private record Subject(String source, Optional<String> subject) {}

  private final Map<Subject, Set<String>> reasons = new LinkedHashMap<>();

  void add(Blind blind) {
    Set<String> known =
        reasons.computeIfAbsent(
            new Subject(blind.source(), blind.subject()), _ -> new LinkedHashSet<>());
    blind.reason().ifPresent(known::add);
  }

  List<Blind> all() {
    return reasons.entrySet().stream()
        .map(
            it ->
                new Blind(
                    it.getKey().source(),
                    it.getKey().subject(),
                    Said.line(String.join("; ", it.getValue())),
                    Optional.empty()))
        .toList();
  }
}
