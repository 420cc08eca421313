package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A kind of object and how it is watched.
 *
 * @param type what readers get
 * @param versions of the API that tell it, the newest first; the first that the cluster knows is
 *     used
 */
record WatchedKind<T extends HasMetadata>(Class<T> type, List<Version<?, T>> versions) {

  private static final Set<String> EVERYWHERE = Set.of("v1", "apps/v1");

  /**
   * A version of the API.
   *
   * @param type what is listed and watched
   * @param kept takes away what nobody needs, before an object is kept
   * @param shown makes of it what readers get
   */
  record Version<S extends HasMetadata, T extends HasMetadata>(
      Class<S> type, UnaryOperator<S> kept, Function<S, T> shown) {

    /** Whether every cluster that is not very old has it. */
    boolean isInEveryCluster() {
      return EVERYWHERE.contains(name());
    }

    /** Group and version, as in {@code apiVersion}. */
    String name() {
      return HasMetadata.getApiVersion(type);
    }

    /** As RBAC and kubectl name it: {@code replicasets.apps}. */
    String resource() {
      String group = HasMetadata.getGroup(type);
      String plural = HasMetadata.getPlural(type);
      return group == null || group.isEmpty() ? plural : plural + "." + group;
    }
  }

  /** A kind with one version. */
  static <T extends HasMetadata> WatchedKind<T> plain(Class<T> type, UnaryOperator<T> kept) {
    return new WatchedKind<>(type, List.of(new Version<>(type, kept, it -> it)));
  }

  boolean isNamespaced() {
    return Namespaced.class.isAssignableFrom(type);
  }

  /** As RBAC and kubectl name it: {@code replicasets.apps}. */
  String resource() {
    return versions.getFirst().resource();
  }
}
