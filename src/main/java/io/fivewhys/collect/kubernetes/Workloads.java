package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.fact.Workload.Role;
import io.fivewhys.fact.WorkloadKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workloads that are a gateway's concern, and whose pods are whose. */
public final class Workloads {
  private final Map<String, WatchedWorkload> byUid = new LinkedHashMap<>();
  private final Map<String, String> ownerOfReplicaSet = new LinkedHashMap<>();
  private final Map<String, List<Pod>> podsByUid = new LinkedHashMap<>();

  private Workloads() {}

  /** Those that the selectors choose; a workload that several choose is what the first says. */
  public static Workloads of(ClusterObjects objects, KubernetesConfig config) {
    var all = new Workloads();
    objects
        .list(Deployment.class)
        .forEach(
            it ->
                all.add(
                    it,
                    WorkloadKind.DEPLOYMENT,
                    it.getSpec().getTemplate(),
                    it.getSpec().getSelector(),
                    config));
    objects
        .list(StatefulSet.class)
        .forEach(
            it ->
                all.add(
                    it,
                    WorkloadKind.STATEFUL_SET,
                    it.getSpec().getTemplate(),
                    it.getSpec().getSelector(),
                    config));
    objects
        .list(DaemonSet.class)
        .forEach(
            it ->
                all.add(
                    it,
                    WorkloadKind.DAEMON_SET,
                    it.getSpec().getTemplate(),
                    it.getSpec().getSelector(),
                    config));
    for (ReplicaSet each : objects.list(ReplicaSet.class)) {
      controller(each).ifPresent(owner -> all.ownerOfReplicaSet.put(uid(each), owner.getUid()));
    }
    for (Pod each : objects.list(Pod.class)) {
      all.ownerOf(each)
          .ifPresent(
              owner ->
                  all.podsByUid.computeIfAbsent(owner.uid(), _ -> new ArrayList<>()).add(each));
    }
    return all;
  }

  private void add(
      HasMetadata object,
      WorkloadKind kind,
      PodTemplateSpec template,
      LabelSelector selector,
      KubernetesConfig config) {
    Optional<Role> role = config.roleOf(object, template);
    role.ifPresent(
        it -> byUid.put(uid(object), new WatchedWorkload(object, kind, it, template, selector)));
  }

  /** All of them. */
  public List<WatchedWorkload> all() {
    return List.copyOf(byUid.values());
  }

  /** The workload that a pod belongs to, through its ReplicaSet where there is one. */
  public Optional<WatchedWorkload> ownerOf(Pod pod) {
    return controller(pod)
        .map(OwnerReference::getUid)
        .map(uid -> byUid.get(ownerOfReplicaSet.getOrDefault(uid, uid)));
  }

  /** Its pods, in the order of their names. */
  public List<Pod> podsOf(WatchedWorkload workload) {
    return List.copyOf(podsByUid.getOrDefault(workload.uid(), List.of()));
  }

  private static Optional<OwnerReference> controller(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(it -> Boolean.TRUE.equals(it.getController()))
        .findFirst();
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }
}
