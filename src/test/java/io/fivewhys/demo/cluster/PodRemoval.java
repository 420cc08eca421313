package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import tools.jackson.databind.JsonNode;

/**
 * Pods that are asked to go, by eviction as far as budgets have room, or by deletion: only the one
 * of the uid and version that is named, and none at all where it is only tried.
 */
final class PodRemoval {
  private final ClusterStore store;
  private final Kubelet kubelet;
  private final DisruptionBudgets budgets;

  PodRemoval(ClusterStore store, Kubelet kubelet, DisruptionBudgets budgets) {
    this.store = store;
    this.kubelet = kubelet;
    this.budgets = budgets;
  }

  MockResponse evict(String name, RecordedRequest request, Query query) {
    JsonNode options = body(request).path("deleteOptions");
    synchronized (store) {
      Pod pod = wanted(name, options);
      if (!budgets.allow(pod)) {
        throw ApiRefused.tooManyRequests(
            "Cannot evict pod as it would violate the pod's disruption budget.");
      }
      if (!isTrial(options, query)) {
        kubelet.delete(pod);
      }
    }
    var done = new StatusBuilder().withStatus("Success").withCode(201).build();
    return new MockResponse().setResponseCode(201).setBody(Serialization.asJson(done));
  }

  MockResponse delete(String name, RecordedRequest request, Query query) {
    JsonNode options = body(request);
    synchronized (store) {
      Pod pod = wanted(name, options);
      boolean isAtOnce =
          query.number("gracePeriodSeconds").filter(it -> it == 0).isPresent()
              || options.path("gracePeriodSeconds").asInt(-1) == 0;
      if (!isTrial(options, query) && isAtOnce) {
        store.delete(pod);
      } else if (!isTrial(options, query)) {
        kubelet.delete(pod);
      }
      Pod after = store.find(Pod.class, name).orElse(pod);
      return new MockResponse().setBody(Serialization.asJson(after));
    }
  }

  private Pod wanted(String name, JsonNode options) {
    Pod pod =
        store
            .find(Pod.class, name)
            .orElseThrow(() -> ApiRefused.notFound("pods \"%s\"".formatted(name)));
    JsonNode preconditions = options.path("preconditions");
    check("UID", preconditions.path("uid"), pod.getMetadata().getUid());
    check(
        "ResourceVersion",
        preconditions.path("resourceVersion"),
        pod.getMetadata().getResourceVersion());
    return pod;
  }

  private static void check(String what, JsonNode wanted, String is) {
    if (wanted.isString() && !wanted.asString().equals(is)) {
      throw ApiRefused.conflict(
          "Precondition failed: %s in precondition: %s, %s in object meta: %s"
              .formatted(what, wanted.asString(), what, is));
    }
  }

  private static boolean isTrial(JsonNode options, Query query) {
    return query.get("dryRun").isPresent() || !options.path("dryRun").isEmpty();
  }

  private static JsonNode body(RecordedRequest request) {
    String body = request.getUtf8Body();
    return Json.MAPPER.readTree(body == null || body.isBlank() ? "{}" : body);
  }
}
