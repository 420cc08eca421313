package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** What pods use, as the metrics server tells it: of those that run now, for the last seconds. */
final class PodUsage {
  private final Supplier<Collection<PodWorker>> workers;

  PodUsage(Supplier<Collection<PodWorker>> workers) {
    this.workers = workers;
  }

  List<PodMetrics> all() {
    List<PodMetrics> all = new ArrayList<>();
    for (PodWorker worker : workers.get()) {
      worker
          .run()
          .filter(run -> !run.hasEnded())
          .ifPresent(run -> all.add(metrics(worker.pod(), run.process().usage())));
    }
    return all;
  }

  private static PodMetrics metrics(Pod pod, ContainerProcess.Usage usage) {
    return new PodMetricsBuilder()
        .withNewMetadata()
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .withLabels(pod.getMetadata().getLabels())
        .withCreationTimestamp(KubeTime.now())
        .endMetadata()
        .withTimestamp(KubeTime.now())
        .withWindow(new Duration(java.time.Duration.ofSeconds(3)))
        .addNewContainer()
        .withName(pod.getSpec().getContainers().getFirst().getName())
        .addToUsage("cpu", new Quantity(Math.round(usage.cores() * 1e9) + "n"))
        .addToUsage("memory", new Quantity(usage.memoryBytes() / 1024 + "Ki"))
        .endContainer()
        .build();
  }

  /** CPU used by a Deployment's pods over what they asked for; empty when none runs. */
  OptionalDouble cpuShareOfRequests(String deployment) {
    double used = 0;
    double asked = 0;
    for (PodWorker worker : workers.get()) {
      Pod pod = worker.pod();
      var run = worker.run().filter(it -> !it.hasEnded());
      if (run.isPresent() && deployment.equals(pod.getMetadata().getLabels().get("app"))) {
        var requests = pod.getSpec().getContainers().getFirst().getResources().getRequests();
        used += run.get().process().usage().cores();
        asked += requests.get("cpu").getNumericalAmount().doubleValue();
      }
    }
    return asked == 0 ? OptionalDouble.empty() : OptionalDouble.of(used / asked);
  }
}
