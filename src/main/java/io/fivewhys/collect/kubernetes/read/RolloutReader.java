package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.Rollout;
import io.fivewhys.fact.Rollout.Status;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** New revisions of workloads, and what differs between them. */
public final class RolloutReader implements ClusterReader {
  /** What was rolled out before this caused nothing that is looked into now. */
  private static final Duration HORIZON = Duration.ofDays(7);

  private static final int MOST_OF_ONE_WORKLOAD = 5;

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(ReplicaSet.class, ControllerRevision.class);
  }

  @Override
  public String subject() {
    return "changes";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    var revisions = Revisions.of(look.objects());
    Instant horizon = look.look().from().minus(HORIZON);
    for (WatchedWorkload workload : look.workloads().all()) {
      List<Revision> all = revisions.of(workload);
      int oldest = Math.max(0, all.size() - MOST_OF_ONE_WORKLOAD);
      for (int i = oldest; i < all.size(); i++) {
        boolean current = i == all.size() - 1;
        Optional<Instant> at = start(workload, all, i, look);
        if (at.filter(it -> it.isAfter(horizon)).isPresent()) {
          gathered.add(draft(workload, all, i, at.get(), current));
        }
      }
    }
    return gathered.answer();
  }

  /** When it began; only of the newest can it be known when it uses an old object again. */
  private static Optional<Instant> start(
      WatchedWorkload workload, List<Revision> all, int index, ClusterLook look) {
    Revision revision = all.get(index);
    if (!revision.reused()) {
      return Optional.of(revision.createdAt());
    }
    return index == all.size() - 1
        ? UndoTime.of(workload, revision, all, look.workloads().podsOf(workload))
        : Optional.empty();
  }

  private static FactDraft<Rollout> draft(
      WatchedWorkload workload, List<Revision> all, int index, Instant at, boolean current) {
    Revision revision = all.get(index);
    var draft =
        FactDraft.of(Rollout.class)
            .set("workload", workload.name())
            .set("namespace", workload.namespace())
            .set("revision", revision.number())
            .set("at", at)
            .set("status", current ? status(workload) : Optional.empty());
    if (index > 0) {
      Revision previous = all.get(index - 1);
      draft
          .set("previousRevision", previous.number())
          .set("changes", TemplateChanges.between(previous.template(), revision.template()));
      describeImages(previous.template(), revision.template(), draft);
    } else {
      boolean first = revision.number() == 1;
      draft
          .set("image", containers(revision.template()).findFirst().map(Container::getImage))
          .set("changes", first ? TemplateChanges.ofFirst(revision.template()) : List.of());
    }
    return draft;
  }

  /** The images of the container whose image changed, or of the first one. */
  private static void describeImages(
      PodTemplateSpec before, PodTemplateSpec after, FactDraft<Rollout> draft) {
    Optional<Container> changed =
        containers(after)
            .filter(it -> !Objects.equals(imageOf(before, it.getName()), it.getImage()))
            .findFirst();
    Optional<Container> shown = changed.or(() -> containers(after).findFirst());
    shown.ifPresent(
        it ->
            draft.set("image", it.getImage()).set("previousImage", imageOf(before, it.getName())));
  }

  private static String imageOf(PodTemplateSpec template, String container) {
    return containers(template)
        .filter(it -> Objects.equals(it.getName(), container))
        .findFirst()
        .map(Container::getImage)
        .orElse(null);
  }

  private static Stream<Container> containers(PodTemplateSpec template) {
    return template.getSpec() == null
        ? Stream.empty()
        : template.getSpec().getContainers().stream();
  }

  /** As {@code kubectl rollout status} sees it; what was complete once stays so when pods fail. */
  private static Optional<Status> status(WatchedWorkload workload) {
    if (!workload.seen()) {
      return Optional.empty();
    }
    Optional<String> progress =
        workload.object() instanceof Deployment it ? progress(it) : Optional.empty();
    if (progress.filter("ProgressDeadlineExceeded"::equals).isPresent()) {
      return Optional.of(Status.FAILED);
    }
    Replicas replicas = Replicas.of(workload.object());
    boolean done =
        replicas.observed() && progress.filter("NewReplicaSetAvailable"::equals).isPresent();
    return Optional.of(done || replicas.areAllUpdated() ? Status.COMPLETE : Status.PROGRESSING);
  }

  private static Optional<String> progress(Deployment deployment) {
    return deployment.getStatus() == null
        ? Optional.empty()
        : deployment.getStatus().getConditions().stream()
            .filter(it -> "Progressing".equals(it.getType()))
            .map(DeploymentCondition::getReason)
            .filter(Objects::nonNull)
            .findFirst();
  }
}
