package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Actuator.Preparation.Ready;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * More replicas, never fewer: as {@code kubectl scale} where nobody else scales the workload.
 *
 * <p>Where an autoscaler does, it would put back another number within seconds. What is changed
 * then is how many it keeps at least, never above how many it may make: its own bounds hold, and it
 * still adds more by itself. An autoscaler is off while its target has no replicas; the target
 * itself is scaled then, within the bounds.
 *
 * <p>There is no inverse. Fewer replicas in the middle of an incident are a risk of their own, and
 * too many cost nothing but money until somebody looks.
 */
final class ScaleOut implements RemedyOnCluster<Remedy.ScaleOut> {
  private final ApiServer api;
  private final Checks checks;

  ScaleOut(ApiServer api, Checks checks) {
    this.api = api;
    this.checks = checks;
  }

  /**
   * What would be done.
   *
   * @param changed the autoscaler, or the workload itself
   * @param field of it, such as {@code spec.replicas}
   * @param from what that says now
   * @param replicas what it is to say
   * @param state of what is changed, as {@link Plan#state} has it
   */
  private record Step(
      ClusterObject workload,
      ClusterObject changed,
      String field,
      int from,
      int replicas,
      String state) {
    boolean isOfAutoscaler() {
      return changed.id().kind() == ObjectKind.AUTOSCALER;
    }
  }

  @Override
  public Planned plan(
      Remedy.ScaleOut remedy, ObjectName target, Recommendation recommendation, Decision decision)
      throws ActionRefused, ApiFailed, InterruptedException {
    Step step = step(scalable(target, recommendation.diagnosed()), remedy.replicas());
    String name = step.changed().id().forKubectl();
    var plan =
        new Plan(
            new Remedy.ScaleOut(target.subject(), OptionalInt.of(step.replicas())),
            Optional.of(step.workload().uid()),
            Optional.of(step.state()),
            step.isOfAutoscaler()
                ? "kubectl patch %s -p '{\"spec\":{\"minReplicas\":%d}}'"
                    .formatted(name, step.replicas())
                : "kubectl scale %s --replicas=%d".formatted(name, step.replicas()),
            List.of(
                "%s.%s: %d → %d"
                    .formatted(
                        step.changed().id().kind(), step.field(), step.from(), step.replicas())),
            Optional.empty());
    return new Planned(plan, WorkloadReach.ofGrowth(step.workload()));
  }

  @Override
  public Ready prepare(Remedy.ScaleOut remedy, ObjectName target, Plan plan, Ticket ticket)
      throws ActionRefused, ApiFailed, InterruptedException {
    Step step = step(scalable(target, plan.uid()), remedy.replicas());
    checks.isState(target, plan, step.state());
    checks.mayPatch(step.changed().id());
    int replicas = step.replicas();
    var patch =
        PreparedPatch.tried(api, step.changed(), (it, by) -> patch(it, by, replicas), ticket);
    return new Ready(WorkloadReach.ofGrowth(step.workload()), patch);
  }

  @Override
  public Acted settle(Remedy.ScaleOut remedy, ObjectName target, Plan plan, Ticket ticket)
      throws InterruptedException {
    Optional<Autoscaler> autoscaler =
        plan.state().flatMap(it -> Autoscaler.parse(it, target.namespace()));
    ObjectName changed = autoscaler.map(Autoscaler::id).orElse(target);
    String uid = autoscaler.map(Autoscaler::uid).or(plan::uid).orElseThrow();
    return Settlement.of(api, changed, uid, ticket, "it was interrupted");
  }

  private ClusterObject scalable(ObjectName target, Optional<String> uid)
      throws ActionRefused, ApiFailed, InterruptedException {
    if (target.kind() == ObjectKind.DAEMON_SET) {
      throw new ActionRefused(
          "target",
          "a Deployment or a StatefulSet",
          "DaemonSet",
          target + " has one pod for each node; add nodes instead");
    }
    return checks.workload(target, uid);
  }

  private Step step(ClusterObject workload, OptionalInt asked)
      throws ActionRefused, ApiFailed, InterruptedException {
    ObjectName id = workload.id();
    int now = WorkloadReach.desired(workload).orElseThrow();
    int wanted = asked.orElse(now + Math.max(1, (now + 1) / 2));
    checks.mayDo("list", new ObjectName(ObjectKind.AUTOSCALER, id.namespace(), ""));
    Optional<ClusterObject> found = Autoscaler.of(api, id);
    Optional<Autoscaler> autoscaler = found.map(Autoscaler::read);
    int replicas = autoscaler.map(it -> Math.min(wanted, it.max())).orElse(wanted);
    if (replicas <= now) {
      throw tooFew(workload, now, replicas, autoscaler);
    }
    boolean byAutoscaler = found.isPresent() && now > 0;
    ClusterObject changed = byAutoscaler ? found.get() : workload;
    Ownership.nobodyPutsBack(changed);
    checks.mayDo("list", new ObjectName(ObjectKind.RESOURCE_QUOTA, id.namespace(), ""));
    Quotas.allow(api, workload, replicas - now);
    if (!byAutoscaler) {
      return new Step(
          workload, changed, "spec.replicas", now, replicas, Checks.generation(workload));
    }
    int least = autoscaler.orElseThrow().min();
    if (replicas <= least) {
      throw new ActionRefused(
          "no-change",
          "more than " + least + " replicas",
          Integer.toString(replicas),
          "%s keeps %d at least already, and is about to make them".formatted(changed.id(), least));
    }
    String state = autoscaler.get().toString();
    return new Step(workload, changed, "spec.minReplicas", least, replicas, state);
  }

  private static ActionRefused tooFew(
      ClusterObject workload, int now, int replicas, Optional<Autoscaler> autoscaler) {
    if (autoscaler.isPresent() && autoscaler.get().max() <= now) {
      return new ActionRefused(
          "autoscaler",
          "at most %d replicas by %s".formatted(autoscaler.get().max(), autoscaler.get().id()),
          Integer.toString(now),
          "%s has as many replicas as its autoscaler may make; raise maxReplicas of %s by hand if that is wanted"
              .formatted(workload.id(), autoscaler.get().id()));
    }
    return new ActionRefused(
        "no-change",
        "more than " + now + " replicas",
        Integer.toString(replicas),
        "%s is wanted with %d replicas already; this only ever adds some"
            .formatted(workload.id(), now));
  }

  private static Patch patch(ClusterObject changed, Ticket ticket, int replicas) {
    ObjectNode body = Traces.mergePatch(changed, ticket);
    boolean autoscaler = changed.id().kind() == ObjectKind.AUTOSCALER;
    body.putObject("spec").put(autoscaler ? "minReplicas" : "replicas", replicas);
    return new Patch(PatchType.JSON_MERGE, body);
  }
}
