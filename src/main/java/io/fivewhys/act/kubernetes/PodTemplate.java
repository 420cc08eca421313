package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What pods are made of, as workloads and their revisions have it. */
final class PodTemplate {
  /** What a Deployment adds to the template of each of its ReplicaSets. */
  private static final String HASH = "pod-template-hash";

  private PodTemplate() {}

  /** The template of a workload or of a ReplicaSet, without what the controller adds. */
  static JsonNode of(ClusterObject object) {
    ObjectNode template = object.at("/spec/template").deepCopy();
    if (template.at("/metadata/labels") instanceof ObjectNode labels) {
      labels.remove(HASH);
    }
    return template;
  }

  /** The template that a ControllerRevision keeps, which it has as a patch that replaces it. */
  static JsonNode ofRevision(ClusterObject revision) {
    ObjectNode template = revision.at("/data/spec/template").deepCopy();
    template.remove("$patch");
    return template;
  }

  /**
   * The template as it can be compared: what is null or an empty list or labels is the same as what
   * is not there. An empty object is not: {@code emptyDir: {}} says something.
   */
  static JsonNode comparable(JsonNode template) {
    JsonNode copy = template.deepCopy();
    prune(copy);
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      for (String each : List.of("labels", "annotations")) {
        if (metadata.path(each).isEmpty()) {
          metadata.remove(each);
        }
      }
    }
    return copy;
  }

  /** The same without annotations, by which restarts leave their mark and change nothing else. */
  static JsonNode withoutAnnotations(JsonNode template) {
    JsonNode copy = comparable(template);
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("annotations");
    }
    return copy;
  }

  /** The same without the mark of a restart. */
  static JsonNode withoutRestart(JsonNode template) {
    JsonNode copy = template.deepCopy();
    if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
      annotations.remove(WorkloadRestart.RESTARTED_AT);
    }
    return comparable(copy);
  }

  private static void prune(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> nothing = new ArrayList<>();
      object
          .properties()
          .forEach(
              it -> {
                if (it.getValue().isNull()
                    || it.getValue() instanceof ArrayNode list && list.isEmpty()) {
                  nothing.add(it.getKey());
                }
              });
      object.remove(nothing);
    }
    node.forEach(PodTemplate::prune);
  }
}
