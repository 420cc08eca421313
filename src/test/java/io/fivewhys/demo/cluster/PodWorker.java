package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one pod of one container: starts it, asks whether it is ready, starts it again when it ends,
 * later each time. Only the kubelet's thread calls it; processes report from theirs.
 */
final class PodWorker {
  private static final String CRASHED = "CrashLoopBackOff";
  private static final String NOT_PULLED = "ErrImagePull";
  private static final Duration BETWEEN_BACK_OFF_EVENTS = Duration.ofSeconds(12);

  private final KubeletParts parts;
  private final Pod pod;
  private final Container container;
  private final PodEvents events;
  private final String ip;
  private final BackOff backOff;

  private volatile Optional<ContainerRun> run = Optional.empty();
  private volatile Optional<ContainerRun> previous = Optional.empty();
  private ContainerState state = waiting("ContainerCreating", null);
  private ContainerState last = new ContainerState();
  private int restarts;
  private Instant startNotBefore = Instant.EPOCH;
  private Instant nextBackOffEvent = Instant.EPOCH;
  private boolean terminating;
  private PodStatuses.Shown lastShown;

  PodWorker(KubeletParts parts, Pod pod) {
    this.parts = parts;
    this.pod = pod;
    this.container = pod.getSpec().getContainers().getFirst();
    this.events = new PodEvents(parts.events(), pod, container.getName(), container.getImage());
    this.ip = parts.network().newAddress();
    this.backOff = new BackOff(parts.pace());
    show();
  }

  Pod pod() {
    return pod;
  }

  Container container() {
    return container;
  }

  Optional<ContainerRun> run() {
    return run;
  }

  Optional<ContainerRun> previous() {
    return previous;
  }

  /** What is due now. */
  void tick() {
    run.filter(ContainerRun::hasEnded).ifPresent(this::ended);
    if (run.isPresent()) {
      run.get().probe();
      run.get().complaint().ifPresent(events::unhealthy);
      show();
    } else if (!Instant.now().isBefore(startNotBefore)) {
      start();
    } else if (isWaiting(CRASHED) && !Instant.now().isBefore(nextBackOffEvent)) {
      nextBackOffEvent = Instant.now().plus(parts.pace().of(BETWEEN_BACK_OFF_EVENTS));
      events.backsOff();
    }
  }

  private void start() {
    Optional<Image> image = parts.registry().pull(container.getImage());
    if (image.isEmpty()) {
      notPulled();
      return;
    }
    Map<String, String> environment;
    try {
      environment = ContainerEnvironment.of(container, parts.store());
    } catch (ContainerEnvironment.Incomplete e) {
      wait("CreateContainerConfigError", e.getMessage(), Duration.ofSeconds(5));
      events.failed(e.getMessage());
      return;
    }
    var begun = new ContainerRun(parts.network(), container, ip);
    begun.start(image.get(), pod.getMetadata().getName(), environment, limits());
    previous.ifPresent(
        over -> {
          restarts++;
          last = over.terminated();
        });
    state = begun.running();
    run = Optional.of(begun);
    events.started();
    show();
  }

  ContainerRun.Limits limits() {
    Map<String, Quantity> limits = container.getResources().getLimits();
    return new ContainerRun.Limits(
        limits.get("cpu").getNumericalAmount().doubleValue(),
        limits.get("memory").getNumericalAmount().longValue());
  }

  private void notPulled() {
    if (isWaiting(NOT_PULLED) || isWaiting("ImagePullBackOff")) {
      wait("ImagePullBackOff", events.pullBackOff(), Duration.ofSeconds(20));
      events.pullBacksOff();
    } else {
      wait(NOT_PULLED, events.notFound(), Duration.ofSeconds(10));
      events.pullFailed();
    }
  }

  private void ended(ContainerRun over) {
    run = Optional.empty();
    previous = Optional.of(over);
    Duration pause = backOff.after(over.startedAt(), over.endedAt());
    startNotBefore = over.endedAt().plus(pause);
    if (pause.isZero()) {
      state = over.terminated();
    } else {
      last = over.terminated();
      state = waiting(CRASHED, events.backOff(pause));
      nextBackOffEvent = Instant.EPOCH;
    }
    show();
  }

  private boolean isWaiting(String reason) {
    return state.getWaiting() != null && state.getWaiting().getReason().equals(reason);
  }

  private void wait(String reason, String message, Duration real) {
    state = waiting(reason, message);
    startNotBefore = Instant.now().plus(parts.pace().of(real));
    show();
  }

  private static ContainerState waiting(String reason, String message) {
    return new ContainerStateBuilder()
        .withNewWaiting()
        .withReason(reason)
        .withMessage(message)
        .endWaiting()
        .build();
  }

  private void show() {
    var shown =
        new PodStatuses.Shown(
            state,
            last,
            restarts,
            run.filter(ContainerRun::isReady).isPresent(),
            run.or(() -> previous).map(ContainerRun::id));
    if (!shown.equals(lastShown)) {
      lastShown = shown;
      String name = pod.getMetadata().getName();
      parts
          .store()
          .edit(
              Pod.class,
              name,
              Kubelet.NAME,
              it -> PodStatuses.after(it, ip, Kubelet.HOST_IP, shown));
    }
  }

  /** Stops what runs, gently; asking again changes nothing. */
  void terminateOnce() {
    if (!terminating) {
      terminating = true;
      run.ifPresent(
          running -> {
            events.killing();
            running.process().terminate();
          });
    }
  }

  boolean isOver() {
    return run.isEmpty() || run.get().hasEnded();
  }

  /** Stops what still runs, and gives the address back. */
  void kill() {
    run.ifPresent(running -> running.process().kill());
    parts.network().detach(ip);
  }
}
