package io.fivewhys.mitigate;

import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.inference.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which object of a name it was that a snapshot saw. */
final class SeenUid {
  private SeenUid() {}

  /** Empty where no fact says it, or facts differ. */
  static Optional<String> of(Subject target, Snapshot snapshot) {
    List<String> seen =
        Stream.concat(workloads(target, snapshot), pods(target, snapshot)).distinct().toList();
    return seen.size() == 1 ? Optional.of(seen.getFirst()) : Optional.empty();
  }

  private static Stream<String> workloads(Subject target, Snapshot snapshot) {
    return facts(Workload.class, snapshot)
        .filter(it -> target.kind().equals(it.kind().toString()))
        .filter(it -> isNamed(target, it.name(), it.namespace(), snapshot))
        .flatMap(it -> it.uid().stream());
  }

  private static Stream<String> pods(Subject target, Snapshot snapshot) {
    return facts(Pod.class, snapshot)
        .filter(_ -> target.kind().equals("Pod"))
        .filter(it -> isNamed(target, it.name(), it.namespace(), snapshot))
        .flatMap(it -> it.uid().stream());
  }

  private static <F> Stream<F> facts(Class<F> kind, Snapshot snapshot) {
    return snapshot.facts().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static boolean isNamed(
      Subject target, String name, Optional<String> namespace, Snapshot snapshot) {
    return target.name().equals(name)
        && target.namespace().equals(namespace.or(() -> Optional.of(snapshot.namespace())));
  }
}
