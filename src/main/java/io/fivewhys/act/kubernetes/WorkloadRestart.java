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
import io.fivewhys.mitigate.Remedy.RestartWorkload;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * As {@code kubectl rollout restart}: a template with another annotation makes the controller
 * replace all pods.
 *
 * <p>It is done also to what Argo CD, Flux or Helm put there. None of them describes the
 * annotation, so none puts it back: Argo CD's own action "restart" is the same.
 */
final class WorkloadRestart implements RemedyOnCluster<RestartWorkload> {
  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private final ApiServer api;
  private final Checks checks;
  private final Clock clock;

  WorkloadRestart(ApiServer api, Checks checks, Clock clock) {
    this.api = api;
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public Planned plan(
      RestartWorkload remedy, ObjectName target, Recommendation recommendation, Decision decision)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject workload = checks.workload(target, recommendation.diagnosed());
    check(workload);
    var plan =
        new Plan(
            new RestartWorkload(target.subject()),
            Optional.of(workload.uid()),
            Optional.of(Checks.generation(workload)),
            "kubectl rollout restart " + target.forKubectl(),
            List.of("template.metadata.annotations." + RESTARTED_AT + ": the time when it is done"),
            Optional.empty());
    return new Planned(plan, WorkloadReach.ofRollout(workload));
  }

  @Override
  public Ready prepare(RestartWorkload remedy, ObjectName target, Plan plan, Ticket ticket)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject workload = checks.unchanged(target, plan, Checks::generation);
    check(workload);
    checks.mayPatch(target);
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    if (restartedAt(workload).equals(now)) {
      throw new ActionRefused(
          "no-change", "not restarted this very second", now, target + " was restarted just now");
    }
    var patch = PreparedPatch.tried(api, workload, (it, by) -> patch(it, by, now), ticket);
    return new Ready(WorkloadReach.ofRollout(workload), patch);
  }

  @Override
  public Acted settle(RestartWorkload remedy, ObjectName target, Plan plan, Ticket ticket)
      throws InterruptedException {
    return Settlement.of(api, target, plan.uid().orElseThrow(), ticket, "it was interrupted");
  }

  private static void check(ClusterObject workload) throws ActionRefused {
    Checks.notPaused(workload);
    Checks.rollsByItself(workload);
  }

  private static String restartedAt(ClusterObject workload) {
    return workload.at("/spec/template/metadata/annotations").path(RESTARTED_AT).asText();
  }

  private static Patch patch(ClusterObject workload, Ticket ticket, String now) {
    ObjectNode body = Traces.mergePatch(workload, ticket);
    body.putObject("spec")
        .putObject("template")
        .putObject("metadata")
        .putObject("annotations")
        .put(RESTARTED_AT, now);
    return new Patch(PatchType.JSON_MERGE, body);
  }
}
