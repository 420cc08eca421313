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
  private static final Duration BETWEEN_BACK_OFF_EVENTS = Duration.ofSeconds(12);

  private final KubeletParts parts;
  private final Pod pod;
  private final Container container;
  private final String ip;
  private final BackOff backOff;

  private volatile Optional<ContainerRun> run = Optional.empty();
  private volatile Optional<ContainerRun> previous = Optional.empty();
  private ContainerState state = PodWorker.waiting("ContainerCreating", null);
  private ContainerState last = new ContainerState();
  private int restarts;
  private Instant startNotBefore = Instant.EPOCH;
  private Instant nextBackOffEvent = Instant.EPOCH;
  private boolean pulled;
  private boolean terminating;
  private PodStatuses.Shown lastShown;

  PodWorker(KubeletParts parts, Pod pod) {
    this.parts = parts;
    this.pod = pod;
    this.container = pod.getSpec().getContainers().getFirst();
    this.ip = parts.network().newAddress();
    this.backOff = new BackOff(parts.pace());
    show();
  }

  Pod pod() {
    return pod;
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
      probe(run.get());
    } else if (!Instant.now().isBefore(startNotBefore)) {
      start();
    } else if (restarts > 0 || previous.isPresent()) {
      complainOfBackOff();
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
      parts.events().warning(pod, Kubelet.NAME, "Failed", "Error: " + e.getMessage());
      return;
    }
    if (previous.isPresent()) {
      restarts++;
    }
    started(new ContainerRun(parts.network(), container, ip));
    run.get().start(image.get(), pod.getMetadata().getName(), environment, limits());
  }

  private void started(ContainerRun begun) {
    run = Optional.of(begun);
    previous.ifPresent(over -> last = over.terminated());
    state =
        new ContainerStateBuilder()
            .withNewRunning()
            .withStartedAt(KubeTime.of(begun.startedAt()))
            .endRunning()
            .build();
    String name = container.getName();
    var events = parts.events();
    events.normal(
        pod,
        Kubelet.NAME,
        "Pulled",
        "Container image \"%s\" already present on machine".formatted(container.getImage()));
    events.normal(pod, Kubelet.NAME, "Created", "Created container " + name);
    events.normal(pod, Kubelet.NAME, "Started", "Started container " + name);
    show();
  }

  private ContainerRun.Limits limits() {
    Map<String, Quantity> limits = container.getResources().getLimits();
    return new ContainerRun.Limits(
        limits.get("cpu").getNumericalAmount().doubleValue(),
        limits.get("memory").getNumericalAmount().longValue());
  }

  private void probe(ContainerRun running) {
    running.probe();
    running
        .complaint()
        .ifPresent(why -> parts.events().warning(pod, Kubelet.NAME, "Unhealthy", why));
    show();
  }

  private void ended(ContainerRun over) {
    run = Optional.empty();
    previous = Optional.of(over);
    ContainerState terminated = over.terminated();
    Duration pause = backOff.after(over.startedAt(), over.endedAt());
    startNotBefore = over.endedAt().plus(pause);
    if (pause.isZero()) {
      state = terminated;
    } else {
      last = terminated;
      state =
          waiting(
              "CrashLoopBackOff",
              "back-off %s restarting failed container=%s pod=%s"
                  .formatted(KubeTime.words(pause), container.getName(), fullName()));
      nextBackOffEvent = Instant.EPOCH;
    }
    show();
  }

  private void complainOfBackOff() {
    boolean crashed =
        state.getWaiting() != null && state.getWaiting().getReason().equals("CrashLoopBackOff");
    if (crashed && !Instant.now().isBefore(nextBackOffEvent)) {
      nextBackOffEvent = Instant.now().plus(parts.pace().of(BETWEEN_BACK_OFF_EVENTS));
      parts
          .events()
          .warning(
              pod,
              Kubelet.NAME,
              "BackOff",
              "Back-off restarting failed container %s in pod %s"
                  .formatted(container.getName(), fullName()));
    }
  }

  private void notPulled() {
    String image = container.getImage();
    var events = parts.events();
    if (!pulled) {
      String why =
          "failed to pull and unpack image \"%s\": failed to resolve reference: %s: not found"
              .formatted(image, image);
      wait("ErrImagePull", why, Duration.ofSeconds(10));
      events.normal(pod, Kubelet.NAME, "Pulling", "Pulling image \"%s\"".formatted(image));
      events.warning(
          pod, Kubelet.NAME, "Failed", "Failed to pull image \"%s\": %s".formatted(image, why));
    } else {
      String why = "Back-off pulling image \"%s\"".formatted(image);
      wait("ImagePullBackOff", why, Duration.ofSeconds(20));
      events.normal(pod, Kubelet.NAME, "BackOff", why);
      events.warning(pod, Kubelet.NAME, "Failed", "Error: ImagePullBackOff");
    }
    pulled = !pulled || state.getWaiting().getReason().equals("ImagePullBackOff");
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
    if (shown.equals(lastShown)) {
      return;
    }
    lastShown = shown;
    parts
        .store()
        .edit(
            Pod.class,
            pod.getMetadata().getName(),
            Kubelet.NAME,
            it -> PodStatuses.after(it, ip, Kubelet.HOST_IP, shown));
  }

  private String fullName() {
    var metadata = pod.getMetadata();
    return "%s_%s(%s)".formatted(metadata.getName(), metadata.getNamespace(), metadata.getUid());
  }

  /** Stops what runs, gently; asking again changes nothing. */
  void terminateOnce() {
    if (terminating) {
      return;
    }
    terminating = true;
    run.ifPresent(
        running -> {
          parts
              .events()
              .normal(pod, Kubelet.NAME, "Killing", "Stopping container " + container.getName());
          running.process().terminate();
        });
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
