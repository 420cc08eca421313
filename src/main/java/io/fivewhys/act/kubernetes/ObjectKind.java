package io.fivewhys.act.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;

/** A kind of object that is acted on, or looked at for that. */
enum ObjectKind {
  DEPLOYMENT("apps", "v1", "Deployment", "deployments"),
  STATEFUL_SET("apps", "v1", "StatefulSet", "statefulsets"),
  DAEMON_SET("apps", "v1", "DaemonSet", "daemonsets"),
  REPLICA_SET("apps", "v1", "ReplicaSet", "replicasets"),
  CONTROLLER_REVISION("apps", "v1", "ControllerRevision", "controllerrevisions"),
  /** In the version that every cluster has; bounds and target are the same in all of them. */
  AUTOSCALER("autoscaling", "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
  RESOURCE_QUOTA("", "v1", "ResourceQuota", "resourcequotas"),
  POD("", "v1", "Pod", "pods"),
  CONFIG_MAP("", "v1", "ConfigMap", "configmaps");

  private final String group;
  private final String version;
  private final String kind;
  private final String plural;

  ObjectKind(String group, String version, String kind, String plural) {
    this.group = group;
    this.version = version;
    this.kind = kind;
    this.plural = plural;
  }

  /** By the name that Kubernetes has for it. */
  static Optional<ObjectKind> named(String kind) {
    for (ObjectKind each : values()) {
      if (each.kind.equals(kind)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Empty for the core group. */
  String group() {
    return group;
  }

  /** As in paths and in rights, such as {@code deployments}. */
  String plural() {
    return plural;
  }

  /** As rights are spoken of, such as {@code deployments.apps}. */
  String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Of all of them in a namespace. */
  String path(String namespace) {
    String root = group.isEmpty() ? "/api/" : "/apis/" + group + "/";
    return root + version + "/namespaces/" + namespace + "/" + plural;
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }

  /** As Kubernetes names it, such as {@code Deployment}. */
  @Override
  public String toString() {
    return kind;
  }
}
