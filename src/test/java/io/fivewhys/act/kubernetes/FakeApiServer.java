package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * An API server that reads, patches, evicts and deletes objects as the real one does, preconditions
 * and dry runs included, and misbehaves when told to.
 */
final class FakeApiServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Objects by their paths. */
  private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();

  /** Rights that are missing, as {@code create pods/eviction}. */
  final List<String> denied = new ArrayList<>();

  /** All that changed something, as {@code POST /api/v1/...}. */
  final List<String> writes = new ArrayList<>();

  /** Bodies of the patches among them. */
  final List<String> patches = new ArrayList<>();

  /** What is said of every dry run; empty: it passes. */
  Optional<String> dryRunRefusal = Optional.empty();

  /** Every connection breaks. */
  volatile boolean away;

  /** What the disruption budgets say of each pod; empty: nothing. */
  Optional<String> budget = Optional.empty();

  /** The version of the Eviction API that it has. */
  String eviction = "v1beta1";

  private final Map<String, Fault> faults = new HashMap<>();
  private final HttpServer server;
  private final KubernetesClusters clusters;
  private final KubernetesConfig config;
  private long version = 100;

  /**
   * @param status that the next such call is answered with; 0: the connection breaks
   * @param before what happens before
   * @param done whether it is done nevertheless
   */
  private record Fault(int status, Consumer<FakeApiServer> before, boolean done) {}

  private record Answered(int status, JsonNode body) {}

  FakeApiServer(Path directory) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: t, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: t, context: {cluster: t, user: u}}]
            current-context: t
            """
                .formatted(server.getAddress().getPort()));
    clusters =
        new KubernetesClusters(
            new SourceContext(Clock.systemUTC(), Map.of(), directory, directory));
    config =
        new KubernetesConfig(
            Optional.of(kubeconfig),
            Optional.empty(),
            List.of(),
            "app=gateway",
            "all",
            Optional.empty(),
            Duration.ofSeconds(10));
  }

  KubernetesClusters clusters() {
    return clusters;
  }

  KubernetesConfig config() {
    return config;
  }

  /** For a gateway that looks at these namespaces. */
  KubernetesConfig config(String... namespaces) {
    return new KubernetesConfig(
        config.kubeconfig(),
        config.context(),
        List.of(namespaces),
        config.gatewaySelector(),
        config.upstreamSelector(),
        config.dependencySelector(),
        config.deadline());
  }

  /** As if it were new. */
  void clear() {
    objects.clear();
    denied.clear();
    writes.clear();
    patches.clear();
    faults.clear();
    dryRunRefusal = Optional.empty();
    away = false;
  }

  /** Puts this there, with a uid that no other has, and tells what is there then. */
  ClusterObject put(ObjectKind kind, String name, String yaml) {
    try {
      return put(kind, name, (ObjectNode) YAML.readTree(yaml));
    } catch (IOException e) {
      throw new IllegalStateException(yaml, e);
    }
  }

  private ClusterObject put(ObjectKind kind, String name, ObjectNode object) throws IOException {
    ObjectNode metadata = object.withObject("metadata");
    metadata.put("name", name).put("uid", UUID.randomUUID().toString());
    if (kind.group().equals("apps") && !metadata.has("generation")) {
      metadata.put("generation", 1);
    }
    with(kind, object.toString());
    return get(kind, name);
  }

  ClusterObject get(ObjectKind kind, String name) {
    ObjectNode object = object(kind, name).orElseThrow();
    return new ClusterObject(new ObjectName(kind, "shop", name), object.deepCopy());
  }

  /** Puts this there, as YAML, in the namespace shop; another one of the same name is no more. */
  FakeApiServer with(ObjectKind kind, String yaml) throws IOException {
    ObjectNode object = (ObjectNode) YAML.readTree(yaml);
    ObjectNode metadata = object.withObject("metadata");
    metadata.put("namespace", "shop");
    if (!metadata.has("uid")) {
      metadata.put("uid", kind.toString().toLowerCase() + "-" + metadata.get("name").asText());
    }
    touch(object);
    objects.put(kind.path("shop") + "/" + metadata.get("name").asText(), object);
    return this;
  }

  private synchronized void touch(ObjectNode object) {
    object.withObject("metadata").put("resourceVersion", Long.toString(version++));
  }

  Optional<ObjectNode> object(ObjectKind kind, String name) {
    return Optional.ofNullable(objects.get(kind.path("shop") + "/" + name));
  }

  /** Its status is written, as the kubelet does. */
  void touch(ObjectKind kind, String name) {
    touch(object(kind, name).orElseThrow());
  }

  void remove(ObjectKind kind, String name) {
    objects.remove(kind.path("shop") + "/" + name);
  }

  /**
   * The next call of this method on a path that ends so, and is no dry run, is answered with this
   * status and not done.
   */
  void failNext(String method, String path, int status) {
    faults.put(method + " " + path, new Fault(status, _ -> {}, false));
  }

  /** The next such call is done, and its connection breaks before the answer. */
  void loseAnswerOfNext(String method, String path) {
    faults.put(method + " " + path, new Fault(0, _ -> {}, true));
  }

  /** The next such call is lost on its way. */
  void loseNext(String method, String path) {
    faults.put(method + " " + path, new Fault(0, _ -> {}, false));
  }

  /** The next such call is done, and answered with this status nevertheless. */
  void failAfterNext(String method, String path, int status) {
    faults.put(method + " " + path, new Fault(status, _ -> {}, true));
  }

  /** Before the next such call this happens. */
  void beforeNext(String method, String path, Consumer<FakeApiServer> what) {
    faults.put(method + " " + path, new Fault(-1, what, true));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    // As the real one: options of a DELETE are read from its body, where there is one.
    boolean dryRun =
        exchange.getRequestMethod().equals("DELETE")
            ? body.contains("\"dryRun\":[\"All\"]")
            : query.contains("dryRun=All");
    Optional<Fault> fault =
        dryRun ? Optional.empty() : fault(exchange.getRequestMethod() + " " + path);
    fault.ifPresent(it -> it.before().accept(this));
    if (away) {
      exchange.close();
      return;
    }
    Answered answer =
        fault.filter(it -> !it.done()).isPresent()
            ? status(fault.get().status(), "as the test wants it", null)
            : answer(exchange.getRequestMethod(), path, body, dryRun);
    if (fault.filter(it -> it.done() && it.status() > 0).isPresent()) {
      answer = status(fault.get().status(), "as the test wants it", null);
    }
    if (fault.filter(it -> it.status() == 0).isPresent()) {
      // No answer at all.
      exchange.close();
      return;
    }
    byte[] bytes = JSON.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Optional<Fault> fault(String call) {
    Optional<String> key =
        faults.keySet().stream()
            .filter(it -> call.startsWith(it.split(" ")[0]) && call.endsWith(it.split(" ")[1]))
            .findFirst();
    return key.map(faults::remove);
  }

  private Answered answer(String method, String path, String body, boolean dryRun)
      throws IOException {
    if (path.equals("/api/v1")) {
      return new Answered(
          200,
          JSON.readTree(
              "{\"resources\":[{\"name\":\"pods\"},{\"name\":\"pods/eviction\",\"group\":\"policy\",\"version\":\""
                  + eviction
                  + "\"}]}"));
    }
    if (path.endsWith("/selfsubjectaccessreviews")) {
      return review(body);
    }
    String of = path.replaceFirst("/eviction$", "");
    ObjectNode object = objects.get(of);
    if (object == null && method.equals("GET") && path.matches(".*/namespaces/[^/]+/[^/]+")) {
      return new Answered(200, list(path));
    }
    if (object == null) {
      return status(404, of + " not found", null);
    }
    if (dryRun && dryRunRefusal.isPresent()) {
      return status(422, dryRunRefusal.get(), null);
    }
    if (!dryRun && !method.equals("GET")) {
      writes.add(method + " " + path);
    }
    return switch (method) {
      case "GET" -> new Answered(200, object);
      case "PATCH" -> patched(of, object, JSON.readTree(body), dryRun);
      case "POST" -> evicted(of, object, JSON.readTree(body), dryRun);
      case "DELETE" -> deleted(of, object, JSON.readTree(body), dryRun);
      default -> status(405, method, null);
    };
  }

  private Answered review(String body) throws IOException {
    ObjectNode review = (ObjectNode) JSON.readTree(body);
    JsonNode asked = review.at("/spec/resourceAttributes");
    String sub = asked.path("subresource").asText("");
    String right =
        asked.path("verb").asText()
            + " "
            + asked.path("resource").asText()
            + (sub.isEmpty() ? "" : "/" + sub);
    review.putObject("status").put("allowed", !denied.contains(right));
    return new Answered(201, review);
  }

  private ObjectNode list(String path) {
    ObjectNode list = JSON.createObjectNode();
    var items = list.put("kind", "List").putArray("items");
    all()
        .forEach(
            (key, object) -> {
              if (key.substring(0, key.lastIndexOf('/')).equals(path)) {
                items.add(object);
              }
            });
    return list;
  }

  private synchronized Answered patched(
      String path, ObjectNode object, JsonNode patch, boolean dryRun) {
    ObjectNode after = object.deepCopy();
    if (patch.isArray()) {
      patch.forEach(each -> operate(after, each));
    } else {
      merge(after, patch);
    }
    if (!version(after).equals(version(object))) {
      return status(409, "the object has been modified", null);
    }
    if (!dryRun) {
      if (!after.path("spec").equals(object.path("spec"))) {
        long generation = object.at("/metadata/generation").asLong();
        after.withObject("metadata").put("generation", generation + 1);
      }
      touch(after);
      objects.put(path, after);
      patches.add(patch.toString());
    }
    return new Answered(200, after);
  }

  /** RFC 6902, as far as it is used: a member of an object gets a value. */
  private static void operate(ObjectNode target, JsonNode operation) {
    String pointer = operation.path("path").asText();
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) target.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), operation.get("value"));
  }

  /** RFC 7396, and what a strategic patch adds to that for an object as a whole. */
  private static void merge(ObjectNode target, JsonNode patch) {
    patch
        .properties()
        .forEach(
            each -> {
              if (each.getValue().isNull()) {
                target.remove(each.getKey());
              } else if (each.getValue().path("$patch").asText().equals("replace")) {
                ObjectNode whole = each.getValue().deepCopy();
                target.set(each.getKey(), whole.without("$patch"));
              } else if (each.getValue().isObject()) {
                merge(target.withObjectProperty(each.getKey()), each.getValue());
              } else {
                target.set(each.getKey(), each.getValue());
              }
            });
  }

  private Answered evicted(String path, ObjectNode object, JsonNode body, boolean dryRun) {
    if (!body.path("apiVersion").asText().equals("policy/" + eviction)) {
      return status(400, "no kind Eviction is registered for that version", null);
    }
    return budget.isPresent()
        ? status(429, "Cannot evict pod", budget.get())
        : deleted(path, object, body.path("deleteOptions"), dryRun);
  }

  private synchronized Answered deleted(
      String path, ObjectNode object, JsonNode options, boolean dryRun) {
    JsonNode wanted = options.path("preconditions");
    if (!wanted.path("uid").asText().equals(object.at("/metadata/uid").asText())
        || !wanted.path("resourceVersion").asText().equals(version(object))) {
      return status(409, "the precondition does not match", null);
    }
    if (!dryRun) {
      objects.remove(path);
    }
    return new Answered(201, status(201, "", null).body());
  }

  private static String version(ObjectNode object) {
    return object.at("/metadata/resourceVersion").asText();
  }

  private static Answered status(int code, String message, String budget) {
    ObjectNode body = JSON.createObjectNode();
    body.put("kind", "Status").put("apiVersion", "v1").put("code", code).put("message", message);
    body.put("status", code < 300 ? "Success" : "Failure");
    if (budget != null) {
      body.putObject("details")
          .putArray("causes")
          .addObject()
          .put("reason", "DisruptionBudget")
          .put("message", budget);
    }
    return new Answered(code, body);
  }

  /** What objects there are. */
  Map<String, JsonNode> all() {
    return new TreeMap<>(objects);
  }

  @Override
  public void close() {
    clusters.close();
    server.stop(0);
  }
}
