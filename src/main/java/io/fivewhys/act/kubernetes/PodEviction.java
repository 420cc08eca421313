package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Actuator.Preparation.Ready;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy.DeletePod;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One pod taken away, by its uid, so that its owner makes another: as {@code kubectl delete pod},
 * but through the Eviction API, so that disruption budgets hold.
 *
 * <p>A pod that is gone bears no annotation: its uid is the evidence. What is still on its way when
 * nobody knows what came of it fails once the pod is sealed, since it has the pod's resourceVersion
 * as its precondition.
 */
final class PodEviction implements RemedyOnCluster<DeletePod> {
  private final ApiServer api;
  private final Checks checks;
  private final Evictions evictions;

  PodEviction(ApiServer api, Checks checks) {
    this.api = api;
    this.checks = checks;
    this.evictions = new Evictions(api);
  }

  @Override
  public Planned plan(
      DeletePod remedy, ObjectName target, Recommendation recommendation, Decision decision)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject pod = pod(target, recommendation.diagnosed());
    if (recommendation.diagnosed().isEmpty()) {
      wasThere(pod, recommendation.observedAt());
    }
    Reach reach = reach(pod);
    boolean plainly = decision.plainDelete();
    var plan =
        new Plan(
            new DeletePod(target.subject(), plainly),
            Optional.of(pod.uid()),
            Optional.empty(),
            "kubectl delete pod " + target.name() + " -n " + target.namespace(),
            List.of(
                "evicted (%s), so that disruption budgets hold".formatted(evictions.version()),
                plainly
                    ? "deleted all the same where a disruption budget refuses: the policy allows it"
                    : "left alone where a disruption budget refuses"),
            Optional.empty());
    return new Planned(plan, reach);
  }

  @Override
  public Ready prepare(DeletePod remedy, ObjectName target, Plan plan, Ticket ticket)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject pod = pod(target, plan.uid());
    Reach reach = reach(pod);
    checks.mayDo("create", target, "pods/eviction");
    // To find out after a crash what came of it.
    checks.mayPatch(target);
    var prepared =
        new PreparedEviction(api, evictions, pod, evictions.version(), remedy.plainly(), ticket);
    if (prepared.tried().isPresent()) {
      checks.mayDo("delete", target, "pods");
      prepared.triedToDelete();
    }
    return new Ready(reach, prepared);
  }

  @Override
  public Acted settle(DeletePod remedy, ObjectName target, Plan plan, Ticket ticket)
      throws InterruptedException {
    return PodSettlement.of(api, target, plan.uid().orElseThrow(), ticket, "it was interrupted");
  }

  private ClusterObject pod(ObjectName target, Optional<String> uid)
      throws ActionRefused, ApiFailed, InterruptedException {
    if (target.kind() != ObjectKind.POD) {
      throw new ActionRefused("target", "a Pod", target.kind().toString(), target + " is no pod");
    }
    ClusterObject pod = checks.found(target, uid);
    String phase = pod.at("/status/phase").asText();
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      throw new ActionRefused(
          "no-change",
          "it has not ended yet",
          phase,
          target + " has ended already, and nothing comes of it when it is deleted");
    }
    return pod;
  }

  /** Nobody said which pod of the name was meant: the one that had it when it was looked at. */
  private static void wasThere(ClusterObject pod, Instant observedAt) throws ActionRefused {
    String created = pod.at("/metadata/creationTimestamp").asText();
    try {
      if (!Instant.parse(created).isAfter(observedAt)) {
        return;
      }
    } catch (DateTimeException e) {
      // Then nobody can tell.
    }
    throw new ActionRefused(
        "target",
        "made before " + observedAt,
        created,
        pod.id() + " is another one than was looked at; look again first");
  }

  private Reach reach(ClusterObject pod) throws ActionRefused, ApiFailed, InterruptedException {
    boolean ready = false;
    for (var each : pod.at("/status/conditions")) {
      ready |=
          each.path("type").asText().equals("Ready") && each.path("status").asText().equals("True");
    }
    return PodOwner.of(api, pod).reach(pod, ready);
  }
}
