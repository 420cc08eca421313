package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.fact.WorkloadKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the workloads: those that the cluster shows, and those that only their pods speak of. */
final class FoundWorkloads {
  private static final String POD_HASH = "pod-template-hash";

  private final ClusterObjects objects;
  private final Roles roles;
  private final List<WatchedWorkload> found = new ArrayList<>();

  private FoundWorkloads(ClusterObjects objects, Roles roles) {
    this.objects = objects;
    this.roles = roles;
  }

  /** In the order of kind, namespace and name. */
  static List<WatchedWorkload> of(ClusterObjects objects, Roles roles) {
    var all = new FoundWorkloads(objects, roles);
    for (Deployment each : objects.list(Deployment.class)) {
      var spec = each.getSpec();
      if (spec != null) {
        all.add(each, WorkloadKind.DEPLOYMENT, spec.getTemplate(), spec.getSelector());
      }
    }
    for (StatefulSet each : objects.list(StatefulSet.class)) {
      var spec = each.getSpec();
      if (spec != null) {
        all.add(each, WorkloadKind.STATEFUL_SET, spec.getTemplate(), spec.getSelector());
      }
    }
    for (DaemonSet each : objects.list(DaemonSet.class)) {
      var spec = each.getSpec();
      if (spec != null) {
        all.add(each, WorkloadKind.DAEMON_SET, spec.getTemplate(), spec.getSelector());
      }
    }
    all.addUnseen();
    return List.copyOf(all.found);
  }

  private void add(
      HasMetadata object, WorkloadKind kind, PodTemplateSpec template, LabelSelector selector) {
    if (template != null) {
      found.add(
          new WatchedWorkload(
              object,
              kind,
              roles.of(object, template),
              template,
              Optional.ofNullable(selector),
              true));
    }
  }

  /** Owners of pods of a kind that may not be seen. */
  private void addUnseen() {
    Map<String, WatchedWorkload> unseen = new LinkedHashMap<>();
    for (Pod pod : objects.list(Pod.class)) {
      Optional<OwnerReference> owner = Metadata.controller(pod);
      Optional<WorkloadKind> kind = owner.flatMap(FoundWorkloads::kind);
      Optional<String> name = owner.flatMap(it -> name(pod, it));
      if (kind.isPresent() && name.isPresent() && !objects.sees(type(kind.get()))) {
        String uid = kind.get() + "/" + pod.getMetadata().getNamespace() + "/" + name.get();
        unseen.putIfAbsent(uid, unseen(pod, kind.get(), name.get(), uid));
      }
    }
    found.addAll(unseen.values());
  }

  private WatchedWorkload unseen(Pod pod, WorkloadKind kind, String name, String uid) {
    Map<String, String> labels = new LinkedHashMap<>(Metadata.labels(pod));
    labels.remove(POD_HASH);
    HasMetadata object =
        new DeploymentBuilder()
            .withKind(kind.toString())
            .withNewMetadata()
            .withName(name)
            .withNamespace(pod.getMetadata().getNamespace())
            .withUid(uid)
            .endMetadata()
            .build();
    PodTemplateSpec template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withSpec(pod.getSpec())
            .build();
    return new WatchedWorkload(
        object, kind, roles.of(object, template), template, Optional.empty(), false);
  }

  private static Class<? extends HasMetadata> type(WorkloadKind kind) {
    return switch (kind) {
      case DEPLOYMENT -> Deployment.class;
      case STATEFUL_SET -> StatefulSet.class;
      case DAEMON_SET -> DaemonSet.class;
    };
  }

  private static Optional<WorkloadKind> kind(OwnerReference owner) {
    return switch (String.valueOf(owner.getKind())) {
      case "ReplicaSet" -> Optional.of(WorkloadKind.DEPLOYMENT);
      case "StatefulSet" -> Optional.of(WorkloadKind.STATEFUL_SET);
      case "DaemonSet" -> Optional.of(WorkloadKind.DAEMON_SET);
      default -> Optional.empty();
    };
  }

  /** A Deployment names its ReplicaSets by its own name and a hash that their pods carry. */
  static Optional<String> name(Pod pod, OwnerReference owner) {
    String name = String.valueOf(owner.getName());
    if (!"ReplicaSet".equals(owner.getKind())) {
      return Optional.of(name);
    }
    String end = "-" + Metadata.labels(pod).get(POD_HASH);
    return name.endsWith(end) && name.length() > end.length()
        ? Optional.of(name.substring(0, name.length() - end.length()))
        : Optional.empty();
  }
}
