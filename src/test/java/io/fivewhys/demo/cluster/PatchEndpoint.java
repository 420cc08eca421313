package io.fivewhys.demo.cluster;

import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes objects as the API server does: in one step, only when the object is still of the version
 * and uid that the patch names, without a trace where it is only tried, and noted under the name of
 * whoever made it. Their {@code scale} is a small object of its own.
 */
final class PatchEndpoint {
  private static final String METADATA = "metadata";
  private static final String SCALE = "/scale";

  /** What the server alone writes. */
  private static final List<String> OWN_METADATA =
      List.of("name", "namespace", "creationTimestamp", "generation", "managedFields");

  private final ClusterStore store;

  PatchEndpoint(ClusterStore store) {
    this.store = store;
  }

  static boolean isScale(String path) {
    return path.startsWith("/apis/apps/v1/") && path.endsWith(SCALE);
  }

  MockResponse patch(RecordedRequest request, String path, Query query) {
    String type = request.getHeader("Content-Type");
    String by = query.get("fieldManager").orElse(ClusterStore.SOMEBODY);
    boolean dryRun = query.get("dryRun").isPresent();
    String body = request.getUtf8Body();
    if (isScale(path)) {
      return answer(
          store
              .change(
                  owner(path),
                  by,
                  dryRun,
                  it -> scaled(it, Patching.patched(scale(it), type, body)))
              .map(PatchEndpoint::scale),
          path);
    }
    return answer(
        store.change(
            path, by, dryRun, it -> changed(it, Patching.patched(it.deepCopy(), type, body))),
        path);
  }

  /** Gives and takes the {@code scale} of a workload as a whole. */
  MockResponse scale(RecordedRequest request, String path, Query query) {
    Optional<ObjectNode> owner =
        switch (request.method()) {
          case GET -> store.at(owner(path));
          case PUT -> {
            var wanted = (ObjectNode) Json.MAPPER.readTree(request.getUtf8Body());
            yield store.change(
                owner(path),
                query.get("fieldManager").orElse(ClusterStore.SOMEBODY),
                query.get("dryRun").isPresent(),
                it -> scaled(it, wanted));
          }
          default -> throw ApiRefused.badRequest("a scale is read, put or patched");
        };
    return answer(owner.map(PatchEndpoint::scale), path);
  }

  private static MockResponse answer(Optional<ObjectNode> object, String path) {
    String name = path.replaceFirst(".*/", "");
    return new MockResponse()
        .setBody(object.orElseThrow(() -> ApiRefused.notFound(name)).toString());
  }

  private static String owner(String path) {
    return path.substring(0, path.length() - SCALE.length());
  }

  /** The patched object, with what nobody may change as it was. */
  private static ObjectNode changed(ObjectNode before, ObjectNode after) {
    ObjectNode was = (ObjectNode) before.get(METADATA);
    if (!(after.get(METADATA) instanceof ObjectNode metadata)) {
      throw ApiRefused.invalid("metadata is required");
    }
    check(was, metadata);
    for (String field : OWN_METADATA) {
      keep(was, metadata, field);
    }
    for (String field : List.of("apiVersion", "kind", "status")) {
      keep(before, after, field);
    }
    return after;
  }

  private static void check(JsonNode was, JsonNode metadata) {
    for (String field : List.of("uid", "resourceVersion")) {
      String wanted = metadata.path(field).asString("");
      if (!wanted.isEmpty() && !wanted.equals(was.path(field).asString(""))) {
        throw ApiRefused.conflict(
            "Operation cannot be fulfilled on \"%s\": the object has been modified; please apply"
                    .formatted(was.path("name").asString())
                + " your changes to the latest version and try again");
      }
    }
    ((ObjectNode) metadata).set("uid", was.get("uid"));
    ((ObjectNode) metadata).set("resourceVersion", was.get("resourceVersion"));
  }

  private static void keep(ObjectNode was, ObjectNode is, String field) {
    if (was.has(field)) {
      is.set(field, was.get(field));
    } else {
      is.remove(field);
    }
  }

  private static ObjectNode scale(ObjectNode owner) {
    ObjectNode scale = owner.objectNode().put("apiVersion", "autoscaling/v1").put("kind", "Scale");
    ObjectNode metadata = scale.putObject(METADATA);
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      keep((ObjectNode) owner.get(METADATA), metadata, field);
    }
    scale.putObject("spec").put("replicas", owner.path("spec").path("replicas").asInt(1));
    scale.putObject("status").put("replicas", owner.path("status").path("replicas").asInt(0));
    return scale;
  }

  private static ObjectNode scaled(ObjectNode owner, ObjectNode scale) {
    check(owner.get(METADATA), scale.withObject("/" + METADATA));
    int replicas = scale.path("spec").path("replicas").asInt(0);
    if (replicas < 0) {
      throw ApiRefused.invalid("spec.replicas: must be greater than or equal to 0");
    }
    owner.withObject("/spec").put("replicas", replicas);
    return owner;
  }
}
