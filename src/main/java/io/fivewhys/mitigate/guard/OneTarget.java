package io.fivewhys.mitigate.guard;

import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.KubernetesName;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.Optional;
import java.util.Set;

/**
 * The target is one thing, by its whole name, of a kind to which the action can be done, the one
 * that was recommended and the one that was diagnosed. Never a pattern, never all.
 */
record OneTarget() implements Guard {
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");
  private static final Set<String> SCALABLE = Set.of("Deployment", "StatefulSet");
  private static final String BREAKER = "CircuitBreaker";
  private static final int LONGEST = 253;

  @Override
  public String name() {
    return "target";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    Remedy remedy = it.plan().remedy();
    Subject target = remedy.target();
    if (!kinds(remedy).contains(target.kind())) {
      return refuse(
          "one of " + String.join(", ", kinds(remedy).stream().sorted().toList()),
          "kind \"%s\"".formatted(target.kind()),
          "%s cannot be done to that".formatted(remedy.action()));
    }
    if (!isName(target)) {
      return refuse(
          "one whole name" + (isObject(target) ? " with its namespace" : ""),
          "\"%s\" in \"%s\"".formatted(target.name(), target.namespace().orElse("")),
          "it is not said to what it should be done; that never means all");
    }
    return asPlanned(it);
  }

  private Optional<Refusal> asPlanned(Case it) {
    Remedy planned = it.plan().remedy();
    Remedy wanted = it.recommendation().remedy();
    Subject meant = inNamespace(wanted.target(), it.recommendation().namespace());
    if (planned.action() != wanted.action()
        || !inNamespace(planned.target(), it.recommendation().namespace()).equals(meant)) {
      return refuse(wanted.words(), planned.words(), "another thing was planned than recommended");
    }
    if (!isObject(planned.target())) {
      return Optional.empty();
    }
    if (it.plan().uid().filter(uid -> !uid.isBlank()).isEmpty()) {
      return refuse("a uid", "none", "it is not known which object of that name is meant");
    }
    Optional<String> diagnosed = it.recommendation().diagnosed();
    return diagnosed.isEmpty() || diagnosed.equals(it.plan().uid())
        ? Optional.empty()
        : refuse(
            "uid " + diagnosed.get(),
            "uid " + it.plan().uid().get(),
            "it was deleted and made anew since it was diagnosed; look again");
  }

  private static Subject inNamespace(Subject target, String namespace) {
    return Subject.of(target.kind(), target.namespace().orElse(namespace), target.name());
  }

  private static Set<String> kinds(Remedy remedy) {
    return switch (remedy) {
      case Remedy.RestartWorkload _, Remedy.UndoRollout _ -> WORKLOADS;
      case Remedy.ScaleOut _ -> SCALABLE;
      case Remedy.DeletePod _ -> Set.of("Pod");
      case Remedy.ResetCircuitBreaker _ -> Set.of(BREAKER);
      case Remedy.RevertConfig _ -> Set.of("ConfigMap");
    };
  }

  private static boolean isObject(Subject target) {
    return !target.kind().equals(BREAKER);
  }

  private static boolean isName(Subject target) {
    if (isObject(target)) {
      return KubernetesName.is(target.name())
          && target.namespace().filter(KubernetesName::is).isPresent();
    }
    String name = target.name();
    return !name.isBlank()
        && name.length() <= LONGEST
        && name.chars().noneMatch(it -> it == '*' || it == ',' || Character.isISOControl(it));
  }

  private Optional<Refusal> refuse(String limit, String value, String words) {
    return Optional.of(new Refusal(name(), limit, value, words));
  }
}
