package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When somebody last wrote what an object holds, as the API server remembers it in <a
 * href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management">
 * managedFields</a>: its time moves only when a manager's fields change, not with every write.
 *
 * @param at when
 * @param keys what the last writer owns, where others own the rest; empty when it owns all, which
 *     says nothing about what it changed
 */
record LastWrite(Instant at, List<String> keys) {

  /**
   * Empty where the API server says nothing of it.
   *
   * @param annotated whether annotations are a part of what the object says
   */
  static Optional<LastWrite> of(ObjectMeta meta, boolean annotated) {
    Optional<LastWrite> last = Optional.empty();
    var owned = new ArrayList<String>();
    for (ManagedFieldsEntry entry : entries(meta)) {
      List<String> keys = keysOf(entry, annotated);
      Optional<Instant> at = Metadata.instant(entry.getTime());
      owned.addAll(keys);
      if (!keys.isEmpty()
          && at.isPresent()
          && last.filter(it -> !it.at.isBefore(at.get())).isEmpty()) {
        last = Optional.of(new LastWrite(at.get(), keys));
      }
    }
    boolean ownsAll = last.filter(it -> !it.keys.containsAll(owned)).isEmpty();
    return ownsAll ? last.map(it -> new LastWrite(it.at, List.of())) : last;
  }

  private static List<ManagedFieldsEntry> entries(ObjectMeta meta) {
    return meta.getManagedFields() == null ? List.of() : meta.getManagedFields();
  }

  /** Of a ConfigMap or Secret the keys, else the fields of the spec and the annotations. */
  private static List<String> keysOf(ManagedFieldsEntry entry, boolean annotated) {
    if (entry.getFieldsV1() == null || entry.getSubresource() != null) {
      return List.of();
    }
    Map<String, Object> fields = entry.getFieldsV1().getAdditionalProperties();
    var keys = new ArrayList<String>(names(fields.get("f:data")));
    keys.addAll(names(fields.get("f:binaryData")));
    names(fields.get("f:spec")).forEach(it -> keys.add("spec." + it));
    if (annotated && keys.isEmpty() && fields.get("f:metadata") instanceof Map<?, ?> metadata) {
      names(metadata.get("f:annotations")).stream()
          .filter(it -> !Noise.isAnnotation(it))
          .forEach(it -> keys.add("metadata.annotations[" + it + "]"));
    }
    return List.copyOf(keys);
  }

  private static List<String> names(Object fields) {
    return fields instanceof Map<?, ?> map
        ? map.keySet().stream()
            .map(Object::toString)
            .filter(it -> it.startsWith("f:"))
            .map(it -> it.substring(2))
            .toList()
        : List.of();
  }
}
