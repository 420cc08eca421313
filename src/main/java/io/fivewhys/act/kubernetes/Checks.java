package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Plan;
import java.util.Optional;
import java.util.function.Function;

/** What has to hold of a target, whatever is done to it. */
final class Checks {
  private final ApiServer api;

  Checks(ApiServer api) {
    this.api = api;
  }

  /**
   * The target as it is now.
   *
   * @param uid that it has to have; empty where nobody said
   */
  ClusterObject found(ObjectName target, Optional<String> uid)
      throws ActionRefused, ApiFailed, InterruptedException {
    Optional<ClusterObject> found = api.read(target);
    if (found.isEmpty()) {
      throw new ActionRefused(
          "target", "it exists", "there is none", "there is no " + target + " any more");
    }
    if (uid.isPresent() && !uid.get().equals(found.get().uid())) {
      throw new ActionRefused(
          "target",
          "uid " + uid.get(),
          "uid " + found.get().uid(),
          target + " was deleted and made anew since it was diagnosed; look again first");
    }
    if (!found.get().at("/metadata/deletionTimestamp").isMissingNode()) {
      throw new ActionRefused(
          "target", "it is not being deleted", "it is", target + " is being deleted");
    }
    return found.get();
  }

  /**
   * The target, still the one of the plan.
   *
   * @param state of it, as {@link Plan#state} has it
   */
  ClusterObject unchanged(ObjectName target, Plan plan, Function<ClusterObject, String> state)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject found = found(target, plan.uid());
    isState(target, plan, state.apply(found));
    return found;
  }

  /**
   * What was planned is still what would be done.
   *
   * @param now as {@link Plan#state} would be if it were planned now
   */
  void isState(ObjectName target, Plan plan, String now) throws ActionRefused {
    if (!plan.state().equals(Optional.of(now))) {
      throw new ActionRefused(
          "target",
          plan.state().orElse("?"),
          now,
          target + " was changed since the plan was made; have it planned anew");
    }
  }

  /**
   * The service may do this; else the change would be refused half way.
   *
   * @param resource of the target's API group, such as {@code deployments} or {@code pods/eviction}
   */
  void mayDo(String verb, ObjectName target, String resource)
      throws ActionRefused, ApiFailed, InterruptedException {
    if (!api.allows(verb, target, resource)) {
      String group = target.kind().group();
      String right =
          "%s %s in %s"
              .formatted(
                  verb, group.isEmpty() ? resource : resource + "." + group, target.namespace());
      throw new ActionRefused(
          "rights",
          right,
          "not granted",
          "the service account has no right to " + right + ": grant it, or do it by hand");
    }
  }

  /** The service may change the target itself. */
  void mayPatch(ObjectName target) throws ActionRefused, ApiFailed, InterruptedException {
    mayDo("patch", target);
  }

  /** The service may do this to the object itself, or to all of its kind where it has no name. */
  void mayDo(String verb, ObjectName object) throws ActionRefused, ApiFailed, InterruptedException {
    mayDo(verb, object, object.kind().plural());
  }

  /** The target as it is now, a workload. */
  ClusterObject workload(ObjectName target, Optional<String> uid)
      throws ActionRefused, ApiFailed, InterruptedException {
    return switch (target.kind()) {
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET -> found(target, uid);
      case REPLICA_SET, CONTROLLER_REVISION, AUTOSCALER, RESOURCE_QUOTA, POD, CONFIG_MAP ->
          throw new ActionRefused(
              "target",
              "a Deployment, a StatefulSet or a DaemonSet",
              target.kind().toString(),
              target + " is no workload");
    };
  }

  /** {@link Plan#state} of a workload. */
  static String generation(ClusterObject workload) {
    return "generation " + workload.generation().orElse(0);
  }

  /** A paused Deployment takes changes and does nothing. */
  static void notPaused(ClusterObject workload) throws ActionRefused {
    if (workload.at("/spec/paused").asBoolean()) {
      throw new ActionRefused(
          "paused",
          "its rollout is not paused",
          "it is",
          "the rollout of %s is paused by somebody; kubectl rollout resume %s first"
              .formatted(workload.id(), workload.id().forKubectl()));
    }
  }

  /** With {@code OnDelete} another template changes no pod until somebody deletes it. */
  static void rollsByItself(ClusterObject workload) throws ActionRefused {
    if (WorkloadReach.isOnDelete(workload)) {
      throw new ActionRefused(
          "no-change",
          "an update strategy by which pods are replaced",
          "OnDelete",
          "pods of %s are replaced only when somebody deletes them, so nothing would happen: delete its pods instead"
              .formatted(workload.id()));
    }
  }

  /** Its controller has seen what is wanted, so that its revisions are those of now. */
  static void isSeenByItsController(ClusterObject workload) throws ActionRefused {
    long seen = workload.number("/status/observedGeneration").orElse(0);
    if (seen < workload.generation().orElse(0)) {
      throw new ActionRefused(
          "target",
          generation(workload) + " is seen by its controller",
          "generation " + seen,
          "%s was changed a moment ago and its controller has not seen it; try again"
              .formatted(workload.id()));
    }
  }
}
