package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fivewhys.collect.Look;
import java.util.List;

/**
 * What a reader is given for one look.
 *
 * @param look at which gateway, when
 * @param namespaces that are looked at
 * @param objects what the cluster holds of them
 * @param workloads those that are the gateway's concern, and whose pods are whose
 * @param client for what is not watched, such as logs and usage; only ever to read
 */
public record ClusterLook(
    Look look,
    List<String> namespaces,
    ClusterObjects objects,
    Workloads workloads,
    KubernetesClient client) {

  public ClusterLook {
    namespaces = List.copyOf(namespaces);
  }
}
