package io.fivewhys.demo.cluster;

import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API server notes with a change: who made it, when, and of which fields. */
final class ChangeStamp {
  private static final String STATUS = "status";
  private static final String METADATA = "metadata";

  private ChangeStamp() {}

  /**
   * The object with the change noted in its {@code managedFields}.
   *
   * @param before JSON; null for a new object
   */
  static String on(String before, String after, String author) {
    JsonNode old = before == null ? null : Json.MAPPER.readTree(before);
    ObjectNode now = (ObjectNode) Json.MAPPER.readTree(after);
    ObjectNode content = changed(old, now, false);
    ObjectNode status = changed(old, now, true);
    String time =
        old == null ? now.path(METADATA).path("creationTimestamp").asString() : KubeTime.now();
    if (!content.isEmpty()) {
      note(now, author, time, "", content);
    }
    if (!status.isEmpty()) {
      note(now, author, time, STATUS, status);
    }
    return Json.MAPPER.writeValueAsString(now);
  }

  /** The fields that differ, two levels deep, as FieldsV1 names them. */
  private static ObjectNode changed(JsonNode old, ObjectNode now, boolean ofStatus) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    for (String part : now.propertyNames()) {
      boolean wanted =
          ofStatus == part.equals(STATUS)
              && !part.equals(METADATA)
              && !part.equals("kind")
              && !part.equals("apiVersion");
      JsonNode was = old == null ? null : old.get(part);
      if (wanted && !Objects.equals(was, now.get(part))) {
        fields.set("f:" + part, below(was, now.get(part)));
      }
    }
    return fields;
  }

  private static ObjectNode below(JsonNode was, JsonNode is) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    var names = new TreeSet<String>(is.propertyNames());
    if (was != null) {
      names.addAll(was.propertyNames());
    }
    for (String name : names) {
      if (was == null || !Objects.equals(was.get(name), is.get(name))) {
        fields.putObject("f:" + name);
      }
    }
    return fields;
  }

  private static void note(
      ObjectNode object, String author, String time, String subresource, ObjectNode of) {
    ObjectNode metadata = (ObjectNode) object.get(METADATA);
    ArrayNode notes =
        metadata.get("managedFields") instanceof ArrayNode there
            ? there
            : metadata.putArray("managedFields");
    notes.removeIf(
        note ->
            note.path("manager").asString("").equals(author)
                && note.path("subresource").asString("").equals(subresource));
    ObjectNode note =
        notes
            .addObject()
            .put("manager", author)
            .put("operation", "Update")
            .put("apiVersion", object.path("apiVersion").asString(""))
            .put("time", time)
            .put("fieldsType", "FieldsV1");
    note.set("fieldsV1", of);
    if (!subresource.isEmpty()) {
      note.put("subresource", subresource);
    }
  }
}
