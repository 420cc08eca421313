package io.fivewhys.demo.cluster;

import io.fabric8.zjsonpatch.JsonPatch;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The three kinds of patches that the API server takes: JSON patch (RFC 6902), merge patch (RFC
 * 7386) and the strategic merge patch of Kubernetes, which merges lists by a key of their elements.
 */
final class Patching {
  /** Lists that are merged, and by what; all others are replaced. */
  private static final Map<String, String> MERGE_KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "volumes", "name",
          "volumeMounts", "mountPath",
          "ports", "containerPort",
          "imagePullSecrets", "name",
          "ownerReferences", "uid",
          "conditions", "type");

  private static final String DIRECTIVE = "$patch";

  private Patching() {}

  static boolean isKnown(Optional<String> contentType) {
    return contentType
        .filter(it -> it.contains("json-patch") || it.contains("merge-patch"))
        .isPresent();
  }

  /**
   * @param object to be changed
   * @param contentType which kind of patch it is
   * @throws ApiRefused when the patch is none, or does not fit
   */
  static ObjectNode patched(ObjectNode object, String contentType, String patch) {
    try {
      JsonNode read = Json.MAPPER.readTree(patch);
      if (contentType.contains("json-patch")) {
        return (ObjectNode) JsonPatch.apply(read, object);
      }
      if (!(read instanceof ObjectNode fields)) {
        throw ApiRefused.badRequest("a merge patch is an object");
      }
      return merged(object, fields, contentType.contains("strategic"));
    } catch (JacksonException e) {
      throw ApiRefused.badRequest("the patch is no JSON: " + e.getOriginalMessage());
    } catch (io.fabric8.zjsonpatch.JsonPatchException e) {
      throw ApiRefused.invalid(
          "the server rejected our request due to an error in our request: " + e.getMessage());
    }
  }

  private static ObjectNode merged(ObjectNode target, ObjectNode patch, boolean strategic) {
    if (strategic && patch.path(DIRECTIVE).asString("").equals("replace")) {
      ObjectNode whole = patch.deepCopy();
      whole.remove(DIRECTIVE);
      return whole;
    }
    for (String name : patch.propertyNames()) {
      JsonNode change = patch.get(name);
      JsonNode was = target.get(name);
      if (change.isNull()) {
        target.remove(name);
      } else if (change instanceof ObjectNode fields) {
        ObjectNode inner = was instanceof ObjectNode there ? there : target.objectNode();
        target.set(name, merged(inner, fields, strategic));
      } else if (strategic
          && MERGE_KEYS.containsKey(name)
          && change instanceof ArrayNode elements
          && was instanceof ArrayNode there) {
        merge(there, elements, MERGE_KEYS.get(name));
      } else {
        target.set(name, change.deepCopy());
      }
    }
    return target;
  }

  private static void merge(ArrayNode list, ArrayNode patch, String key) {
    for (JsonNode element : patch) {
      Optional<ObjectNode> there = withKey(list, key, element.path(key));
      if (element.path(DIRECTIVE).asString("").equals("delete")) {
        list.removeIf(it -> it.path(key).equals(element.path(key)));
      } else if (there.isPresent() && element instanceof ObjectNode fields) {
        merged(there.get(), fields, true);
      } else {
        list.add(element.deepCopy());
      }
    }
  }

  private static Optional<ObjectNode> withKey(ArrayNode list, String key, JsonNode value) {
    for (JsonNode each : list) {
      if (each instanceof ObjectNode object && object.path(key).equals(value)) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }
}
