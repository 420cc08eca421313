package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a workload went back to an old revision. The object that keeps the revision was created long
 * before, and that of the revision in between may be old as well, when it went to and fro; the
 * first pod made of it tells the time, and whoever wrote the template last before that pod.
 */
final class UndoTime {
  private UndoTime() {}

  /**
   * @param revision that is in use again
   * @param all of the workload's
   * @param pods of the workload
   */
  static Optional<Instant> of(
      WatchedWorkload workload, Revision revision, List<Revision> all, List<Pod> pods) {
    Instant since =
        all.stream()
            .filter(it -> it.number() != revision.number())
            .map(Revision::createdAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    Optional<Instant> firstPod =
        pods.stream()
            .filter(it -> isOf(it, revision))
            .flatMap(it -> Metadata.createdAt(it).stream())
            .filter(it -> it.isAfter(since))
            .min(Comparator.naturalOrder());
    // Whoever wrote the revision in between may have done so in the second of its creation.
    List<Instant> written = writings(workload).filter(it -> it.isAfter(since)).sorted().toList();
    return firstPod
        .map(made -> latestUntil(made, written).orElse(made))
        .or(() -> written.stream().findFirst())
        .or(() -> progress(workload).filter(it -> !it.isBefore(since)));
  }

  private static Optional<Instant> latestUntil(Instant latest, List<Instant> ascending) {
    return ascending.stream().filter(it -> !it.isAfter(latest)).reduce((_, later) -> later);
  }

  private static boolean isOf(Pod pod, Revision revision) {
    String hash =
        Metadata.labels(pod)
            .getOrDefault(
                "pod-template-hash",
                Metadata.labels(pod).getOrDefault("controller-revision-hash", "?"));
    return revision.object().equals(hash) || revision.object().endsWith("-" + hash);
  }

  /** When somebody last wrote fields of whom some belong to the template. */
  private static Stream<Instant> writings(WatchedWorkload workload) {
    return workload.object().getMetadata().getManagedFields().stream()
        .filter(UndoTime::holdsTemplate)
        .map(ManagedFieldsEntry::getTime)
        .flatMap(it -> Metadata.instant(it).stream());
  }

  private static boolean holdsTemplate(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && spec.containsKey("f:template");
  }

  private static Optional<Instant> progress(WatchedWorkload workload) {
    return workload.object() instanceof Deployment it && it.getStatus() != null
        ? it.getStatus().getConditions().stream()
            .filter(condition -> "Progressing".equals(condition.getType()))
            .findFirst()
            .flatMap(condition -> Metadata.instant(condition.getLastUpdateTime()))
        : Optional.empty();
  }
}
