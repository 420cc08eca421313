package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client of the API talks to: plain objects are the store's affair; logs, usage, discovery
 * and the deletion of pods are answered here.
 */
final class ApiFront extends Dispatcher {
  private static final Pattern POD =
      Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/]+)(/(log|eviction))?");

  private final ClusterStore store;
  private final Kubelet kubelet;
  private final LogEndpoint logs;
  private final UsageEndpoint usage;
  private final CadvisorEndpoint cadvisor;

  ApiFront(ClusterStore store, Kubelet kubelet, PodUsage usage) {
    this.store = store;
    this.kubelet = kubelet;
    this.logs = new LogEndpoint(kubelet);
    this.usage = new UsageEndpoint(store, usage);
    this.cadvisor = new CadvisorEndpoint(kubelet::workers);
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getPath().replaceFirst("\\?.*", "");
    Query query = Query.of(request.getPath());
    MockResponse response =
        special(request, path, query).orElseGet(() -> plain(request, path, query));
    if (response.code() == 0) {
      response.setResponseCode(200);
    }
    return response.header("Content-Type") == null
        ? response.setHeader("Content-Type", "application/json")
        : response;
  }

  private Optional<MockResponse> special(RecordedRequest request, String path, Query query) {
    boolean reads = request.method() == HttpMethod.GET;
    if (reads && CadvisorEndpoint.isAsked(path)) {
      return Optional.of(cadvisor.answer(path));
    }
    if (path.startsWith("/apis/metrics.k8s.io/v1beta1/")) {
      return Optional.of(usage.answer(path, query));
    }
    if (reads && Discovery.answers(path)) {
      return Optional.of(Discovery.answer(path));
    }
    if (!Discovery.knows(path)) {
      return Optional.of(
          new MockResponse()
              .setResponseCode(404)
              .setHeader("Content-Type", "text/plain; charset=utf-8")
              .setBody("404 page not found\n"));
    }
    var pod = POD.matcher(path);
    if (!pod.matches()) {
      return Optional.empty();
    }
    if (reads && "log".equals(pod.group(3))) {
      return Optional.of(logs.answer(pod.group(1), query));
    }
    boolean evicts = request.method() == HttpMethod.POST && "eviction".equals(pod.group(3));
    boolean deletes = request.method() == HttpMethod.DELETE && !isAtOnce(request, query);
    return evicts || deletes ? Optional.of(delete(pod.group(1), evicts)) : Optional.empty();
  }

  private static boolean isAtOnce(RecordedRequest request, Query query) {
    return query.get("gracePeriodSeconds").filter("0"::equals).isPresent()
        || request.getUtf8Body().replace(" ", "").contains("\"gracePeriodSeconds\":0");
  }

  private MockResponse delete(String name, boolean evicted) {
    var pod = store.find(Pod.class, name);
    if (pod.isEmpty()) {
      return failure(404, "NotFound", "pods \"%s\" not found".formatted(name));
    }
    kubelet.delete(pod.get());
    return evicted
        ? new MockResponse()
            .setResponseCode(201)
            .setBody(
                Serialization.asJson(
                    new StatusBuilder().withStatus("Success").withCode(201).build()))
        : new MockResponse().setBody(Serialization.asJson(store.find(Pod.class, name).get()));
  }

  private MockResponse plain(RecordedRequest request, String path, Query query) {
    var kind = Discovery.kindOfList(path);
    if (request.method() == HttpMethod.GET && query.get("watch").isEmpty() && kind.isPresent()) {
      String all = query.without("fieldSelector").on(path);
      return FieldSelector.of(query.get("fieldSelector"))
          .filtered(kind.get(), store.dispatch(withPath(request, all)));
    }
    MockResponse response = store.dispatch(merged(request));
    return response.code() == 404 && response.getBody() == null
        ? failure(404, "NotFound", "%s not found".formatted(path.replaceFirst(".*/", "")))
        : response;
  }

  /** The store knows no strategic merge; for what the estate holds, a plain merge does the same. */
  private static RecordedRequest merged(RecordedRequest request) {
    String type = request.getHeader("Content-Type");
    if (request.method() != HttpMethod.PATCH
        || type == null
        || !(type.contains("strategic-merge") || type.contains("apply-patch"))) {
      return request;
    }
    var headers =
        request.getHeaders().newBuilder().setHeader("Content-Type", "application/merge-patch+json");
    return new RecordedRequest(
        request.getHttpVersion(),
        request.method(),
        request.getPath(),
        headers.build(),
        new Buffer(request.getUtf8Body().getBytes(StandardCharsets.UTF_8)));
  }

  private static RecordedRequest withPath(RecordedRequest request, String path) {
    return new RecordedRequest(
        request.getHttpVersion(), request.method(), path, request.getHeaders(), request.getBody());
  }

  static MockResponse failure(int code, String reason, String message) {
    return new MockResponse()
        .setResponseCode(code)
        .setBody(
            Serialization.asJson(
                new StatusBuilder()
                    .withStatus("Failure")
                    .withReason(reason)
                    .withMessage(message)
                    .withCode(code)
                    .build()));
  }
}
