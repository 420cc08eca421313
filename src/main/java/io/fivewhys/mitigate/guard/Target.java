package io.fivewhys.mitigate.guard;

import io.fivewhys.fact.Pod;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Past;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether two interventions touch the same. A pod and its workload do, and so do two pods of one
 * workload: whose it is says the last look, and where that does not know the pod (any more), its
 * name as controllers make it, in doubt for the same.
 */
final class Target {
  private static final String POD = "Pod";

  private record Key(String kind, String namespace, String name) {
    boolean isPod() {
      return kind.equals(POD);
    }
  }

  private Target() {}

  /** The namespace in which it is done. */
  static String namespace(Case it) {
    return it.plan().remedy().target().namespace().orElse(it.recommendation().namespace());
  }

  /** Names under which a look may know it: its own, and that of its workload. */
  static List<String> namesOf(Case it) {
    Subject target = it.plan().remedy().target();
    Optional<String> owner =
        target.kind().equals(POD) ? owner(it, target.name()) : Optional.empty();
    return owner.map(name -> List.of(target.name(), name)).orElse(List.of(target.name()));
  }

  /** Fits those that touch what this one touches. */
  static Predicate<Past> sameAs(Case it) {
    Key mine = key(it.plan().remedy().targetKey());
    return other -> isSame(it, mine, key(other.targetKey()));
  }

  private static boolean isSame(Case it, Key one, Key other) {
    if (one.equals(other)) {
      return true;
    }
    if (!one.namespace().equals(other.namespace())) {
      return false;
    }
    if (one.isPod() && other.isPod()) {
      return isSamePods(it, one.name(), other.name());
    }
    if (one.isPod()) {
      return isPodOf(it, one.name(), other);
    }
    return other.isPod() && isPodOf(it, other.name(), one);
  }

  private static boolean isPodOf(Case it, String pod, Key workload) {
    return switch (workload.kind()) {
      case "Deployment", "StatefulSet", "DaemonSet" ->
          owner(it, pod).map(workload.name()::equals).orElse(pod.startsWith(workload.name() + "-"));
      default -> false;
    };
  }

  private static boolean isSamePods(Case it, String one, String other) {
    Optional<String> first = owner(it, one);
    Optional<String> second = owner(it, other);
    if (first.isPresent() && second.isPresent()) {
      return first.equals(second);
    }
    return first
        .or(() -> second)
        .map(known -> (first.isPresent() ? other : one).startsWith(known + "-"))
        .orElse(stem(one).equals(stem(other)));
  }

  private static Optional<String> owner(Case it, String pod) {
    return LastLook.facts(it, Pod.class)
        .filter(each -> each.name().equals(pod))
        .findFirst()
        .flatMap(Pod::workload);
  }

  /** orders of orders-5d9c7b-x2x4q; of db-0 likewise db. */
  private static String stem(String pod) {
    String[] parts = pod.split("-", -1);
    int kept = Math.max(1, parts.length - 2);
    return String.join("-", List.of(parts).subList(0, kept));
  }

  private static Key key(String text) {
    String[] parts = text.split("/", 3);
    return parts.length == 3 ? new Key(parts[0], parts[1], parts[2]) : new Key("", "", text);
  }
}
