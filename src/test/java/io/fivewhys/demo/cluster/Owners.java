package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who controls whom; what is left of a deleted owner is collected. */
final class Owners {
  private Owners() {}

  static OwnerReference controlledBy(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  static boolean owns(HasMetadata owner, HasMetadata owned) {
    return controller(owned)
        .filter(it -> it.getUid().equals(owner.getMetadata().getUid()))
        .isPresent();
  }

  static Optional<OwnerReference> controller(HasMetadata owned) {
    return owned.getMetadata().getOwnerReferences().stream()
        .filter(it -> Boolean.TRUE.equals(it.getController()))
        .findFirst();
  }

  /** Deletes ReplicaSets and pods whose owner is gone. */
  static void collectGarbage(ClusterStore store, Kubelet kubelet) {
    Set<String> there =
        Stream.concat(store.list(Deployment.class).stream(), store.list(ReplicaSet.class).stream())
            .map(owner -> owner.getMetadata().getUid())
            .collect(Collectors.toSet());
    for (ReplicaSet set : store.list(ReplicaSet.class)) {
      if (controller(set).filter(it -> !there.contains(it.getUid())).isPresent()) {
        store.delete(set);
      }
    }
    for (Pod pod : store.list(Pod.class)) {
      if (controller(pod).filter(it -> !there.contains(it.getUid())).isPresent()) {
        kubelet.delete(pod);
      }
    }
  }
}
