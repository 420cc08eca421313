package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * What one look saw of one kind in one place: the objects and how well they were seen belong to the
 * same moment.
 *
 * @param resource as messages name it
 * @param place {@code in shop}, or {@code in the cluster}
 * @param objects none unless they were seen
 * @param version of the API in use; empty when there is none
 * @param newest version of the API that could have been in use
 */
record SeenKind(
    String resource,
    String place,
    Sight sight,
    List<? extends HasMetadata> objects,
    Optional<String> version,
    String newest) {
  SeenKind {
    objects = List.copyOf(objects);
  }
}
