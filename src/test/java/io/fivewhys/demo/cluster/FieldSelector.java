package io.fivewhys.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.mockwebserver.http.MockResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code involvedObject.name=x,type!=Normal}: which objects of a list are wanted. */
record FieldSelector(List<Requirement> requirements) {
  private record Requirement(String field, String value, boolean equal) {
    boolean holds(JsonNode object) {
      JsonNode at = object.at("/" + field.replace('.', '/'));
      return equal == at.asString("").equals(value);
    }
  }

  static FieldSelector of(Optional<String> text) {
    return new FieldSelector(
        text.stream()
            .flatMap(it -> Stream.of(it.split(",")))
            .map(FieldSelector::requirement)
            .toList());
  }

  private static Requirement requirement(String text) {
    String[] parts = text.split("!=|==|=", 2);
    return new Requirement(parts[0], parts.length > 1 ? parts[1] : "", !text.contains("!="));
  }

  /**
   * The store's answer, as the API server gives it.
   *
   * @param kind and version of what is listed
   */
  MockResponse filtered(Discovery.Kind kind, MockResponse list) {
    var read = (ObjectNode) Json.MAPPER.readTree(new String(list.getBody().getBytes(), UTF_8));
    read.put("kind", kind.name() + "List").put("apiVersion", kind.version());
    if (read.get("items") instanceof ArrayNode items) {
      items.removeIf(item -> !requirements.stream().allMatch(it -> it.holds(item)));
    }
    return new MockResponse().setResponseCode(list.code()).setBody(read.toString());
  }
}
