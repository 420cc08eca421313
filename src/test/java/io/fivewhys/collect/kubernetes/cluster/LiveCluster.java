package io.fivewhys.collect.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import io.fivewhys.collect.kubernetes.KubernetesSource;
import io.fivewhys.collect.kubernetes.read.StandardReaders;
import io.fivewhys.fact.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/** The cluster under test, a namespace of its own in it, and the source that looks at it. */
final class LiveCluster implements AutoCloseable {
  /**
   * What was seen, and what the API said at the same time.
   *
   * @param objects by path and name
   */
  record Steady(Answer answer, Map<String, Map<String, JsonNode>> objects) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path kubeconfig;
  private final KubernetesClient client;
  private final String namespace;
  private final boolean simulated;
  private final List<AutoCloseable> opened = new ArrayList<>();

  private LiveCluster(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    this.namespace = "k8s-fivewhys-" + UUID.randomUUID().toString().substring(0, 8);
    this.simulated =
        client.nodes().list().getItems().stream()
            .anyMatch(it -> "simulated".equals(it.getStatus().getNodeInfo().getKubeletVersion()));
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  /** The one that {@code -Dkubeconfig} names, or the variable KUBECONFIG. */
  static LiveCluster open() {
    String named = System.getProperty("kubeconfig");
    if (named != null && named.isBlank()) {
      throw new IllegalStateException("name the cluster: mvn verify -Pcluster -Dkubeconfig=FILE");
    }
    String file = named == null ? System.getenv("KUBECONFIG") : named;
    Assumptions.assumeTrue(file != null, "no cluster is named by -Dkubeconfig or KUBECONFIG");
    var cluster = new LiveCluster(Path.of(file).toAbsolutePath());
    cluster.eventually(
        () ->
            cluster
                    .client
                    .serviceAccounts()
                    .inNamespace(cluster.namespace)
                    .withName("default")
                    .get()
                != null,
        it -> it);
    return cluster;
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  /** Whether pods do what their annotations say, in the place of real containers. */
  boolean isSimulated() {
    return simulated;
  }

  /** Makes this in the namespace. */
  void create(String yaml) {
    for (String document : yaml.split("(?m)^---$")) {
      client
          .load(
              new java.io.ByteArrayInputStream(
                  document.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
          .inNamespace(namespace)
          .create();
    }
  }

  /** Puts this in the namespace, in the place of what is there of the same name. */
  void put(String yaml) {
    for (String document : yaml.split("(?m)^---$")) {
      HasMetadata object = client.getKubernetesSerialization().unmarshal(document);
      client.resource(object).inNamespace(namespace).createOr(NonDeletingOperation::update);
    }
  }

  /** A kubeconfig with the rights of a service account of the namespace. */
  Path kubeconfigOf(String account, Path directory) throws IOException {
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(account)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    return Files.writeString(
        directory.resolve(account + ".kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(server(), token));
  }

  /** What the API says itself, as {@code kubectl get -o json} shows it. */
  JsonNode get(String path) {
    try {
      return JSON.readTree(client.raw(path.replace("NAMESPACE", namespace)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /** Objects of a list, by their names. */
  Map<String, JsonNode> list(String path) {
    Map<String, JsonNode> named = new TreeMap<>();
    get(path).path("items").forEach(it -> named.put(it.at("/metadata/name").asText(), it));
    return named;
  }

  /** Whether the cluster has this, a path of its API. */
  boolean has(String path) {
    try {
      return client.raw(path.replace("NAMESPACE", namespace)) != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  /** A source that looks at the namespace with the credentials of the suite. */
  Observer observer() {
    return observer(kubeconfig, List.of());
  }

  /** A source of these readers alone. */
  Observer observer(ClusterReader... readers) {
    return observer(kubeconfig, List.of(), List.of(readers));
  }

  /** A source that looks at these namespaces, or at the suite's, with other credentials. */
  Observer observer(Path credentials, List<String> namespaces) {
    return observer(credentials, namespaces, StandardReaders.ofOneGateway());
  }

  Observer observer(Path credentials, List<String> namespaces, List<ClusterReader> readers) {
    var observer = new Observer(credentials, namespaces, readers);
    opened.add(observer);
    return observer;
  }

  String server() {
    return client.getMasterUrl().toString();
  }

  /** Asks until the answer is as it should be, or the patience is at its end. */
  <T> T eventually(Callable<T> question, Predicate<T> good) {
    Instant end = Instant.now().plus(PATIENCE);
    T answer = null;
    while (Instant.now().isBefore(end)) {
      try {
        answer = question.call();
        if (good.test(answer)) {
          return answer;
        }
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } catch (Exception e) {
        throw new IllegalStateException("asking the cluster", e);
      }
    }
    throw new AssertionError("not so within " + PATIENCE + "; at last: " + answer);
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IOException("what a test opened cannot be closed", e);
      }
    }
    client.namespaces().withName(namespace).delete();
    client.close();
  }

  /** Looks through the source. */
  final class Observer implements AutoCloseable {
    private final KubernetesClusters clusters;
    private final KubernetesSource source;

    private Observer(Path credentials, List<String> namespaces, List<ClusterReader> readers) {
      var context = new SourceContext(Clock.systemUTC(), Map.of(), Path.of("."), Path.of("."));
      KubernetesConfig defaults = KubernetesConfig.defaults();
      clusters = new KubernetesClusters(context);
      source =
          new KubernetesSource(
              new KubernetesConfig(
                  Optional.of(credentials),
                  Optional.empty(),
                  namespaces,
                  defaults.gatewaySelector(),
                  defaults.upstreamSelector(),
                  Optional.of("tier=data"),
                  Duration.ofSeconds(30)),
              clusters,
              readers);
    }

    Answer ask() throws SourceFailed, InterruptedException {
      return source.ask(new Look("api-gateway", namespace, Instant.now(), Duration.ofMinutes(10)));
    }

    /** Looks, while the API says the same of these paths before and after. */
    Steady askWhileSteady(String... paths) throws Exception {
      return eventually(
              () -> {
                Map<String, Map<String, JsonNode>> before = all(paths);
                // Whoever watches hears of a change a moment after whoever asks.
                Thread.sleep(300);
                Answer answer = ask();
                return all(paths).equals(before)
                    ? Optional.of(new Steady(answer, before))
                    : Optional.<Steady>empty();
              },
              Optional::isPresent)
          .orElseThrow();
    }

    private Map<String, Map<String, JsonNode>> all(String... paths) {
      Map<String, Map<String, JsonNode>> all = new TreeMap<>();
      for (String path : paths) {
        all.put(path, list(path));
      }
      return all;
    }

    @Override
    public void close() {
      source.close();
      clusters.close();
    }
  }

  /** Facts of one kind. */
  static <T extends Fact> List<T> facts(Answer answer, Class<T> kind) {
    return answer.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The one fact of the kind that is meant. */
  static <T extends Fact> T fact(Answer answer, Class<T> kind, Predicate<T> meant) {
    List<T> found = facts(answer, kind).stream().filter(meant).toList();
    assertThat(found).as("%s in %s", kind.getSimpleName(), facts(answer, kind)).hasSize(1);
    return found.getFirst();
  }

  /** A Deployment of one container, which is an upstream of the gateway. */
  String deployment(String name, int replicas, String podAnnotations, String container) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, labels: {app: %1$s, tier: backend}}
    spec:
      replicas: %2$d
      progressDeadlineSeconds: 600
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s, tier: backend}, annotations: {%3$s}}
        spec:
          terminationGracePeriodSeconds: 1
          containers: [{name: %1$s, %4$s}]
    """
        .formatted(name, replicas, podAnnotations, container);
  }
}
