package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.mitigate.Reach;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The workload that makes another pod when one is taken away.
 *
 * @param workload a Deployment, StatefulSet or DaemonSet, or a ReplicaSet that none of these made
 */
record PodOwner(ClusterObject workload) {
  private static final String MIRROR = "kubernetes.io/config.mirror";

  /**
   * Found by the pod's owner references.
   *
   * @throws ActionRefused where nobody makes another one: it stands alone, the kubelet runs it from
   *     a file (a mirror pod: taking away what the API shows of it stops nothing), or its owner is
   *     gone, or of a kind that does something else about it, as a Job does
   */
  static PodOwner of(ApiServer api, ClusterObject pod)
      throws ActionRefused, ApiFailed, InterruptedException {
    JsonNode reference = controller(pod);
    String kind = reference.path("kind").asText();
    if (pod.annotations().containsKey(MIRROR) || kind.equals("Node")) {
      throw refused(
          pod,
          "a static pod of " + reference.path("name").asText("its node"),
          "the kubelet runs it from a file on its node, and what the API shows of it is only a"
              + " mirror; restart it on the node");
    }
    return switch (kind) {
      case "ReplicaSet" -> ofReplicaSet(api, pod, found(api, pod, ObjectKind.REPLICA_SET));
      case "StatefulSet" -> new PodOwner(found(api, pod, ObjectKind.STATEFUL_SET));
      // Its pods are evicted as well: the controller makes another on the same node, which is what
      // is wanted of a node's agent that hangs. Only a drain leaves them alone.
      case "DaemonSet" -> new PodOwner(found(api, pod, ObjectKind.DAEMON_SET));
      case "" ->
          throw refused(pod, "no owner", "nobody would make another one; make it anew by hand");
      default ->
          throw refused(
              pod,
              kind + "/" + reference.path("name").asText(),
              "what a " + kind + " does about a pod that is gone is not known here");
    };
  }

  private static PodOwner ofReplicaSet(ApiServer api, ClusterObject pod, ClusterObject replicas)
      throws ActionRefused, ApiFailed, InterruptedException {
    return controller(replicas).path("kind").asText().equals("Deployment")
        ? new PodOwner(found(api, replicas, ObjectKind.DEPLOYMENT))
        : new PodOwner(replicas);
  }

  private static JsonNode controller(ClusterObject object) {
    for (JsonNode each : object.at("/metadata/ownerReferences")) {
      if (each.path("controller").asBoolean()) {
        return each;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static ClusterObject found(ApiServer api, ClusterObject owned, ObjectKind kind)
      throws ActionRefused, ApiFailed, InterruptedException {
    JsonNode reference = controller(owned);
    String name = reference.path("name").asText();
    Optional<ClusterObject> owner =
        api.read(new ObjectName(kind, owned.id().namespace(), name))
            .filter(it -> it.uid().equals(reference.path("uid").asText()))
            .filter(it -> it.at("/metadata/deletionTimestamp").isMissingNode());
    if (owner.isEmpty()) {
      throw refused(owned, kind + "/" + name + ", which is gone", "nobody would make another one");
    }
    return owner.get();
  }

  private static ActionRefused refused(ClusterObject pod, String owner, String why) {
    return new ActionRefused(
        "owner",
        "a ReplicaSet, StatefulSet or DaemonSet that makes another one",
        owner,
        pod.id() + " is not taken away: " + why);
  }

  /**
   * What taking away one pod of it touches.
   *
   * @param ready whether that pod is
   */
  Reach reach(ClusterObject pod, boolean ready) {
    return new Reach(pod.labels(), desired(), ready(), OptionalInt.of(ready ? 1 : 0));
  }

  private OptionalInt desired() {
    return isReplicaSet()
        ? OptionalInt.of(workload.at("/spec/replicas").asInt(1))
        : WorkloadReach.desired(workload);
  }

  private OptionalInt ready() {
    if (!isReplicaSet()) {
      return WorkloadReach.ready(workload);
    }
    return workload.number("/status/observedGeneration").isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(workload.at("/status/readyReplicas").asInt());
  }

  private boolean isReplicaSet() {
    return workload.id().kind() == ObjectKind.REPLICA_SET;
  }
}
