package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fivewhys.collect.kubernetes.ApiFailure;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.Gathered;
import java.util.List;

/**
 * Events about nodes. A node is in no namespace, and its events are in {@code default}, which is as
 * a rule none of the namespaces that are looked at.
 */
final class NodeEvents {
  private static final String NAMESPACE = "default";

  private static final ListOptions ABOUT_NODES =
      new ListOptionsBuilder()
          .withFieldSelector("involvedObject.kind=Node")
          .withLimit(300L)
          .build();

  private NodeEvents() {}

  static List<Event> of(ClusterLook look, Gathered gathered) {
    if (look.namespaces().contains(NAMESPACE)) {
      return List.of();
    }
    try {
      return look.client().v1().events().inNamespace(NAMESPACE).list(ABOUT_NODES).getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        gathered.note("events of nodes are not seen: grant get and list of events in default");
      } else {
        gathered.missing("cannot list events of nodes: " + ApiFailure.of(e).reason());
      }
      return List.of();
    }
  }
}
