package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workloads that are a gateway's concern, and whose pods are whose. */
public final class Workloads {
  private final List<WatchedWorkload> everyone;
  private final List<WatchedWorkload> chosen;
  private final Map<String, WatchedWorkload> byUid = new LinkedHashMap<>();
  private final Map<String, WatchedWorkload> byName = new LinkedHashMap<>();
  private final Map<String, WatchedWorkload> byReplicaSet = new LinkedHashMap<>();
  private final Map<String, WatchedWorkload> byPod = new LinkedHashMap<>();
  private final Map<String, List<Pod>> pods = new LinkedHashMap<>();

  private Workloads(List<WatchedWorkload> everyone) {
    this.everyone = List.copyOf(everyone);
    this.chosen = everyone.stream().filter(it -> it.role().isPresent()).toList();
  }

  /** Those that the selectors choose, and the others apart. */
  public static Workloads of(ClusterObjects objects, KubernetesConfig config) {
    var all = new Workloads(FoundWorkloads.of(objects, new Roles(config)));
    for (WatchedWorkload each : all.everyone) {
      all.byUid.put(each.uid(), each);
      all.byName.put(key(each.kind().toString(), each.namespace(), each.name()), each);
    }
    for (ReplicaSet each : objects.list(ReplicaSet.class)) {
      Metadata.controller(each)
          .map(it -> all.byUid.get(it.getUid()))
          .ifPresent(it -> all.byReplicaSet.put(key("", each), it));
    }
    for (Pod each : objects.list(Pod.class)) {
      all.controllerOf(each)
          .ifPresent(
              owner -> {
                all.byPod.put(key("", each), owner);
                all.pods.computeIfAbsent(owner.uid(), _ -> new ArrayList<>()).add(each);
              });
    }
    return all;
  }

  /** Those that are the gateway's concern, in the order of kind, namespace and name. */
  public List<WatchedWorkload> all() {
    return chosen;
  }

  /** These and all others of the namespaces. */
  public List<WatchedWorkload> everyone() {
    return everyone;
  }

  /** The workload of concern that a pod belongs to, through its ReplicaSet where there is one. */
  public Optional<WatchedWorkload> ownerOf(Pod pod) {
    return ofConcern(byPod.get(key("", pod)));
  }

  /** Its pods, in the order of their names. */
  public List<Pod> podsOf(WatchedWorkload workload) {
    return List.copyOf(pods.getOrDefault(workload.uid(), List.of()));
  }

  /**
   * The workload of concern that an object is or belongs to, also when the object is gone: the
   * names of ReplicaSets and pods begin with that of their owner.
   *
   * @param kind Deployment, StatefulSet, DaemonSet, ReplicaSet or Pod; nothing else belongs to one
   */
  public Optional<WatchedWorkload> concernedBy(String kind, String namespace, String name) {
    String part = name.contains("-") ? name.substring(0, name.lastIndexOf('-')) : "";
    WatchedWorkload found =
        switch (kind) {
          case "Deployment", "StatefulSet", "DaemonSet" -> byName.get(key(kind, namespace, name));
          case "ReplicaSet" ->
              byReplicaSet.getOrDefault(
                  key("", namespace, name), byName.get(key("Deployment", namespace, part)));
          case "Pod" -> byPod.getOrDefault(key("", namespace, name), makerOf(namespace, part));
          default -> null;
        };
    return ofConcern(found);
  }

  /** Who makes pods whose names begin so, before the last dash. */
  private WatchedWorkload makerOf(String namespace, String part) {
    WatchedWorkload known = byReplicaSet.get(key("", namespace, part));
    if (known == null) {
      known = byName.get(key("StatefulSet", namespace, part));
    }
    if (known == null) {
      known = byName.get(key("DaemonSet", namespace, part));
    }
    String shorter = part.contains("-") ? part.substring(0, part.lastIndexOf('-')) : "";
    return known == null ? byName.get(key("Deployment", namespace, shorter)) : known;
  }

  private Optional<WatchedWorkload> controllerOf(Pod pod) {
    Optional<OwnerReference> controller = Metadata.controller(pod);
    if (controller.isEmpty()) {
      return Optional.empty();
    }
    String namespace = pod.getMetadata().getNamespace();
    String name = String.valueOf(controller.get().getName());
    WatchedWorkload direct = byUid.get(controller.get().getUid());
    WatchedWorkload found = direct != null ? direct : byReplicaSet.get(key("", namespace, name));
    if (found == null) {
      found = unseenOwner(pod, controller.get());
    }
    return Optional.ofNullable(found);
  }

  /** Where the owner, or the ReplicaSet in between, may not be seen. */
  private WatchedWorkload unseenOwner(Pod pod, OwnerReference owner) {
    String kind = "ReplicaSet".equals(owner.getKind()) ? "Deployment" : owner.getKind();
    return FoundWorkloads.name(pod, owner)
        .map(it -> byName.get(key(kind, pod.getMetadata().getNamespace(), it)))
        .orElse(null);
  }

  private static Optional<WatchedWorkload> ofConcern(WatchedWorkload workload) {
    return Optional.ofNullable(workload).filter(it -> it.role().isPresent());
  }

  private static String key(String kind, HasMetadata object) {
    return key(kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  private static String key(String kind, String namespace, String name) {
    return kind + "/" + namespace + "/" + name;
  }
}
