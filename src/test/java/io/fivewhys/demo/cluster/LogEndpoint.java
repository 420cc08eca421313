package io.fivewhys.demo.cluster;

import io.fabric8.mockwebserver.http.MockResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code GET …/pods/NAME/log}: what a container wrote, now or in its life before. */
final class LogEndpoint {
  private final Kubelet kubelet;

  LogEndpoint(Kubelet kubelet) {
    this.kubelet = kubelet;
  }

  MockResponse answer(String pod, Query query) {
    var worker = kubelet.worker(pod);
    if (worker.isEmpty()) {
      return ApiFront.failure(404, "NotFound", "pods \"%s\" not found".formatted(pod));
    }
    String container = worker.get().pod().getSpec().getContainers().getFirst().getName();
    if (query.get("container").filter(name -> !name.equals(container)).isPresent()) {
      return ApiFront.failure(
          400,
          "BadRequest",
          "container %s is not valid for pod %s".formatted(query.get("container").get(), pod));
    }
    Optional<ContainerRun> run =
        query.is("previous")
            ? worker.get().previous()
            : worker.get().run().or(() -> worker.get().previous());
    return run.map(it -> text(it.log().lines(), query))
        .orElseGet(
            () ->
                ApiFront.failure(
                    400,
                    "BadRequest",
                    query.is("previous")
                        ? "previous terminated container \"%s\" in pod \"%s\" not found"
                            .formatted(container, pod)
                        : "container \"%s\" in pod \"%s\" is waiting to start: ContainerCreating"
                            .formatted(container, pod)));
  }

  private static MockResponse text(List<ContainerLog.Line> all, Query query) {
    Instant since =
        query
            .number("sinceSeconds")
            .map(seconds -> Instant.now().minus(Duration.ofSeconds(seconds)))
            .or(() -> query.get("sinceTime").map(Instant::parse))
            .orElse(Instant.MIN);
    List<ContainerLog.Line> wanted =
        all.stream().filter(line -> !line.at().isBefore(since)).toList();
    int tail = query.number("tailLines").orElse((long) wanted.size()).intValue();
    boolean timed = query.is("timestamps");
    String text =
        wanted.subList(Math.max(0, wanted.size() - tail), wanted.size()).stream()
            .map(line -> (timed ? line.at() + " " : "") + line.text() + "\n")
            .collect(Collectors.joining());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int most = query.number("limitBytes").orElse((long) bytes.length).intValue();
    return new MockResponse()
        .setHeader("Content-Type", "text/plain")
        .setBody(Arrays.copyOf(bytes, Math.min(most, bytes.length)));
  }
}
