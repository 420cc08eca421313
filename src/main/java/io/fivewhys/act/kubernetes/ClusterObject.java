package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An object as the API server has it, with every field, also those that nobody here knows: what is
 * copied from one to another must not lose any.
 *
 * @param json never to be changed
 */
record ClusterObject(ObjectName id, JsonNode json) {
  private static final List<String> STATUS_OF_AUTOSCALERS =
      List.of(
          "autoscaling.alpha.kubernetes.io/conditions",
          "autoscaling.alpha.kubernetes.io/current-metrics");

  String uid() {
    return json.at("/metadata/uid").asText();
  }

  String resourceVersion() {
    return json.at("/metadata/resourceVersion").asText();
  }

  /** Counts the changes of what is wanted; empty for kinds that do not count them. */
  OptionalLong generation() {
    return number("/metadata/generation");
  }

  Map<String, String> labels() {
    return strings("/metadata/labels");
  }

  Map<String, String> annotations() {
    return strings("/metadata/annotations");
  }

  /** Missing where there is none. */
  JsonNode at(String pointer) {
    return json.at(pointer);
  }

  /** A whole number; empty where there is none. */
  OptionalLong number(String pointer) {
    JsonNode found = json.at(pointer);
    return found.isIntegralNumber() ? OptionalLong.of(found.asLong()) : OptionalLong.empty();
  }

  /** Whether the other one made it, and would make it again. */
  boolean isControlledBy(ClusterObject owner) {
    for (JsonNode each : json.at("/metadata/ownerReferences")) {
      if (each.path("controller").asBoolean() && owner.uid().equals(each.path("uid").asText())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether nothing but its status was written since the other was read, which controllers do all
   * the time.
   */
  boolean isTheSameButForStatus(ClusterObject other) {
    return withoutStatus().equals(other.withoutStatus());
  }

  private JsonNode withoutStatus() {
    ObjectNode copy = json.deepCopy();
    copy.remove("status");
    ObjectNode metadata = copy.withObject("metadata");
    metadata.remove(List.of("resourceVersion", "managedFields"));
    // The oldest version of autoscalers has their status there.
    metadata.withObject("annotations").remove(STATUS_OF_AUTOSCALERS);
    return copy;
  }

  private Map<String, String> strings(String pointer) {
    Map<String, String> found = new LinkedHashMap<>();
    json.at(pointer).properties().forEach(it -> found.put(it.getKey(), it.getValue().asText()));
    return found;
  }
}
