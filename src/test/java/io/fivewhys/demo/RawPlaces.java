package io.fivewhys.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;

/** Where people would look: the cluster's API, the admin endpoints, the access log, ports. */
final class RawPlaces implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES = 60;

  private final DemoEstate estate;
  private final NamespacedKubernetesClient kubernetes;
  private final HttpClient http = HttpClient.newHttpClient();

  RawPlaces(DemoEstate estate) throws IOException {
    this.estate = estate;
    kubernetes =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(estate.kubeconfig())))
            .build()
            .adapt(NamespacedKubernetesClient.class)
            .inNamespace(DemoEstate.NAMESPACE);
  }

  NamespacedKubernetesClient kubernetes() {
    return kubernetes;
  }

  List<Pod> pods(String app) {
    return kubernetes.pods().withLabel("app", app).list().getItems();
  }

  List<ContainerStatus> containers(String app) {
    return pods(app).stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .toList();
  }

  boolean allReady(String app) {
    return containers(app).stream().allMatch(ContainerStatus::getReady);
  }

  int restarts(String app) {
    return containers(app).stream().mapToInt(ContainerStatus::getRestartCount).sum();
  }

  String log(String app) {
    return kubernetes.pods().resource(pods(app).getFirst()).getLog();
  }

  /** Revision and replicas of each ReplicaSet, as {@code 7:2}. */
  List<String> revisions(String app) {
    return kubernetes.apps().replicaSets().withLabel("app", app).list().getItems().stream()
        .map(RawPlaces::revision)
        .sorted()
        .toList();
  }

  private static String revision(ReplicaSet set) {
    return set.getMetadata().getAnnotations().get("deployment.kubernetes.io/revision")
        + ":"
        + set.getStatus().getReplicas();
  }

  /** Reasons of the events about a workload, its ReplicaSets and its pods. */
  List<String> reasons(String app) {
    return kubernetes.v1().events().list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().startsWith(app))
        .map(event -> event.getReason())
        .distinct()
        .toList();
  }

  /** What the pod that uses most of it uses, in bytes or cores. */
  double usage(String app, String resource) {
    return kubernetes.top().pods().metrics(DemoEstate.NAMESPACE).getItems().stream()
        .filter(it -> it.getMetadata().getName().startsWith(app))
        .map(it -> it.getContainers().getFirst().getUsage().get(resource))
        .mapToDouble(it -> it.getNumericalAmount().doubleValue())
        .max()
        .orElse(0);
  }

  HorizontalPodAutoscaler autoscaler(String app) {
    return kubernetes.autoscaling().v2().horizontalPodAutoscalers().withName(app).get();
  }

  /** The end of the access log. */
  List<JsonNode> accessLines() {
    try {
      List<String> lines = Files.readAllLines(estate.accessLog());
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
          .map(RawPlaces::json)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  List<String> flags(String route) {
    return accessLines().stream()
        .filter(line -> line.get("route_name").asText().equals(route))
        .map(line -> line.get("response_flags").asText())
        .distinct()
        .toList();
  }

  boolean refuses(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String admin(String path) throws IOException, InterruptedException {
    return call(HttpRequest.newBuilder(estate.adminAddress().resolve(path))).body();
  }

  int adminPost(String path) throws IOException, InterruptedException {
    return call(HttpRequest.newBuilder(estate.adminAddress().resolve(path))
            .POST(BodyPublishers.noBody()))
        .statusCode();
  }

  private HttpResponse<String> call(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
    kubernetes.close();
  }
}
