package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fivewhys.collect.kubernetes.ApiFailure;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.Gathered;
import java.util.ArrayList;
import java.util.List;

/**
 * Events about nodes. A node is in no namespace, and its events are in {@code default}, which is as
 * a rule none of the namespaces that are looked at.
 */
final class NodeEvents {
  private static final String NAMESPACE = "default";

  /** Nodes, and the claims by which Karpenter asks for them. */
  private static final List<String> KINDS = List.of("Node", "NodeClaim");

  private static final long MOST_OF_A_KIND = 300;

  private NodeEvents() {}

  /** What there is; that they may not be seen is worth a note and no more. */
  static List<Event> of(ClusterLook look, Gathered gathered) {
    List<Event> events = new ArrayList<>();
    if (look.namespaces().contains(NAMESPACE)) {
      return events;
    }
    try {
      for (String kind : KINDS) {
        var about =
            new ListOptionsBuilder()
                .withFieldSelector("involvedObject.kind=" + kind)
                .withLimit(MOST_OF_A_KIND)
                .build();
        events.addAll(look.client().v1().events().inNamespace(NAMESPACE).list(about).getItems());
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        gathered.note("events of nodes are not seen: grant get and list of events in default");
      } else {
        gathered.missing("cannot list events of nodes: " + ApiFailure.of(e).reason());
      }
    }
    return events;
  }
}
