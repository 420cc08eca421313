package io.fivewhys.demo.cluster;

import io.fabric8.mockwebserver.http.MockResponse;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kubelet of a node measures of its containers, for Prometheus. */
final class CadvisorEndpoint {
  private static final Pattern PATH =
      Pattern.compile("/api/v1/nodes/([^/]+)/proxy/metrics/cadvisor");
  private static final int PERIOD_MICROS = 100_000;

  private final Supplier<Collection<PodWorker>> workers;

  CadvisorEndpoint(Supplier<Collection<PodWorker>> workers) {
    this.workers = workers;
  }

  static boolean isAsked(String path) {
    return PATH.matcher(path).matches();
  }

  MockResponse answer(String path) {
    Matcher node = PATH.matcher(path);
    node.matches();
    StringBuilder text = new StringBuilder();
    write(
        text, node, "container_cpu_usage_seconds_total", "counter", it -> it.usage().cpuSeconds());
    write(text, node, "container_cpu_cfs_periods_total", "counter", it -> it.usage().periods());
    write(
        text,
        node,
        "container_cpu_cfs_throttled_periods_total",
        "counter",
        it -> it.usage().throttledPeriods());
    write(
        text, node, "container_memory_working_set_bytes", "gauge", it -> it.usage().memoryBytes());
    write(text, node, "container_spec_memory_limit_bytes", "gauge", it -> it.limits().memory());
    write(text, node, "container_spec_cpu_period", "gauge", _ -> PERIOD_MICROS);
    write(text, node, "container_spec_cpu_quota", "gauge", it -> it.limits().cpu() * PERIOD_MICROS);
    return new MockResponse()
        .setHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .setBody(text.toString());
  }

  private record Measured(ContainerProcess.Usage usage, ContainerRun.Limits limits) {}

  private void write(
      StringBuilder to, Matcher node, String name, String type, ToDoubleFunction<Measured> value) {
    to.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    for (PodWorker worker : workers.get()) {
      var run = worker.run().filter(it -> !it.hasEnded());
      if (run.isPresent() && node.group(1).equals(worker.pod().getSpec().getNodeName())) {
        var measured = new Measured(run.get().process().usage(), worker.limits());
        to.append(name)
            .append(labels(worker, run.get()))
            .append(' ')
            .append(value.applyAsDouble(measured))
            .append('\n');
      }
    }
  }

  private static String labels(PodWorker worker, ContainerRun run) {
    var metadata = worker.pod().getMetadata();
    return "{container=\"%s\",id=\"/kubepods/%s\",image=\"%s\",namespace=\"%s\",pod=\"%s\"}"
        .formatted(
            worker.container().getName(),
            run.id().replaceFirst(".*/", ""),
            worker.container().getImage(),
            metadata.getNamespace(),
            metadata.getName());
  }
}
