package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One life of a container, from its start to its exit. */
final class ContainerRun {
  /** What the container may take of its node: cores, bytes. */
  record Limits(double cpu, long memory) {}

  private record End(ContainerProcess.Exit exit, Instant at) {}

  private final PodNetwork network;
  private final Container container;
  private final String ip;
  private final String id = Names.containerId();
  private final Instant startedAt = Instant.now();
  private final ContainerLog log = new ContainerLog();
  private final Optional<ReadinessProbe> probe;
  private volatile ContainerProcess process;
  private volatile Optional<End> end = Optional.empty();

  ContainerRun(PodNetwork network, Container container, String ip) {
    this.network = network;
    this.container = container;
    this.ip = ip;
    this.probe =
        Optional.ofNullable(container.getReadinessProbe())
            .map(given -> new ReadinessProbe(given, network, ip, startedAt));
  }

  void start(Image image, String pod, Map<String, String> environment, Limits limits) {
    process =
        image.start(
            new Image.Container(
                pod,
                container.getName(),
                environment,
                limits.cpu(),
                limits.memory(),
                log,
                exit -> end = Optional.of(new End(exit, Instant.now()))));
    network.attach(ip, process);
  }

  ContainerProcess process() {
    return process;
  }

  ContainerLog log() {
    return log;
  }

  String id() {
    return id;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant endedAt() {
    return end.map(End::at).orElseThrow();
  }

  boolean hasEnded() {
    return end.isPresent();
  }

  boolean isReady() {
    return !hasEnded() && probe.map(ReadinessProbe::isReady).orElse(true);
  }

  void probe() {
    probe.ifPresent(ReadinessProbe::tick);
  }

  Optional<String> complaint() {
    return probe.flatMap(ReadinessProbe::complaint);
  }

  ContainerState running() {
    return new ContainerStateBuilder()
        .withNewRunning()
        .withStartedAt(KubeTime.of(startedAt))
        .endRunning()
        .build();
  }

  ContainerState terminated() {
    End over = end.orElseThrow();
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(over.exit().code())
        .withReason(over.exit().reason())
        .withStartedAt(KubeTime.of(startedAt))
        .withFinishedAt(KubeTime.of(over.at()))
        .withContainerID(id)
        .endTerminated()
        .build();
  }
}
