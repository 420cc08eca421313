package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A namespace of one's own in the cluster that {@code -Dkubeconfig} names; gone when closed. */
public final class RealCluster implements AutoCloseable {
  private final Path kubeconfig;
  private final KubernetesClient client;
  private final String namespace;
  private final KubernetesClusters clusters;
  private final SourceContext context;
  private KubernetesSource source;

  public RealCluster(Path data) {
    String file = System.getProperty("kubeconfig");
    assumeTrue(file != null, "no cluster: -Dkubeconfig names none");
    kubeconfig = Path.of(file).toAbsolutePath();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    namespace = "chg-" + Long.toString(System.nanoTime(), 36);
    context = new SourceContext(Clock.systemUTC(), Map.of(), data, data);
    clusters = new KubernetesClusters(context);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  public SourceContext context() {
    return context;
  }

  public KubernetesClient client() {
    return client;
  }

  public String namespace() {
    return namespace;
  }

  /** Looks with these readers from now on. */
  public RealCluster with(ClusterReader... readers) {
    return with(kubeconfig, readers);
  }

  public RealCluster with(Path credentials, ClusterReader... readers) {
    KubernetesConfig defaults = KubernetesConfig.defaults();
    source =
        new KubernetesSource(
            new KubernetesConfig(
                Optional.of(credentials),
                Optional.empty(),
                List.of(namespace),
                defaults.gatewaySelector(),
                defaults.upstreamSelector(),
                Optional.empty(),
                Duration.ofSeconds(20)),
            clusters,
            List.of(readers));
    return this;
  }

  public Answer look() throws Exception {
    return source.ask(new Look("api-gateway", namespace, Instant.now(), Duration.ofMinutes(5)));
  }

  /** Looks until something is seen, since watches need a moment to hear of it. */
  public Answer lookUntil(Predicate<Answer> seen) throws Exception {
    Answer answer = look();
    for (int i = 0; i < 100 && !seen.test(answer); i++) {
      Thread.sleep(200);
      answer = look();
    }
    if (!seen.test(answer)) {
      fail("never seen; the last answer was " + answer);
    }
    return answer;
  }

  public void await(String what, Supplier<Boolean> there) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (there.get()) {
        return;
      }
      Thread.sleep(200);
    }
    fail("never came about: " + what);
  }

  public RealCluster apply(String yaml) {
    for (String each : yaml.split("(?m)^---$")) {
      HasMetadata object = client.getKubernetesSerialization().unmarshal("---\n" + each);
      client.resource(object).inNamespace(namespace).createOr(NonDeletingOperation::update);
    }
    return this;
  }

  /** A kubeconfig with the rights of a service account of the namespace. */
  public Path kubeconfigOf(String account, Path directory) throws IOException {
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(account)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
        users: [{name: test, user: {token: "%s"}}]
        """
            .formatted(client.getMasterUrl(), namespace, token);
    return Files.writeString(directory.resolve(account + ".kubeconfig"), text);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
    clusters.close();
    client.namespaces().withName(namespace).delete();
    client.close();
  }
}
