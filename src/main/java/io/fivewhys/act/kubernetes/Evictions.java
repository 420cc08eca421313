package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * Takes pods away: by the Eviction API, so that disruption budgets hold, or plainly. Always this
 * pod as it was read: by its uid, and by its resourceVersion, so that a pod that is sealed is not
 * taken away any more.
 */
final class Evictions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_MANY_REQUESTS = 429;

  private final ApiServer api;

  Evictions(ApiServer api) {
    this.api = api;
  }

  /**
   * Which version of the Eviction API the server takes: {@code policy/v1} since Kubernetes 1.22,
   * {@code policy/v1beta1} before.
   */
  String version() throws ApiFailed, InterruptedException {
    JsonNode resources = parsed(api.call(it -> it.raw("/api/v1", "GET", null))).path("resources");
    for (JsonNode each : resources) {
      if (each.path("name").asText().equals("pods/eviction")) {
        return each.path("group").asText("policy") + "/" + each.path("version").asText("v1");
      }
    }
    throw ApiFailed.nonsense("the API server names no pods/eviction among its resources", null);
  }

  /**
   * @param version as {@link #version} says
   * @param dryRun everything but that: admission, budgets, precondition
   */
  void evict(ClusterObject pod, String version, boolean dryRun)
      throws ApiFailed, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("apiVersion", version).put("kind", "Eviction");
    body.putObject("metadata").put("name", pod.id().name()).put("namespace", pod.id().namespace());
    body.set("deleteOptions", preconditions(pod));
    String path = pod.id().path() + "/eviction" + (dryRun ? "?dryRun=All" : "");
    api.call(it -> it.raw(path, "POST", body.toString()));
  }

  /** Whatever budgets say. */
  void delete(ClusterObject pod, boolean dryRun) throws ApiFailed, InterruptedException {
    ObjectNode body = preconditions(pod);
    body.put("apiVersion", "v1").put("kind", "DeleteOptions");
    if (dryRun) {
      // In the body: where there is one, the server does not look at the query.
      body.putArray("dryRun").add("All");
    }
    api.call(it -> it.raw(pod.id().path(), "DELETE", body.toString()));
  }

  private static ObjectNode preconditions(ClusterObject pod) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options
        .putObject("preconditions")
        .put("uid", pod.uid())
        .put("resourceVersion", pod.resourceVersion());
    return options;
  }

  /**
   * What a disruption budget says against it; empty where none does. A server that is asked too
   * much answers with the same status.
   */
  static Optional<String> budget(ApiFailed failed) {
    return failed.status() == TOO_MANY_REQUESTS
        ? status(failed)
            .filter(it -> it.getDetails() != null)
            .flatMap(
                it ->
                    it.getDetails().getCauses().stream()
                        .filter(cause -> "DisruptionBudget".equals(cause.getReason()))
                        .map(StatusCause::getMessage)
                        .findFirst())
        : Optional.empty();
  }

  private static Optional<Status> status(ApiFailed failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (each instanceof KubernetesClientException refused) {
        return Optional.ofNullable(refused.getStatus());
      }
    }
    return Optional.empty();
  }

  private static JsonNode parsed(String answer) throws ApiFailed {
    try {
      return JSON.readTree(answer == null ? "" : answer);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw ApiFailed.nonsense("the API server answers what is no JSON", e);
    }
  }
}
