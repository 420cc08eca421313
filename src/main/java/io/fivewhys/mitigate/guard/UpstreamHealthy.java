package io.fivewhys.mitigate.guard;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Workload;
import io.fivewhys.inference.Category;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.List;
import java.util.Optional;

/**
 * A breaker is closed only in front of an upstream that is well, as the last look sees it: else the
 * breaker does what it is there for.
 */
record UpstreamHealthy() implements Guard {
  @Override
  public String name() {
    return "upstream-healthy";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    return switch (it.plan().remedy()) {
      case Remedy.ResetCircuitBreaker(var _, var upstream) ->
          upstream
              .filter(name -> !name.isBlank())
              .map(name -> objection(it, workload(it, name)))
              .orElseGet(() -> refuse("unknown", "it is not known what is behind the breaker"));
      case Remedy.RestartWorkload _,
          Remedy.DeletePod _,
          Remedy.UndoRollout _,
          Remedy.ScaleOut _,
          Remedy.RevertConfig _ ->
          Optional.empty();
    };
  }

  /** Its workload, where it is the name of a Service. */
  private static String workload(Case it, String upstream) {
    boolean isWorkload =
        LastLook.facts(it, Workload.class).anyMatch(each -> each.name().equals(upstream));
    return isWorkload
        ? upstream
        : LastLook.facts(it, Endpoints.class)
            .filter(each -> each.service().equals(upstream))
            .findFirst()
            .map(Endpoints::backend)
            .orElse(upstream);
  }

  private Optional<Refusal> objection(Case it, String upstream) {
    List<Workload> seen =
        LastLook.facts(it, Workload.class).filter(each -> each.name().equals(upstream)).toList();
    if (seen.isEmpty()) {
      return refuse(
          upstream + " was not seen", "whether %s is well is not known".formatted(upstream));
    }
    return seen.stream()
        .filter(each -> !each.isFullyReady())
        .findFirst()
        .map(each -> "%s of %s pods ready".formatted(number(each.ready()), number(each.desired())))
        .or(() -> failing(it, upstream))
        .flatMap(
            value ->
                refuse(
                    upstream + ": " + value,
                    "%s behind the breaker is not well (%s); mend that, then the breaker closes"
                            .formatted(upstream, value)
                        + " by itself or may be closed"));
  }

  private static Optional<String> failing(Case it, String upstream) {
    Optional<String> pod =
        LastLook.facts(it, Pod.class)
            .filter(each -> each.owner().equals(upstream) && each.isFailing())
            .findFirst()
            .map(each -> "pod %s fails".formatted(each.name()));
    Optional<String> probe =
        LastLook.facts(it, DependencyProbe.class)
            .filter(each -> each.dependency().equals(upstream) && (!each.ok() || each.isFlapping()))
            .findFirst()
            .map(each -> "a probe of it fails");
    Optional<String> cause =
        it.diagnosis().causes().stream()
            .filter(each -> each.category() != Category.CIRCUIT_BREAKER_ACTIVATION)
            .filter(each -> each.subject().name().equals(upstream))
            .findFirst()
            .map(Diagnosis.Cause::summary);
    return pod.or(() -> probe).or(() -> cause);
  }

  private static String number(java.util.OptionalLong it) {
    return it.isPresent() ? String.valueOf(it.getAsLong()) : "?";
  }

  private Optional<Refusal> refuse(String value, String words) {
    return Optional.of(new Refusal(name(), "an upstream that is well", value, words));
  }
}
