package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The containers of one pod, as the kubelet reports them. */
final class PodContainers {
  /** Reasons to wait that every pod has while it starts. */
  private static final Set<String> STARTING = Set.of("ContainerCreating", "PodInitializing");

  private final List<ContainerStatus> ordinary;
  private final List<ContainerStatus> init;
  private final Optional<Instant> podStart;

  private PodContainers(
      List<ContainerStatus> ordinary, List<ContainerStatus> init, Optional<Instant> podStart) {
    this.ordinary = ordinary;
    this.init = init;
    this.podStart = podStart;
  }

  /** Sidecars, which are init containers that go on running, count among the ordinary ones. */
  static PodContainers of(Pod pod) {
    var status = pod.getStatus();
    if (status == null) {
      return new PodContainers(List.of(), List.of(), Optional.empty());
    }
    Set<String> sidecars =
        pod.getSpec() == null
            ? Set.of()
            : pod.getSpec().getInitContainers().stream()
                .filter(it -> "Always".equals(it.getRestartPolicy()))
                .map(Container::getName)
                .collect(Collectors.toSet());
    List<ContainerStatus> ordinary = new ArrayList<>(status.getContainerStatuses());
    List<ContainerStatus> init = new ArrayList<>();
    for (ContainerStatus each : status.getInitContainerStatuses()) {
      (sidecars.contains(each.getName()) ? ordinary : init).add(each);
    }
    return new PodContainers(ordinary, init, Metadata.instant(status.getStartTime()));
  }

  /** As {@code kubectl get pods} counts them: of init containers until all of these are through. */
  long restarts() {
    return counted().stream().mapToLong(PodContainers::restartsOf).sum();
  }

  private List<ContainerStatus> counted() {
    return isInitializing() ? init : ordinary;
  }

  private boolean isInitializing() {
    return init.stream().anyMatch(it -> !isThrough(it));
  }

  private static boolean isThrough(ContainerStatus status) {
    ContainerStateTerminated end = state(status).getTerminated();
    return end != null && Objects.equals(end.getExitCode(), 0);
  }

  /** When one of them ended last, of those that ended at all. */
  Optional<Instant> lastEnd() {
    return counted().stream()
        .map(PodContainers::lastTermination)
        .flatMap(Optional::stream)
        .flatMap(it -> Metadata.instant(it.getFinishedAt()).stream())
        .max(Comparator.naturalOrder());
  }

  /** When one of them started last; when none did, when the kubelet took the pod. */
  Optional<Instant> startedAt() {
    return ordinary.stream()
        .flatMap(it -> Stream.concat(starts(it.getState()), starts(it.getLastState())))
        .max(Comparator.naturalOrder())
        .or(() -> podStart);
  }

  private static Stream<Instant> starts(ContainerState state) {
    if (state == null) {
      return Stream.empty();
    }
    String running = state.getRunning() == null ? null : state.getRunning().getStartedAt();
    String ended = state.getTerminated() == null ? null : state.getTerminated().getStartedAt();
    return Stream.of(running, ended).flatMap(it -> Metadata.instant(it).stream());
  }

  /**
   * The container that waits, ended or is not ready; the one that is worst off when there are
   * several.
   *
   * @param from a container that ended before this and has been well since does not stand out
   */
  Optional<ContainerTrouble> standingOut(Instant from) {
    List<ContainerStatus> all = new ArrayList<>(isInitializing() ? init : List.of());
    all.addAll(ordinary);
    return all.stream()
        .filter(it -> rank(it, from) > 0)
        .max(Comparator.comparingInt(it -> rank(it, from)))
        .map(it -> trouble(it, init.contains(it)));
  }

  private static int rank(ContainerStatus status, Instant from) {
    var waiting = state(status).getWaiting();
    boolean held =
        waiting != null && waiting.getReason() != null && !STARTING.contains(waiting.getReason());
    Optional<ContainerStateTerminated> end = lastTermination(status);
    boolean failed = end.filter(it -> !Objects.equals(it.getExitCode(), 0)).isPresent();
    boolean ready = Boolean.TRUE.equals(status.getReady());
    boolean lately =
        end.flatMap(it -> Metadata.instant(it.getFinishedAt()))
            .filter(it -> !it.isBefore(from))
            .isPresent();
    if (held) {
      return 4;
    }
    if (failed && (!ready || lately)) {
      return ready ? 2 : 3;
    }
    boolean running = state(status).getRunning() != null;
    return running && !ready || end.isPresent() && lately ? 1 : 0;
  }

  private static ContainerTrouble trouble(ContainerStatus status, boolean init) {
    var waiting = state(status).getWaiting();
    Optional<ContainerStateTerminated> end = lastTermination(status);
    Optional<String> ended = end.flatMap(it -> Said.line(it.getMessage()));
    Optional<String> waits = Optional.ofNullable(waiting).flatMap(it -> Said.line(it.getMessage()));
    // Being held back from a restart says less than why it is: that is how it ended.
    boolean heldBack = waiting == null || "CrashLoopBackOff".equals(waiting.getReason());
    Integer exitCode = end.map(ContainerStateTerminated::getExitCode).orElse(null);
    return new ContainerTrouble(
        status.getName(),
        init,
        Optional.ofNullable(waiting).flatMap(it -> Said.line(it.getReason())),
        end.flatMap(it -> Said.line(it.getReason())),
        exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode),
        heldBack ? ended.or(() -> waits) : waits.or(() -> ended));
  }

  private static Optional<ContainerStateTerminated> lastTermination(ContainerStatus status) {
    ContainerState last = status.getLastState();
    return Optional.ofNullable(state(status).getTerminated())
        .or(() -> Optional.ofNullable(last).map(ContainerState::getTerminated));
  }

  private static ContainerState state(ContainerStatus status) {
    return status.getState() == null ? new ContainerState() : status.getState();
  }

  private static long restartsOf(ContainerStatus status) {
    return status.getRestartCount() == null ? 0 : status.getRestartCount();
  }
}
