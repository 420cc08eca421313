package io.fivewhys.act.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fivewhys.act.kubernetes.ClusterActuator;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/**
 * The cluster under test with two namespaces of its own: {@link #ours}, where the service acts with
 * a service account of its own, and {@link #theirs}, where kubectl does.
 */
final class TwinCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path kubeconfig;
  private final Path directory;
  private final KubernetesClient client;
  private final String prefix = "act-fivewhys-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<KubernetesClusters> opened = new ArrayList<>();

  private TwinCluster(Path kubeconfig, Path directory) {
    this.kubeconfig = kubeconfig;
    this.directory = directory;
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    for (String each : List.of(ours(), theirs())) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(each).endMetadata().build())
          .create();
    }
  }

  /** The one that {@code -Dkubeconfig} names, or the variable KUBECONFIG. */
  static TwinCluster open(Path directory) {
    String named = System.getProperty("kubeconfig");
    if (named != null && named.isBlank()) {
      throw new IllegalStateException("name the cluster: mvn verify -Pcluster -Dkubeconfig=FILE");
    }
    String file = named == null ? System.getenv("KUBECONFIG") : named;
    Assumptions.assumeTrue(file != null, "no cluster is named by -Dkubeconfig or KUBECONFIG");
    return new TwinCluster(Path.of(file).toAbsolutePath(), directory);
  }

  String ours() {
    return prefix + "-ours";
  }

  String theirs() {
    return prefix + "-theirs";
  }

  /** Makes this in both. */
  void create(String yaml) throws Exception {
    Path file = Files.writeString(Files.createTempFile(directory, "objects", ".yaml"), yaml);
    both("apply", "-f", file.toString());
  }

  void both(String... arguments) throws Exception {
    ourselves(arguments);
    kubectl(arguments);
  }

  /** By hand, in the place of the service. */
  String ourselves(String... arguments) throws Exception {
    return run(ours(), arguments);
  }

  /** With the twin. */
  String kubectl(String... arguments) throws Exception {
    return run(theirs(), arguments);
  }

  private String run(String namespace, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "-n", namespace));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  Subject subject(String kind, String name) {
    return Subject.of(kind, ours(), name);
  }

  /** An object of a path such as {@code /apis/apps/v1/namespaces/NAMESPACE/deployments/orders}. */
  JsonNode get(String namespace, String path) {
    try {
      return JSON.readTree(client.raw(path.replace("NAMESPACE", namespace), "GET", null));
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /** As it is in both once controllers are done with it. */
  void await(String path) {
    for (String namespace : List.of(ours(), theirs())) {
      eventually(() -> get(namespace, path), TwinCluster::isSettled);
    }
  }

  private static boolean isSettled(JsonNode it) {
    JsonNode status = it.path("status");
    if (status.path("observedGeneration").asLong() != it.at("/metadata/generation").asLong()) {
      return false;
    }
    if (it.path("kind").asText().equals("DaemonSet")) {
      int all = status.path("desiredNumberScheduled").asInt();
      return all > 0
          && status.path("updatedNumberScheduled").asInt() == all
          && status.path("numberReady").asInt() == all;
    }
    int all = it.at("/spec/replicas").asInt();
    return status.path("replicas").asInt() == all
        && status.path("updatedReplicas").asInt() == all
        && status.path("readyReplicas").asInt() == all;
  }

  /** Both are the same, field by field, but for what no two objects have in common. */
  void assertSame(String path) {
    assertThat(shown(ours(), path)).isEqualTo(shown(theirs(), path));
  }

  /** And all that a list has, by what {@code at} points at. */
  void assertSame(String path, String at) {
    assertThat(all(ours(), path, at)).isNotEmpty().isEqualTo(all(theirs(), path, at));
  }

  private Map<String, String> all(String namespace, String path, String at) {
    Map<String, String> all = new TreeMap<>();
    get(namespace, path)
        .path("items")
        .forEach(
            it -> {
              if (!it.at(at).isMissingNode()) {
                all.put(it.at(at).asText(), shown(namespace, it));
              }
            });
    return all;
  }

  private String shown(String namespace, String path) {
    return shown(namespace, get(namespace, path));
  }

  private static String shown(String namespace, JsonNode object) {
    ObjectNode copy = object.deepCopy();
    ObjectNode metadata = (ObjectNode) copy.get("metadata");
    metadata.remove(
        List.of("uid", "resourceVersion", "creationTimestamp", "managedFields", "selfLink"));
    if (metadata.path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(List.of("fivewhys.io/action", "fivewhys.io/fence"));
    }
    metadata.path("ownerReferences").forEach(it -> ((ObjectNode) it).put("uid", "UID"));
    for (JsonNode each : copy.at("/status/conditions")) {
      ((ObjectNode) each).remove(List.of("lastTransitionTime", "lastUpdateTime"));
    }
    return copy.toPrettyString()
        .replace(namespace, "NAMESPACE")
        .replaceAll("(\"kubectl.kubernetes.io/restartedAt\" : )\"[^\"]+\"", "$1\"TIME\"")
        .replaceAll(
            "(\"(?:controller-revision-hash|pod-template-hash|controller.kubernetes.io/hash)\" :"
                + " )\"[^\"]+\"",
            "$1\"HASH\"")
        .replaceAll("(ReplicaSet \\\\\"[a-z]+-)[a-z0-9]+", "$1HASH")
        .replaceAll(
            "(\"(?:name|currentRevision|updateRevision)\" : \"[a-z]+-)[a-z0-9]{6,10}\"",
            "$1HASH\"");
  }

  /** Acts in {@link #ours} with the rights that this role grants there, and no other. */
  Actuator actuator(String role) throws Exception {
    return actuator(role, ConfigRecording.NONE.versions());
  }

  /**
   * @param recorded what ConfigMaps held
   */
  Actuator actuator(String role, ConfigVersions recorded) throws Exception {
    String account = "mitigator-" + UUID.randomUUID().toString().substring(0, 8);
    ourselves("create", "serviceaccount", account);
    Path file =
        Files.writeString(directory.resolve(account + ".yaml"), role.replace("ACCOUNT", account));
    ourselves("apply", "-f", file.toString());
    String token =
        client
            .serviceAccounts()
            .inNamespace(ours())
            .withName(account)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    Path credentials =
        Files.writeString(
            directory.resolve(account + ".kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
            users: [{name: u, user: {token: "%s"}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """
                .formatted(client.getMasterUrl(), token));
    var clusters =
        new KubernetesClusters(
            new SourceContext(Clock.systemUTC(), Map.of(), Path.of("."), Path.of(".")));
    opened.add(clusters);
    return new ClusterActuator(config(credentials), ours(), clusters, Clock.systemUTC(), recorded);
  }

  /** With all rights. */
  KubernetesConfig config() {
    return config(kubeconfig);
  }

  private static KubernetesConfig config(Path credentials) {
    KubernetesConfig defaults = KubernetesConfig.defaults();
    return new KubernetesConfig(
        Optional.of(credentials),
        Optional.empty(),
        List.of(),
        defaults.gatewaySelector(),
        defaults.upstreamSelector(),
        Optional.empty(),
        // Long enough for the first look of a process on a busy machine.
        Duration.ofSeconds(50));
  }

  /** Asks until the answer is as it should be, or the patience is at its end. */
  static <T> T eventually(Callable<T> question, Predicate<T> good) {
    Instant end = Instant.now().plus(PATIENCE);
    T answer = null;
    while (Instant.now().isBefore(end)) {
      try {
        answer = question.call();
        if (good.test(answer)) {
          return answer;
        }
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } catch (Exception e) {
        throw new IllegalStateException("asking the cluster", e);
      }
    }
    throw new AssertionError("not so within " + PATIENCE + "; at last: " + answer);
  }

  @Override
  public void close() {
    opened.forEach(KubernetesClusters::close);
    client.namespaces().withName(ours()).delete();
    client.namespaces().withName(theirs()).delete();
    client.close();
  }
}
