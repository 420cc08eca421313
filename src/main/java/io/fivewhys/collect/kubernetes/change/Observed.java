package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fivewhys.collect.kubernetes.ClusterJson;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An object as a look finds it.
 *
 * @param kind of it
 * @param object as the cluster holds it
 */
record Observed(ObservedKind kind, HasMetadata object) {
  String namespace() {
    return String.valueOf(object.getMetadata().getNamespace());
  }

  String name() {
    return object.getMetadata().getName();
  }

  String id() {
    return Known.id(kind, namespace(), name());
  }

  String uid() {
    return String.valueOf(object.getMetadata().getUid());
  }

  /** Empty when it has none, which no real API server leaves out. */
  String version() {
    String version = object.getMetadata().getResourceVersion();
    return version == null ? "" : version;
  }

  Optional<Instant> createdAt() {
    return Metadata.createdAt(object);
  }

  Optional<LastWrite> lastWrite() {
    return LastWrite.of(object.getMetadata(), kind.isSpec());
  }

  /** What it holds, as far as that is kept. */
  Content content(KeyedHash hash) {
    return switch (object) {
      case ConfigMap it -> ConfigContent.of(it, hash);
      case Secret it -> ConfigContent.of(it, hash);
      default -> SpecContent.of(kind.toString(), spec(), Metadata.annotations(object), hash);
    };
  }

  private Object spec() {
    Map<?, ?> tree = ClusterJson.serialization().convertValue(object, Map.class);
    return tree.get("spec");
  }
}
