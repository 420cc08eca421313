package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client of the API talks to: plain objects are the store's affair; patches, logs, usage,
 * discovery, rights and the deletion of pods are answered here.
 */
final class ApiFront extends Dispatcher {
  private static final Pattern POD =
      Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/]+)(/(log|eviction))?");

  private static final String REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final ClusterStore store;
  private final PatchEndpoint patches;
  private final PodRemoval removal;
  private final LogEndpoint logs;
  private final UsageEndpoint usage;
  private final CadvisorEndpoint cadvisor;
  private volatile ApiWrites writes = (_, _, _) -> {};

  ApiFront(ClusterStore store, Kubelet kubelet, PodUsage usage) {
    this.store = store;
    this.patches = new PatchEndpoint(store);
    this.removal = new PodRemoval(store, kubelet, new DisruptionBudgets(store));
    this.logs = new LogEndpoint(kubelet);
    this.usage = new UsageEndpoint(store, usage);
    this.cadvisor = new CadvisorEndpoint(kubelet::workers);
  }

  void writes(ApiWrites seenBy) {
    writes = seenBy;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getPath().replaceFirst("\\?.*", "");
    Query query = Query.of(request.getPath());
    boolean isRead = request.method() == HttpMethod.GET || path.equals(REVIEW);
    if (isRead || query.get("dryRun").isPresent()) {
      return answered(request, path, query);
    }
    // A body can be read once.
    String text = request.getUtf8Body();
    Instant at = Instant.now();
    MockResponse response = answered(withBody(request, request.getHeaders(), text), path, query);
    Buffer body = response.getBody();
    writes.seen(
        new ApiWrites.Write(
            at, request.method().toString(), path, query.get("fieldManager").orElse(""), text),
        response.code(),
        body == null ? "" : new String(body.getBytes(), StandardCharsets.UTF_8));
    return response;
  }

  private MockResponse answered(RecordedRequest request, String path, Query query) {
    MockResponse response = answer(request, path, query);
    if (response.code() == 0) {
      response.setResponseCode(200);
    }
    return response.header("Content-Type") == null
        ? response.setHeader("Content-Type", "application/json")
        : response;
  }

  private MockResponse answer(RecordedRequest request, String path, Query query) {
    try {
      return special(request, path, query).orElseGet(() -> plain(request, path, query));
    } catch (ApiRefused e) {
      return e.answer();
    }
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
    if (request.method() == HttpMethod.POST && path.equals(REVIEW)) {
      return Optional.of(allowed(request));
    }
    if (reads && OlderAutoscalers.isAsked(path) && query.get("watch").isEmpty()) {
      String newer = OlderAutoscalers.newer(path);
      return Optional.of(
          OlderAutoscalers.older(
              plain(withPath(request, OlderAutoscalers.newer(request.getPath())), newer, query)));
    }
    var pod = POD.matcher(path);
    return reads && pod.matches() && "log".equals(pod.group(3))
        ? Optional.of(logs.answer(pod.group(1), query))
        : written(request, path, query);
  }

  /** Nobody is refused anything here; whoever wants rights has a real cluster. */
  private static MockResponse allowed(RecordedRequest request) {
    var review = (ObjectNode) Json.MAPPER.readTree(request.getUtf8Body());
    review.putObject("status").put("allowed", true).put("reason", "everybody may do all here");
    return new MockResponse().setResponseCode(201).setBody(review.toString());
  }

  private Optional<MockResponse> written(RecordedRequest request, String path, Query query) {
    if (PatchEndpoint.isScale(path) && request.method() != HttpMethod.PATCH) {
      return Optional.of(patches.scale(request, path, query));
    }
    boolean patches =
        request.method() == HttpMethod.PATCH
            && Patching.isKnown(Optional.ofNullable(request.getHeader("Content-Type")));
    if (patches && !path.endsWith("/status")) {
      return Optional.of(this.patches.patch(request, path, query));
    }
    var pod = POD.matcher(path);
    if (!pod.matches()) {
      return Optional.empty();
    }
    if (request.method() == HttpMethod.POST && "eviction".equals(pod.group(3))) {
      return Optional.of(removal.evict(pod.group(1), request, query));
    }
    return request.method() == HttpMethod.DELETE && pod.group(3) == null
        ? Optional.of(removal.delete(pod.group(1), request, query))
        : Optional.empty();
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

  /**
   * The store knows no server-side apply; for what the estate holds, a plain merge does the same.
   */
  private static RecordedRequest merged(RecordedRequest request) {
    String type = request.getHeader("Content-Type");
    if (request.method() != HttpMethod.PATCH || type == null || !type.contains("apply-patch")) {
      return request;
    }
    var headers =
        request.getHeaders().newBuilder().setHeader("Content-Type", "application/merge-patch+json");
    return withBody(request, headers.build(), request.getUtf8Body());
  }

  private static RecordedRequest withBody(RecordedRequest request, Headers headers, String body) {
    return new RecordedRequest(
        request.getHttpVersion(),
        request.method(),
        request.getPath(),
        headers,
        new Buffer(body.getBytes(StandardCharsets.UTF_8)));
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
