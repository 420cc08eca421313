package io.fivewhys.inference;

import io.fivewhys.fact.ConfigChange;
import java.util.Optional;

/**
 * What a finding or a cause is about.
 *
 * @param kind Deployment, StatefulSet, DaemonSet, Pod, ConfigMap, Service, Node, Dependency, Route
 * @param namespace where it lives; empty for nodes, routes and what lies outside the cluster
 * @param name its name, without the kind
 */
public record Subject(String kind, Optional<String> namespace, String name) {

  /** Something that lives in no namespace: a node, a route, what lies outside the cluster. */
  public static Subject of(String kind, String name) {
    return new Subject(kind, Optional.empty(), name);
  }

  /** Something that lives in a namespace. */
  public static Subject of(String kind, String namespace, String name) {
    return new Subject(kind, Optional.of(namespace), name);
  }

  /** The object that was changed. */
  public static Subject of(ConfigChange change, String defaultNamespace) {
    return of(
        change.objectKind(), change.namespace().orElse(defaultNamespace), change.objectName());
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
