package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is kept of an object in memory: all that a reader may ask for, and not the rest. */
final class KeptFields {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private KeptFields() {}

  /** All but a second copy of the object that kubectl keeps in an annotation. */
  static <T extends HasMetadata> T most(T object) {
    ObjectMeta metadata = object.getMetadata();
    if (metadata.getAnnotations() != null && metadata.getAnnotations().containsKey(LAST_APPLIED)) {
      Map<String, String> others = new LinkedHashMap<>(metadata.getAnnotations());
      others.remove(LAST_APPLIED);
      metadata.setAnnotations(others);
    }
    return object;
  }

  /** The same without who manages which field, which is often half of the object. */
  static <T extends HasMetadata> T withoutManagers(T object) {
    object.getMetadata().setManagedFields(List.of());
    return most(object);
  }

  /** A node without the images that lie on it. */
  static Node withoutImages(Node node) {
    if (node.getStatus() != null) {
      node.getStatus().setImages(List.of());
    }
    return withoutManagers(node);
  }

  /** Those annotations that say who manages the object. */
  static Map<String, String> ownership(HasMetadata object) {
    Map<String, String> kept = new LinkedHashMap<>();
    if (object.getMetadata().getAnnotations() != null) {
      object
          .getMetadata()
          .getAnnotations()
          .forEach(
              (key, value) -> {
                if (key.startsWith("argocd.argoproj.io/")
                    || key.startsWith("meta.helm.sh/")
                    || key.contains(".toolkit.fluxcd.io/")) {
                  kept.put(key, value);
                }
              });
    }
    return kept;
  }
}
