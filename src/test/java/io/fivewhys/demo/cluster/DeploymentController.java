package io.fivewhys.demo.cluster;

import static io.fivewhys.demo.cluster.RollingUpdate.replicas;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes ReplicaSets out of Deployments, and moves pods from one to the next. */
final class DeploymentController {
  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String HASH = "pod-template-hash";
  private static final String HISTORY = "deployment.kubernetes.io/revision-history";
  private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  private static final String MOST = "deployment.kubernetes.io/max-replicas";
  private static final String NAME = "deployment-controller";
  static final String AUTHOR = "kube-controller-manager";

  private final ClusterStore store;
  private final EventRecorder events;

  DeploymentController(ClusterStore store, EventRecorder events) {
    this.store = store;
    this.events = events;
  }

  void reconcile() {
    store.list(Deployment.class).forEach(this::reconcile);
  }

  private void reconcile(Deployment deployment) {
    List<ReplicaSet> sets = setsOf(deployment);
    Optional<ReplicaSet> current =
        sets.stream().filter(set -> isOf(set, deployment.getSpec().getTemplate())).findFirst();
    if (!Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
      ReplicaSet fresh =
          current.map(set -> promoted(deployment, set, sets)).orElseGet(() -> made(deployment));
      current = Optional.of(fresh);
      roll(deployment, fresh);
    }
    var fresh = current.map(set -> set.getMetadata().getName());
    var all = setsOf(deployment);
    store.edit(
        Deployment.class,
        deployment.getMetadata().getName(),
        AUTHOR,
        it -> DeploymentStatuses.after(it, all, fresh));
  }

  /** Oldest first. */
  private List<ReplicaSet> setsOf(Deployment deployment) {
    return store.list(ReplicaSet.class).stream()
        .filter(set -> Owners.owns(deployment, set))
        .sorted(Comparator.comparingLong(DeploymentController::revision))
        .toList();
  }

  private void roll(Deployment deployment, ReplicaSet fresh) {
    var update = RollingUpdate.of(deployment);
    var olds =
        setsOf(deployment).stream()
            .filter(set -> !set.getMetadata().getUid().equals(fresh.getMetadata().getUid()))
            .toList();
    int others = olds.stream().mapToInt(RollingUpdate::replicas).sum();
    int wanted = update.ofNew(replicas(fresh), others);
    if (wanted != replicas(fresh)) {
      scale(deployment, update, fresh, wanted);
    } else {
      update.nextOld(fresh, olds).ifPresent(it -> scale(deployment, update, it.set(), it.to()));
    }
  }

  private void scale(Deployment deployment, RollingUpdate update, ReplicaSet set, int to) {
    int from = replicas(set);
    String name = set.getMetadata().getName();
    store.edit(
        ReplicaSet.class,
        name,
        AUTHOR,
        it -> {
          it.getSpec().setReplicas(to);
          it.getMetadata().getAnnotations().put(DESIRED, String.valueOf(update.desired()));
          it.getMetadata().getAnnotations().put(MOST, String.valueOf(update.mostPods()));
          return it;
        });
    events.normal(
        deployment,
        NAME,
        "ScalingReplicaSet",
        "Scaled %s replica set %s from %d to %d"
            .formatted(to > from ? "up" : "down", name, from, to));
  }

  /** A new ReplicaSet for a template that was not there yet. */
  private ReplicaSet made(Deployment deployment) {
    long revision = lastRevision(setsOf(deployment)) + 1;
    var set = replicaSet(deployment, deployment.getSpec().getTemplate(), revision);
    store.create(set, AUTHOR);
    note(deployment, String.valueOf(revision));
    return store.find(ReplicaSet.class, set.getMetadata().getName()).orElseThrow();
  }

  static ReplicaSet replicaSet(Deployment deployment, PodTemplateSpec of, long revision) {
    PodTemplateSpec template = Serialization.clone(of);
    String hash = Names.hash(template);
    template.getMetadata().getLabels().put(HASH, hash);
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName(deployment.getMetadata().getName() + "-" + hash)
        .withLabels(template.getMetadata().getLabels())
        .addToAnnotations(REVISION, String.valueOf(revision))
        .withOwnerReferences(Owners.controlledBy(deployment))
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withNewSelector()
        .withMatchLabels(deployment.getSpec().getSelector().getMatchLabels())
        .addToMatchLabels(HASH, hash)
        .endSelector()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  /** A template that was there before: its ReplicaSet becomes the newest revision. */
  private ReplicaSet promoted(Deployment deployment, ReplicaSet set, List<ReplicaSet> sets) {
    String revision = String.valueOf(lastRevision(sets));
    String had = set.getMetadata().getAnnotations().get(REVISION);
    if (had.equals(revision)) {
      note(deployment, revision);
      return set;
    }
    String next = String.valueOf(lastRevision(sets) + 1);
    note(deployment, next);
    return store
        .edit(
            ReplicaSet.class,
            set.getMetadata().getName(),
            AUTHOR,
            it -> {
              Map<String, String> notes = it.getMetadata().getAnnotations();
              notes.merge(HISTORY, had, (before, now) -> before + "," + now);
              notes.put(REVISION, next);
              return it;
            })
        .orElse(set);
  }

  private void note(Deployment deployment, String revision) {
    store.edit(
        Deployment.class,
        deployment.getMetadata().getName(),
        AUTHOR,
        it -> {
          it.getMetadata().getAnnotations().put(REVISION, revision);
          return it;
        });
  }

  private static boolean isOf(ReplicaSet set, PodTemplateSpec template) {
    PodTemplateSpec its = Serialization.clone(set.getSpec().getTemplate());
    its.getMetadata().getLabels().remove(HASH);
    return its.equals(template);
  }

  private static long lastRevision(List<ReplicaSet> sets) {
    return sets.stream().mapToLong(DeploymentController::revision).max().orElse(0);
  }

  static long revision(ReplicaSet set) {
    return Long.parseLong(set.getMetadata().getAnnotations().getOrDefault(REVISION, "0"));
  }
}
