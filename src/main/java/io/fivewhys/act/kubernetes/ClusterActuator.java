package io.fivewhys.act.kubernetes;

import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import io.fivewhys.collect.kubernetes.Said;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.KubernetesName;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Acts on the cluster that a gateway runs in. Safe for use by threads. */
public final class ClusterActuator implements Actuator {
  /** What is put into paths is nothing else. */
  private final String namespace;

  private final List<String> namespaces;
  private final WorkloadRestart restart;
  private final RolloutUndo undo;
  private final ScaleOut scaleOut;
  private final PodEviction eviction;
  private final ConfigRevert revert;

  /**
   * @param config which cluster, and which namespaces of it the gateway looks at
   * @param namespace of the gateway, and of every target that names none
   * @param clusters shared with whoever looks at them; closed by whoever made it
   * @param clock what a restart is stamped with
   * @param recorded what ConfigMaps held, to put one back
   */
  public ClusterActuator(
      KubernetesConfig config,
      String namespace,
      KubernetesClusters clusters,
      Clock clock,
      ConfigVersions recorded) {
    this.namespace = namespace;
    this.namespaces = config.namespaces().isEmpty() ? List.of(namespace) : config.namespaces();
    var api = new ApiServer(clusters, config);
    var checks = new Checks(api);
    restart = new WorkloadRestart(api, checks, clock);
    undo = new RolloutUndo(api, checks);
    scaleOut = new ScaleOut(api, checks);
    eviction = new PodEviction(api, checks);
    revert = new ConfigRevert(api, checks, recorded);
  }

  @Override
  public Planning plan(Recommendation recommendation, Decision decision)
      throws InterruptedException {
    return switch (target(recommendation.remedy())) {
      case Where.Nowhere(var refusal) -> new Planning.Refused(List.of(refusal));
      case Where.Here(var target) -> {
        try {
          yield plan(recommendation, decision, target);
        } catch (ActionRefused e) {
          yield new Planning.Refused(List.of(e.refusal()));
        } catch (ApiFailed e) {
          yield new Planning.Refused(List.of(e.asRefusal(target)));
        }
      }
    };
  }

  private Planning plan(Recommendation recommendation, Decision decision, ObjectName target)
      throws ActionRefused, ApiFailed, InterruptedException {
    return switch (recommendation.remedy()) {
      case Remedy.RestartWorkload it -> restart.plan(it, target, recommendation, decision);
      case Remedy.DeletePod it -> eviction.plan(it, target, recommendation, decision);
      case Remedy.UndoRollout it -> undo.plan(it, target, recommendation, decision);
      case Remedy.ScaleOut it -> scaleOut.plan(it, target, recommendation, decision);
      case Remedy.RevertConfig it -> revert.plan(it, target, recommendation, decision);
      case Remedy.ResetCircuitBreaker it -> throw notHere(it);
    };
  }

  @Override
  public Preparation prepare(Plan plan, Ticket ticket) throws InterruptedException {
    return switch (target(plan.remedy())) {
      case Where.Nowhere(var refusal) -> new Preparation.Refused(List.of(refusal));
      case Where.Here(var target) -> {
        try {
          yield prepare(plan, ticket, target);
        } catch (ActionRefused e) {
          yield new Preparation.Refused(List.of(e.refusal()));
        } catch (ApiFailed e) {
          yield new Preparation.Refused(List.of(e.asRefusal(target)));
        }
      }
    };
  }

  private Preparation prepare(Plan plan, Ticket ticket, ObjectName target)
      throws ActionRefused, ApiFailed, InterruptedException {
    return switch (plan.remedy()) {
      case Remedy.RestartWorkload it -> restart.prepare(it, target, plan, ticket);
      case Remedy.DeletePod it -> eviction.prepare(it, target, plan, ticket);
      case Remedy.UndoRollout it -> undo.prepare(it, target, plan, ticket);
      case Remedy.ScaleOut it -> scaleOut.prepare(it, target, plan, ticket);
      case Remedy.RevertConfig it -> revert.prepare(it, target, plan, ticket);
      case Remedy.ResetCircuitBreaker it -> throw notHere(it);
    };
  }

  @Override
  public Acted settle(Plan plan, Ticket ticket) throws InterruptedException {
    return switch (target(plan.remedy())) {
      case Where.Nowhere(var refusal) -> new Acted.Unknown(refusal.words());
      case Where.Here(var target) ->
          switch (plan.remedy()) {
            case Remedy.RestartWorkload it -> restart.settle(it, target, plan, ticket);
            case Remedy.DeletePod it -> eviction.settle(it, target, plan, ticket);
            case Remedy.UndoRollout it -> undo.settle(it, target, plan, ticket);
            case Remedy.ScaleOut it -> scaleOut.settle(it, target, plan, ticket);
            case Remedy.RevertConfig it -> revert.settle(it, target, plan, ticket);
            case Remedy.ResetCircuitBreaker _ -> new Acted.Unknown("not done to a cluster");
          };
    };
  }

  private sealed interface Where {
    record Here(ObjectName target) implements Where {}

    record Nowhere(Refusal refusal) implements Where {}
  }

  /** The object, in a namespace that the gateway looks at. */
  private Where target(Remedy remedy) {
    Subject subject = remedy.target();
    String in = subject.namespace().orElse(namespace);
    if (!namespaces.contains(in)) {
      return new Where.Nowhere(
          new Refusal(
              "target",
              "in one of " + String.join(", ", namespaces),
              in,
              "the gateway does not look at the namespace %s, so nothing is done there: add it to its kubernetes.namespaces, or do it by hand"
                  .formatted(in)));
    }
    if (!KubernetesName.is(subject.name())) {
      return new Where.Nowhere(
          new Refusal(
              "target",
              "a name as Kubernetes allows it",
              Said.line(subject.name(), 100),
              "no object of Kubernetes has such a name"));
    }
    Optional<ObjectKind> kind = ObjectKind.named(subject.kind());
    if (kind.isEmpty()) {
      return new Where.Nowhere(
          new Refusal(
              "target",
              "a kind that it can be done to",
              subject.kind(),
              "%s cannot be done to a %s".formatted(remedy.action(), subject.kind())));
    }
    return new Where.Here(new ObjectName(kind.get(), in, subject.name()));
  }

  private static ActionRefused notHere(Remedy remedy) {
    return new ActionRefused(
        "target",
        "an object of a cluster",
        remedy.target().toString(),
        remedy.words() + " is not done to a cluster");
  }
}
