package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fivewhys.fact.Workload.Role;
import io.fivewhys.fact.WorkloadKind;
import java.util.Map;
import java.util.Optional;

/**
 * A Deployment, StatefulSet or DaemonSet.
 *
 * @param object as the cluster holds it; where it may not be seen, no more than its name
 * @param role what it is to the gateway; empty when it is none of its concern
 * @param template of its pods
 * @param selector of its pods; empty when it is not known
 * @param seen whether the cluster shows it; false when it is only known by its pods
 */
public record WatchedWorkload(
    HasMetadata object,
    WorkloadKind kind,
    Optional<Role> role,
    PodTemplateSpec template,
    Optional<LabelSelector> selector,
    boolean seen) {

  public String name() {
    return object.getMetadata().getName();
  }

  public String namespace() {
    return object.getMetadata().getNamespace();
  }

  public String uid() {
    return object.getMetadata().getUid();
  }

  /** Labels that its pods are given. */
  public Map<String, String> podLabels() {
    return template.getMetadata() == null || template.getMetadata().getLabels() == null
        ? Map.of()
        : template.getMetadata().getLabels();
  }
}
