package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import java.util.Map;
import java.util.TreeMap;

/** Which workload mounts which claim. */
final class Claims {
  private Claims() {}

  /** Workloads by namespace and name of the claim, {@code shop/data-orders-0}. */
  static Map<String, WatchedWorkload> of(ClusterLook look) {
    Map<String, WatchedWorkload> mounted = new TreeMap<>();
    for (WatchedWorkload workload : look.workloads().all()) {
      add(workload.template().getSpec(), workload, mounted);
      look.workloads().podsOf(workload).forEach(it -> add(it.getSpec(), workload, mounted));
    }
    return mounted;
  }

  private static void add(
      PodSpec spec, WatchedWorkload workload, Map<String, WatchedWorkload> mounted) {
    if (spec == null) {
      return;
    }
    for (Volume volume : spec.getVolumes()) {
      if (volume.getPersistentVolumeClaim() != null) {
        String claim = volume.getPersistentVolumeClaim().getClaimName();
        mounted.putIfAbsent(workload.namespace() + "/" + claim, workload);
      }
    }
  }
}
