package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls of a cluster's API server: each is sent once, and has the client's time limit for requests.
 */
final class ApiServer {
  /** Who writes, as {@code metadata.managedFields} has it. */
  static final String FIELD_MANAGER = "fivewhys";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 10;

  private final KubernetesClusters clusters;
  private final KubernetesConfig config;

  ApiServer(KubernetesClusters clusters, KubernetesConfig config) {
    this.clusters = clusters;
    this.config = config;
  }

  /** Empty when there is no such object. */
  Optional<ClusterObject> read(ObjectName name) throws ApiFailed, InterruptedException {
    try {
      String answer = call(it -> it.raw(name.path(), "GET", null));
      return Optional.of(new ClusterObject(name, parsed(answer)));
    } catch (ApiFailed e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * All of a kind in a namespace.
   *
   * @param selector of labels, as the API takes it; empty: every one
   */
  List<ClusterObject> list(ObjectKind kind, String namespace, String selector)
      throws ApiFailed, InterruptedException {
    List<ClusterObject> found = new ArrayList<>();
    String more = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String query =
          "?limit=" + PAGE + parameter("labelSelector", selector) + parameter("continue", more);
      JsonNode answer = parsed(call(it -> it.raw(kind.path(namespace) + query, "GET", null)));
      for (JsonNode each : answer.path("items")) {
        String name = each.at("/metadata/name").asText();
        found.add(new ClusterObject(new ObjectName(kind, namespace, name), each));
      }
      more = answer.at("/metadata/continue").asText();
      if (more.isEmpty()) {
        return found;
      }
    }
    throw ApiFailed.nonsense(
        "there are more than %d %s in %s".formatted(PAGE * MOST_PAGES, kind.plural(), namespace),
        null);
  }

  /**
   * Changes it.
   *
   * @param dryRun everything but that: admission, validation, precondition
   */
  ClusterObject patch(ObjectName name, Patch patch, boolean dryRun)
      throws ApiFailed, InterruptedException {
    var context =
        new PatchContext.Builder()
            .withPatchType(patch.type())
            .withFieldManager(FIELD_MANAGER)
            .withDryRun(dryRun ? List.of("All") : null)
            .build();
    String answer =
        call(
            it ->
                it.getKubernetesSerialization()
                    .asJson(
                        it.genericKubernetesResources(name.kind().context())
                            .inNamespace(name.namespace())
                            .withName(name.name())
                            .patch(context, patch.body().toString())));
    return new ClusterObject(name, parsed(answer));
  }

  /**
   * Whether this service may do this.
   *
   * @param resource of the group, with its subresource after a slash where one is meant
   */
  boolean allows(String verb, ObjectName target, String resource)
      throws ApiFailed, InterruptedException {
    String[] parts = resource.split("/", 2);
    var attributes =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(target.kind().group())
            .withResource(parts[0])
            .withSubresource(parts.length > 1 ? parts[1] : null)
            .withNamespace(target.namespace())
            .withName(target.name().isEmpty() ? null : target.name())
            .endResourceAttributes()
            .endSpec()
            .build();
    SelfSubjectAccessReview answer =
        call(it -> it.authorization().v1().selfSubjectAccessReview().create(attributes));
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  /** Any other call, with its errors as those of all calls. */
  <T> T call(Function<KubernetesClient, T> question) throws ApiFailed, InterruptedException {
    try {
      return question.apply(clusters.client(config));
    } catch (SourceFailed e) {
      throw ApiFailed.of(e);
    } catch (RuntimeException e) {
      // The client says that it was interrupted by an exception of its own.
      if (Thread.interrupted()) {
        var interrupted = new InterruptedException("interrupted while the API server was asked");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw ApiFailed.of(e);
    }
  }

  private static String parameter(String name, String value) {
    return value.isEmpty()
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static JsonNode parsed(String answer) throws ApiFailed {
    try {
      JsonNode json = JSON.readTree(answer == null ? "" : answer);
      if (json.isObject()) {
        return json;
      }
      throw ApiFailed.nonsense("the API server answers no object", null);
    } catch (JsonProcessingException e) {
      throw ApiFailed.nonsense("the API server answers what is no JSON", e);
    }
  }
}
