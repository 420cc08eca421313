package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import io.fivewhys.collect.SourceContext;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** An API server that keeps what it is given, behind a link, and misbehaves when told to. */
final class MockCluster implements AutoCloseable {
  private static final String NO_RIGHT =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Forbidden\",\"code\":403,\"message\":\"forbidden"
          + " by the test\"}";

  private static final String EXPIRED =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410,\"message\":\"too"
          + " old resource version\"}";

  private final Map<String, Rule> rules = new ConcurrentHashMap<>();
  private final KubernetesMockServer server;
  private final Link link;
  private final Path directory;
  private final KubernetesClient client;

  private record Rule(Predicate<RecordedRequest> about, MockResponse answer) {}

  MockCluster(Path directory) throws IOException {
    this.directory = directory;
    this.server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Ruled(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    this.link = new Link(server.getPort());
    this.client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl(server.url("/"))
                    // The server answers late while it tells watchers that are cut off.
                    .withRequestTimeout(60_000)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    Files.writeString(kubeconfig(), kubeconfig("http://127.0.0.1:" + link.port(), "token"));
  }

  private final class Ruled extends Dispatcher {
    private final KubernetesCrudDispatcher kept = new KubernetesCrudDispatcher();

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      boolean own = request.getHeader("Authorization") == null;
      for (Rule rule : rules.values()) {
        if (!own && rule.about().test(request)) {
          return rule.answer();
        }
      }
      return kept.dispatch(request);
    }
  }

  /** Works on the objects, whatever the rules and the link are. */
  KubernetesClient client() {
    return client;
  }

  Link link() {
    return link;
  }

  Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  static String kubeconfig(String server, String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: test, cluster: {server: "%s"}}]
    users: [{name: somebody, user: {token: %s}}]
    contexts: [{name: test, context: {cluster: test, user: somebody}}]
    current-context: test
    """
        .formatted(server, token);
  }

  /** Lists and watches of these, such as {@code /pods}, are refused. */
  void forbid(String path) {
    rules.put(path, new Rule(it -> isAbout(it, path), status(403).setBody(NO_RIGHT)));
  }

  void forbidWatching(String path) {
    rules.put(
        path,
        new Rule(
            it -> isAbout(it, path) && it.getPath().contains("watch=true"),
            status(403).setBody(NO_RIGHT)));
  }

  void answer(String path, int status, String body) {
    rules.put(path, new Rule(it -> isAbout(it, path), status(status).setBody(body)));
  }

  /** The next watch of these is refused as too old, in the answer to the request itself. */
  void expireNextWatch(String path) {
    once(path, status(410).setBody(EXPIRED));
  }

  /** The next watch of these begins well and then says that it is too old. */
  void expireNextWatchLater(String path) {
    once(
        path,
        new MockResponse()
            .withWebSocketUpgrade(
                new WebSocketListener() {
                  @Override
                  public void onOpen(WebSocket socket, Response response) {
                    socket.send("{\"type\":\"ERROR\",\"object\":" + EXPIRED + "}");
                  }
                }));
  }

  private void once(String path, MockResponse answer) {
    var left = new AtomicInteger(1);
    rules.put(
        path,
        new Rule(
            it ->
                isAbout(it, path)
                    && it.getPath().contains("watch=true")
                    && left.getAndDecrement() > 0,
            answer));
  }

  /** This version of an API is not there, such as {@code /apis/discovery.k8s.io/v1/}. */
  void hide(String path) {
    rules.put(
        path,
        new Rule(it -> it.getPath().startsWith(path), status(404).setBody("404 page not found")));
  }

  void behave(String path) {
    rules.remove(path);
  }

  private static boolean isAbout(RecordedRequest request, String path) {
    return request.getPath().replaceFirst("\\?.*", "").endsWith(path);
  }

  private static MockResponse status(int code) {
    return new MockResponse().setResponseCode(code);
  }

  SourceContext context(Clock clock) {
    return new SourceContext(clock, Map.of(), directory, directory);
  }

  KubernetesConfig config(String... namespaces) {
    KubernetesConfig defaults = KubernetesConfig.defaults();
    return new KubernetesConfig(
        Optional.of(kubeconfig()),
        Optional.empty(),
        List.of(namespaces),
        defaults.gatewaySelector(),
        LabelQuery.EVERYTHING,
        defaults.dependencySelector(),
        // Long enough for the first look of a process on a busy machine.
        Duration.ofSeconds(50));
  }

  @Override
  public void close() throws IOException {
    client.close();
    link.close();
    // Waits up to ten seconds for peers that are gone, and complains when it did; nobody needs to.
    Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {}).start(server::destroy);
  }
}
