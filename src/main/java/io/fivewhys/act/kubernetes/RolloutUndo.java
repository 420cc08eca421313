package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fivewhys.act.kubernetes.Revisions.Revision;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Actuator.Preparation.Ready;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.Remedy.UndoRollout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * As {@code kubectl rollout undo}: the template of an older revision in the place of the current
 * one. A Deployment also gets back the annotations that it had then, but for those that tell where
 * it stands and what was applied to it last.
 *
 * <p>Restarts make revisions that differ in annotations alone: where such a one came after the
 * revision that is to go, it is to go too; and nobody goes back to the same without the restart.
 */
final class RolloutUndo implements RemedyOnCluster<UndoRollout> {
  /** Those annotations of a Deployment that stay as they are. */
  private static final Set<String> KEPT =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          Revisions.NUMBER,
          "deployment.kubernetes.io/revision-history",
          "deployment.kubernetes.io/desired-replicas",
          "deployment.kubernetes.io/max-replicas",
          "deprecated.deployment.rollback.to",
          Traces.FENCE);

  private final ApiServer api;
  private final Checks checks;

  RolloutUndo(ApiServer api, Checks checks) {
    this.api = api;
    this.checks = checks;
  }

  /** From which to which, and what that changes. */
  private record Step(ClusterObject workload, Revision from, Revision to, List<String> changes) {}

  @Override
  public Planned plan(
      UndoRollout remedy, ObjectName target, Recommendation recommendation, Decision decision)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject workload = checks.workload(target, recommendation.diagnosed());
    Step step = step(workload, remedy);
    OptionalLong from = OptionalLong.of(step.from().number());
    Remedy back = new UndoRollout(target.subject(), from);
    var plan =
        new Plan(
            new UndoRollout(target.subject(), from, OptionalLong.of(step.to().number())),
            Optional.of(workload.uid()),
            Optional.of(Checks.generation(workload)),
            "kubectl rollout undo %s --to-revision=%d"
                .formatted(target.forKubectl(), step.to().number()),
            step.changes(),
            Optional.of(back));
    return new Planned(plan, WorkloadReach.ofRollout(workload));
  }

  @Override
  public Ready prepare(UndoRollout remedy, ObjectName target, Plan plan, Ticket ticket)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject workload = checks.unchanged(target, plan, Checks::generation);
    ObjectKind keeper = Revisions.keeperOf(target.kind());
    checks.mayDo("list", new ObjectName(keeper, target.namespace(), ""));
    Step step = step(workload, remedy);
    if (!step.changes().equals(plan.changes())) {
      throw new ActionRefused(
          "target",
          String.join("; ", plan.changes()),
          String.join("; ", step.changes()),
          "revision %d of %s is not what it was when the plan was made; have it planned anew"
              .formatted(step.to().number(), target));
    }
    checks.mayPatch(target);
    var patch = PreparedPatch.tried(api, workload, (it, by) -> patch(it, step.to(), by), ticket);
    return new Ready(WorkloadReach.ofRollout(workload), patch);
  }

  @Override
  public Acted settle(UndoRollout remedy, ObjectName target, Plan plan, Ticket ticket)
      throws InterruptedException {
    return Settlement.of(api, target, plan.uid().orElseThrow(), ticket, "it was interrupted");
  }

  private Step step(ClusterObject workload, UndoRollout remedy)
      throws ActionRefused, ApiFailed, InterruptedException {
    Checks.notPaused(workload);
    Checks.rollsByItself(workload);
    Ownership.nobodyPutsBack(workload);
    Ownership.noReleaseOfHelm(workload);
    Checks.isSeenByItsController(workload);
    Revisions revisions = Revisions.of(api, workload);
    Revision from = current(workload, revisions, remedy);
    boolean isLater = remedy.fromRevision().orElse(from.number()) != from.number();
    Revision to =
        remedy.toRevision().isPresent()
            ? numbered(workload, revisions, remedy.toRevision().getAsLong())
            : previous(
                workload,
                revisions,
                isLater ? PodTemplate::withoutAnnotations : PodTemplate::withoutRestart);
    List<String> changes = TemplateDifference.between(PodTemplate.of(workload), to.template());
    if (changes.isEmpty()) {
      throw new ActionRefused(
          "no-change",
          "another template",
          "the same as now",
          "%s has the template of revision %d already".formatted(workload.id(), to.number()));
    }
    return new Step(workload, from, to, changes);
  }

  /** The latest, which has to be the one that is to go, or the same but for annotations. */
  private static Revision current(ClusterObject workload, Revisions revisions, UndoRollout remedy)
      throws ActionRefused {
    Revision latest = revisions.latest().orElseThrow(() -> nothingOlder(workload, revisions));
    long meant = remedy.fromRevision().orElse(latest.number());
    if (latest.number() != meant && !isSameButForAnnotations(latest, revisions.numbered(meant))) {
      throw new ActionRefused(
          "revision",
          "revision %d is current".formatted(meant),
          "revision " + latest.number(),
          "%s was rolled out anew since: revision %d is current, which this is not about"
              .formatted(workload.id(), latest.number()));
    }
    return latest;
  }

  private static boolean isSameButForAnnotations(Revision one, Optional<Revision> other) {
    JsonNode template = PodTemplate.withoutAnnotations(one.template());
    return other
        .map(it -> PodTemplate.withoutAnnotations(it.template()))
        .filter(template::equals)
        .isPresent();
  }

  private static Revision previous(
      ClusterObject workload, Revisions revisions, UnaryOperator<JsonNode> compared)
      throws ActionRefused {
    return revisions.previous(compared).orElseThrow(() -> nothingOlder(workload, revisions));
  }

  private static ActionRefused nothingOlder(ClusterObject workload, Revisions revisions) {
    return new ActionRefused(
        "revision",
        "a revision before the latest",
        "revisions kept: " + revisions,
        "%s has no older revision to go back to".formatted(workload.id()));
  }

  private static Revision numbered(ClusterObject workload, Revisions revisions, long number)
      throws ActionRefused {
    return revisions
        .numbered(number)
        .orElseThrow(
            () ->
                new ActionRefused(
                    "revision",
                    "revision " + number,
                    "revisions kept: " + revisions,
                    "revision %d of %s is not kept any more".formatted(number, workload.id())));
  }

  private static Patch patch(ClusterObject workload, Revision to, Ticket ticket) {
    return workload.id().kind() == ObjectKind.DEPLOYMENT
        ? deploymentPatch(workload, to, ticket)
        : revisionPatch(workload, to, ticket);
  }

  /** What a ControllerRevision keeps is itself the patch that brings it back. */
  private static Patch revisionPatch(ClusterObject workload, Revision to, Ticket ticket) {
    ObjectNode body = to.keeper().at("/data").deepCopy();
    body.set("metadata", Traces.mergePatch(workload, ticket).get("metadata"));
    return new Patch(PatchType.STRATEGIC_MERGE, body);
  }

  private static Patch deploymentPatch(ClusterObject deployment, Revision to, Ticket ticket) {
    ObjectNode annotations = JsonNodeFactory.instance.objectNode();
    annotations(deployment, to, ticket).forEach(annotations::put);
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    body.addObject()
        .put("op", "replace")
        .put("path", "/metadata/resourceVersion")
        .put("value", deployment.resourceVersion());
    body.addObject().put("op", "replace").put("path", "/spec/template").set("value", to.template());
    body.addObject()
        .put("op", "add")
        .put("path", "/metadata/annotations")
        .set("value", annotations);
    return new Patch(PatchType.JSON, body);
  }

  /** Those of then, which the controller keeps at the ReplicaSet, with those of now that stay. */
  private static Map<String, String> annotations(
      ClusterObject deployment, Revision to, Ticket ticket) {
    Map<String, String> then = new TreeMap<>(to.keeper().annotations());
    then.keySet().removeAll(KEPT);
    deployment
        .annotations()
        .forEach(
            (key, value) -> {
              if (KEPT.contains(key)) {
                then.put(key, value);
              }
            });
    then.put(Traces.ACTION, ticket.intervention());
    return then;
  }
}
