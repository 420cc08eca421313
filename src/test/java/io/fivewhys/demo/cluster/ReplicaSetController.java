package io.fivewhys.demo.cluster;

import static io.fivewhys.demo.cluster.DeploymentController.AUTHOR;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.util.Comparator;
import java.util.List;

/** Makes and deletes pods until a ReplicaSet has as many as it wants. */
final class ReplicaSetController {
  private static final String NAME = "replicaset-controller";

  private final ClusterStore store;
  private final EventRecorder events;
  private final Kubelet kubelet;

  ReplicaSetController(ClusterStore store, EventRecorder events, Kubelet kubelet) {
    this.store = store;
    this.events = events;
    this.kubelet = kubelet;
  }

  void reconcile() {
    List<Pod> pods = store.list(Pod.class);
    for (ReplicaSet set : store.list(ReplicaSet.class)) {
      var owned = pods.stream().filter(pod -> Owners.owns(set, pod) && isActive(pod)).toList();
      int missing = RollingUpdate.replicas(set) - owned.size();
      for (int i = 0; i < missing; i++) {
        create(set);
      }
      owned.stream()
          .sorted(Comparator.comparing(PodStatuses::isReady))
          .limit(Math.max(0, -missing))
          .forEach(pod -> delete(set, pod));
      count(set);
    }
  }

  private static boolean isActive(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null;
  }

  private void create(ReplicaSet set) {
    var template = set.getSpec().getTemplate();
    String name = set.getMetadata().getName() + "-" + Names.suffix();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withGenerateName(set.getMetadata().getName() + "-")
            .withLabels(template.getMetadata().getLabels())
            .withAnnotations(template.getMetadata().getAnnotations())
            .withOwnerReferences(Owners.controlledBy(set))
            .endMetadata()
            .withSpec(template.getSpec())
            .withNewStatus()
            .withPhase("Pending")
            .endStatus()
            .build();
    store.create(pod, AUTHOR);
    events.normal(set, NAME, "SuccessfulCreate", "Created pod: " + name);
  }

  private void delete(ReplicaSet set, Pod pod) {
    kubelet.delete(pod);
    events.normal(set, NAME, "SuccessfulDelete", "Deleted pod: " + pod.getMetadata().getName());
  }

  private void count(ReplicaSet set) {
    var owned =
        store.list(Pod.class).stream()
            .filter(pod -> Owners.owns(set, pod) && isActive(pod))
            .toList();
    int ready = (int) owned.stream().filter(PodStatuses::isReady).count();
    store.edit(
        ReplicaSet.class,
        set.getMetadata().getName(),
        AUTHOR,
        it -> {
          ReplicaSetStatus status = new ReplicaSetStatus();
          status.setReplicas(owned.size());
          status.setFullyLabeledReplicas(owned.size());
          status.setReadyReplicas(ready);
          status.setAvailableReplicas(ready);
          status.setObservedGeneration(it.getMetadata().getGeneration());
          it.setStatus(status);
          return it;
        });
  }
}
