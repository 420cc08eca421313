package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;

/** Binds each pod to the node that has the fewest. */
final class Scheduler {
  private static final String NAME = "default-scheduler";

  private final ClusterStore store;
  private final EventRecorder events;

  Scheduler(ClusterStore store, EventRecorder events) {
    this.store = store;
    this.events = events;
  }

  void reconcile() {
    for (Pod pod : store.list(Pod.class)) {
      if (pod.getSpec().getNodeName() == null) {
        bind(pod);
      }
    }
  }

  private void bind(Pod pod) {
    List<Node> nodes = store.list(Node.class);
    var node =
        nodes.stream()
            .filter(it -> !Boolean.TRUE.equals(it.getSpec().getUnschedulable()))
            .map(it -> it.getMetadata().getName())
            .min(Comparator.comparingLong(this::podsOn).thenComparing(it -> it));
    if (node.isEmpty()) {
      events.warning(
          pod,
          NAME,
          "FailedScheduling",
          "0/%d nodes are available: %d node(s) were unschedulable."
              .formatted(nodes.size(), nodes.size()));
      return;
    }
    var metadata = pod.getMetadata();
    store.edit(
        Pod.class,
        metadata.getName(),
        "kube-scheduler",
        it -> {
          it.getSpec().setNodeName(node.get());
          return it;
        });
    events.normal(
        pod,
        NAME,
        "Scheduled",
        "Successfully assigned %s/%s to %s"
            .formatted(metadata.getNamespace(), metadata.getName(), node.get()));
  }

  private long podsOn(String node) {
    return store.list(Pod.class).stream()
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .count();
  }
}
