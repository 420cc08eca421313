package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A HorizontalPodAutoscaler with its bounds, as far as a plan has to know it.
 *
 * @param min replicas that it keeps at least
 * @param max replicas that it makes at most
 */
record Autoscaler(ObjectName id, String uid, int min, int max) {
  private static final Pattern WRITTEN =
      Pattern.compile("HorizontalPodAutoscaler/(\\S+) (\\S+) from (\\d+) to (\\d+)");

  /**
   * The one that scales this.
   *
   * @throws ActionRefused when there are several, which hinder each other
   */
  static Optional<ClusterObject> of(ApiServer api, ObjectName workload)
      throws ActionRefused, ApiFailed, InterruptedException {
    List<ClusterObject> found = new ArrayList<>();
    for (ClusterObject each : api.list(ObjectKind.AUTOSCALER, workload.namespace(), "")) {
      JsonNode target = each.at("/spec/scaleTargetRef");
      boolean meant =
          target.path("kind").asText().equals(workload.kind().toString())
              && target.path("name").asText().equals(workload.name())
              && target
                  .path("apiVersion")
                  .asText("apps/")
                  .startsWith(workload.kind().group() + "/");
      if (meant) {
        found.add(each);
      }
    }
    if (found.size() > 1) {
      String names = String.join(", ", found.stream().map(it -> it.id().name()).toList());
      throw new ActionRefused(
          "autoscaler",
          "one autoscaler at most",
          names,
          "%s is scaled by several autoscalers: %s; leave one".formatted(workload, names));
    }
    return found.stream().findFirst();
  }

  static Autoscaler read(ClusterObject found) {
    int min = found.at("/spec/minReplicas").asInt(1);
    return new Autoscaler(found.id(), found.uid(), min, found.at("/spec/maxReplicas").asInt());
  }

  /** As {@link #toString} wrote it, for an autoscaler of this namespace. */
  static Optional<Autoscaler> parse(String text, String namespace) {
    Matcher it = WRITTEN.matcher(text);
    return it.matches()
        ? Optional.of(
            new Autoscaler(
                new ObjectName(ObjectKind.AUTOSCALER, namespace, it.group(1)),
                it.group(2),
                Integer.parseInt(it.group(3)),
                Integer.parseInt(it.group(4))))
        : Optional.empty();
  }

  /** Names all of it but the namespace: what a plan remembers. */
  @Override
  public String toString() {
    return "HorizontalPodAutoscaler/%s %s from %d to %d".formatted(id.name(), uid, min, max);
  }
}
