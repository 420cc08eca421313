package io.fivewhys.collect.kubernetes.logs;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a pod fails, and which of its containers' logs tells why. */
final class Condition {
  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  /** What a mesh puts beside the container that does the work. */
  private static final Set<String> SIDECARS =
      Set.of("istio-proxy", "linkerd-proxy", "consul-dataplane", "kuma-sidecar");

  private final Pod pod;
  private final Instant from;
  private final List<ContainerStatus> statuses;

  /**
   * @param from when the window began
   */
  Condition(Pod pod, Instant from) {
    this.pod = pod;
    this.from = from;
    this.statuses =
        pod.getStatus() == null
            ? List.of()
            : Stream.concat(
                    present(pod.getStatus().getInitContainerStatuses()),
                    present(pod.getStatus().getContainerStatuses()))
                .toList();
  }

  private static <T> Stream<T> present(List<T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }

  /** Crashing, not ready, failed, or restarted in the window. */
  boolean isFailing() {
    if (pod.getStatus() == null || "Succeeded".equals(pod.getStatus().getPhase())) {
      return false;
    }
    boolean ready =
        present(pod.getStatus().getConditions())
            .anyMatch(it -> "Ready".equals(it.getType()) && "True".equals(it.getStatus()));
    boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
    return (!ready && !leaving) || statuses.stream().anyMatch(this::endedLately);
  }

  /** The container that stands out; when none does, the one that does the work. */
  Optional<String> container() {
    return statuses.stream()
        .filter(it -> trouble(it) > 0)
        .max(Comparator.comparingInt(this::trouble))
        .map(ContainerStatus::getName)
        .or(this::working);
  }

  /** It ran before and ended badly, or lately: its log is that before the crash. */
  boolean hasPrevious(String container) {
    return statuses.stream()
        .filter(it -> container.equals(it.getName()))
        .anyMatch(
            it ->
                it.getRestartCount() != null
                    && it.getRestartCount() > 0
                    && (!Boolean.TRUE.equals(it.getReady()) || endedLately(it)));
  }

  /** A container that never ran has no log. */
  boolean hasRun(String container) {
    return statuses.isEmpty()
        || statuses.stream()
            .filter(it -> container.equals(it.getName()))
            .anyMatch(
                it ->
                    state(it).getRunning() != null
                        || state(it).getTerminated() != null
                        || (it.getRestartCount() != null && it.getRestartCount() > 0));
  }

  private int trouble(ContainerStatus status) {
    ContainerStateTerminated ended = state(status).getTerminated();
    boolean failed = ended != null && !Objects.equals(ended.getExitCode(), 0);
    boolean waits =
        state(status).getWaiting() != null
            && status.getRestartCount() != null
            && status.getRestartCount() > 0;
    if (failed || waits) {
      return 3;
    }
    if (endedLately(status)) {
      return 2;
    }
    return state(status).getRunning() != null && !Boolean.TRUE.equals(status.getReady()) ? 1 : 0;
  }

  private boolean endedLately(ContainerStatus status) {
    return Stream.of(state(status), last(status))
        .map(ContainerState::getTerminated)
        .filter(Objects::nonNull)
        .filter(it -> !Objects.equals(it.getExitCode(), 0) || last(status).getTerminated() == it)
        .flatMap(it -> Metadata.instant(it.getFinishedAt()).stream())
        .anyMatch(it -> !it.isBefore(from));
  }

  private static ContainerState state(ContainerStatus status) {
    return status.getState() == null ? new ContainerState() : status.getState();
  }

  private static ContainerState last(ContainerStatus status) {
    return status.getLastState() == null ? new ContainerState() : status.getLastState();
  }

  private Optional<String> working() {
    List<String> names =
        pod.getSpec() == null
            ? List.of()
            : present(pod.getSpec().getContainers()).map(Container::getName).toList();
    return Optional.ofNullable(Metadata.annotations(pod).get(DEFAULT_CONTAINER))
        .filter(names::contains)
        .or(() -> names.stream().filter(it -> !SIDECARS.contains(it)).findFirst())
        .or(() -> names.stream().findFirst());
  }
}
