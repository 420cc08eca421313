package io.fivewhys.inference;

import java.util.Optional;

/**
 * What a finding or a cause is about.
 *
 * @param kind Deployment, StatefulSet, DaemonSet, Pod, ConfigMap, Service, Node, Dependency, Route
 * @param namespace where it lives; empty for nodes, routes and what lies outside the cluster
 * @param name its name, without the kind
 */
public record Subject(String kind, Optional<String> namespace, String name) {

  public static Subject of(String kind, String name) {
    return new Subject(kind, Optional.empty(), name);
  }

  public static Subject of(String kind, String namespace, String name) {
    return new Subject(kind, Optional.of(namespace), name);
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
