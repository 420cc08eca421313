package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.mitigate.Reach;
import java.util.OptionalInt;

/** How many pods of a workload are away at once when it is rolled out, as its strategy has it. */
final class WorkloadReach {
  private static final String QUARTER = "25%";

  private WorkloadReach() {}

  /** When all its pods are made anew. */
  static Reach ofRollout(ClusterObject workload) {
    OptionalInt desired = desired(workload);
    OptionalInt ready = ready(workload);
    OptionalInt disturbed =
        desired.isPresent() && ready.isPresent()
            ? OptionalInt.of(Math.min(ready.getAsInt(), awayAtOnce(workload, desired.getAsInt())))
            : OptionalInt.empty();
    return new Reach(workload.labels(), desired, ready, disturbed);
  }

  /** When pods are only added to it. */
  static Reach ofGrowth(ClusterObject workload) {
    return new Reach(workload.labels(), desired(workload), ready(workload), OptionalInt.of(0));
  }

  /** Whether its pods stay as they are until somebody deletes them. */
  static boolean isOnDelete(ClusterObject workload) {
    return "OnDelete".equals(workload.at("/spec/updateStrategy/type").asText());
  }

  static OptionalInt desired(ClusterObject workload) {
    return switch (workload.id().kind()) {
      case DAEMON_SET -> status(workload, "/status/desiredNumberScheduled");
      case DEPLOYMENT, STATEFUL_SET -> {
        JsonNode replicas = workload.at("/spec/replicas");
        yield OptionalInt.of(replicas.isMissingNode() ? 1 : replicas.asInt());
      }
      case REPLICA_SET, CONTROLLER_REVISION, AUTOSCALER, RESOURCE_QUOTA, POD, CONFIG_MAP ->
          OptionalInt.empty();
    };
  }

  static OptionalInt ready(ClusterObject workload) {
    boolean daemons = workload.id().kind() == ObjectKind.DAEMON_SET;
    return status(workload, daemons ? "/status/numberReady" : "/status/readyReplicas");
  }

  /** A number that is left out where it is 0; unknown as long as no controller has looked at it. */
  private static OptionalInt status(ClusterObject workload, String pointer) {
    return workload.number("/status/observedGeneration").isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(workload.at(pointer).asInt());
  }

  private static int awayAtOnce(ClusterObject workload, int desired) {
    return switch (workload.id().kind()) {
      case DEPLOYMENT -> ofDeployment(workload, desired);
      case STATEFUL_SET -> ofStatefulSet(workload, desired);
      case DAEMON_SET ->
          isOnDelete(workload)
              ? 0
              : share(
                  workload.at("/spec/updateStrategy/rollingUpdate/maxUnavailable"),
                  "1",
                  desired,
                  true);
      case REPLICA_SET, CONTROLLER_REVISION, AUTOSCALER, RESOURCE_QUOTA, POD, CONFIG_MAP ->
          throw new IllegalStateException(workload.id() + " is not rolled out");
    };
  }

  private static int ofDeployment(ClusterObject deployment, int desired) {
    if ("Recreate".equals(deployment.at("/spec/strategy/type").asText())) {
      return desired;
    }
    JsonNode rolling = deployment.at("/spec/strategy/rollingUpdate");
    int unavailable = share(rolling.path("maxUnavailable"), QUARTER, desired, false);
    int surge = share(rolling.path("maxSurge"), QUARTER, desired, true);
    // With neither it could not move at all: the controller takes one then.
    return unavailable == 0 && surge == 0 ? 1 : unavailable;
  }

  /** One after the other, from the highest ordinal down to the partition. */
  private static int ofStatefulSet(ClusterObject set, int desired) {
    if (isOnDelete(set)) {
      return 0;
    }
    JsonNode rolling = set.at("/spec/updateStrategy/rollingUpdate");
    int updated = Math.max(0, desired - rolling.path("partition").asInt());
    return Math.min(
        updated, Math.max(1, share(rolling.path("maxUnavailable"), "1", desired, false)));
  }

  /** A number, or a share of all in percent, rounded as the controllers do. */
  private static int share(JsonNode given, String usual, int all, boolean up) {
    String text = given.isMissingNode() || given.isNull() ? usual : given.asText();
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    double exact = Integer.parseInt(text.substring(0, text.length() - 1)) * all / 100.0;
    return (int) (up ? Math.ceil(exact) : Math.floor(exact));
  }
}
