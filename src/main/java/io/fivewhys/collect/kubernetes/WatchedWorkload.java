package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fivewhys.fact.Workload.Role;
import io.fivewhys.fact.WorkloadKind;

/**
 * A Deployment, StatefulSet or DaemonSet that is the gateway's concern.
 *
 * @param object as the cluster holds it
 * @param role what it is to the gateway
 * @param template of its pods
 * @param selector of its pods
 */
public record WatchedWorkload(
    HasMetadata object,
    WorkloadKind kind,
    Role role,
    PodTemplateSpec template,
    LabelSelector selector) {

  public String name() {
    return object.getMetadata().getName();
  }

  public String namespace() {
    return object.getMetadata().getNamespace();
  }

  public String uid() {
    return object.getMetadata().getUid();
  }
}
