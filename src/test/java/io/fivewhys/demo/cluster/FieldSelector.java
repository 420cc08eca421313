package io.fivewhys.demo.cluster;

import io.fabric8.mockwebserver.http.MockResponse;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code involvedObject.name=x,type!=Normal}: which objects of a list are wanted. */
record FieldSelector(List<Requirement> requirements) {
  private record Requirement(String field, String value, boolean equal) {
    boolean holds(JsonNode object) {
      JsonNode at = object.at("/" + field.replace('.', '/'));
      return equal == at.asString("").equals(value);
    }
  }

  static FieldSelector of(String text) {
    return new FieldSelector(Stream.of(text.split(",")).map(FieldSelector::requirement).toList());
  }

  private static Requirement requirement(String text) {
    String[] parts = text.split("!=|==|=", 2);
    return new Requirement(parts[0], parts.length > 1 ? parts[1] : "", !text.contains("!="));
  }

  MockResponse filtered(MockResponse list) {
    JsonNode read = Json.MAPPER.readTree(new String(list.getBody().getBytes()));
    if (read.get("items") instanceof ArrayNode items) {
      items.removeIf(item -> !requirements.stream().allMatch(it -> it.holds(item)));
    }
    return new MockResponse().setResponseCode(list.code()).setBody(read.toString());
  }
}
