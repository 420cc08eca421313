package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.kubernetes.change.ChangeReader;
import io.fivewhys.collect.kubernetes.change.ChangesConfig;
import io.fivewhys.collect.kubernetes.change.VirtualService;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.ConfigChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes as they come from an API server through what is watched. */
@Timeout(120)
class ChangesThroughTheSourceTest {
  @TempDir Path directory;
  private final SettableClock clock = new SettableClock();
  private MockCluster cluster;
  private KubernetesClusters clusters;
  private KubernetesSource source;

  @BeforeEach
  void start() throws IOException {
    cluster = new MockCluster(directory);
    clock.advance(Duration.ofDays(1_000)); // what the mock server makes now was made long ago
    clusters = new KubernetesClusters(cluster.context(clock));
    begin();
  }

  private void begin() {
    var reader = new ChangeReader(ChangesConfig.defaults(), cluster.context(clock));
    source = new KubernetesSource(cluster.config(), clusters, List.of(reader));
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
    clusters.close();
    cluster.close();
  }

  private void put(String yaml) {
    HasMetadata object = ClusterJson.serialization().unmarshal(yaml);
    cluster.client().resource(object).inNamespace("shop").createOr(it -> it.update());
  }

  private <T extends HasMetadata> void put(Class<T> kind, String yaml) {
    T object = ClusterJson.serialization().unmarshal(yaml, kind);
    cluster
        .client()
        .resources(kind)
        .inNamespace("shop")
        .resource(object)
        .createOr(it -> it.update());
  }

  private Answer look() throws SourceFailed, InterruptedException {
    clock.advance(Duration.ofSeconds(30));
    return source.ask(new Look("api-gateway", "shop", clock.instant(), Duration.ofMinutes(10)));
  }

  private Answer lookUntil(Predicate<Answer> seen) throws Exception {
    Answer answer = look();
    Instant end = Instant.now().plusSeconds(20);
    while (!seen.test(answer) && Instant.now().isBefore(end)) {
      answer = look();
    }
    assertThat(answer).matches(seen);
    return answer;
  }

  private static List<ConfigChange> changes(Answer answer) {
    return answer.facts().stream()
        .filter(ConfigChange.class::isInstance)
        .map(ConfigChange.class::cast)
        .toList();
  }

  private void putConfigMap(String ledger) {
    put(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: env}
        data: {LEDGER_URL: "%s"}
        """
            .formatted(ledger));
  }

  private void putSecret(String password) {
    put(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: db}
        data: {PASSWORD: %s}
        """
            .formatted(password));
  }

  private void putRoutes(String timeout, String weight) {
    put(
        VirtualService.class,
        """
        apiVersion: networking.istio.io/v1beta1
        kind: VirtualService
        metadata: {name: orders}
        spec: {hosts: [orders], http: [{timeout: %s, route: [{destination: {host: orders.example.com}}]}]}
        """
            .formatted(timeout));
    put(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: orders}
        spec: {rules: [{matches: [{path: {type: PathPrefix, value: /orders}}], backendRefs: [{name: orders, namespace: elsewhere, port: 80, weight: %s}]}]}
        """
            .formatted(weight));
  }

  @Test
  void everyKindIsWatchedAndHeldAgainstWhatItWas() throws Exception {
    putConfigMap("http://a");
    putSecret("b25l");
    putRoutes("10s", "1");
    assertThat(look().facts()).isEmpty();
    putConfigMap("http://b");
    putSecret("dHdv");
    putRoutes("2s", "9");

    List<ConfigChange> changes = changes(lookUntil(it -> changes(it).size() == 4));
    assertThat(changes)
        .extracting(it -> it.object() + " " + it.keys() + " " + it.to().orElse("?"))
        .containsExactly(
            "ConfigMap/env [LEDGER_URL] http://b",
            "HTTPRoute/orders [spec.rules[/orders].backendRefs[elsewhere/orders].weight] 9",
            "Secret/db [PASSWORD] ?",
            "VirtualService/orders [spec.http[0].timeout] 2s");
  }

  @Test
  void aSecretThatWasChangedIsKnownByItsKeysAfterARestartOfTheReader() throws Exception {
    putSecret("b25l");
    look();
    putSecret("dHdv");
    begin();
    assertThat(changes(lookUntil(it -> !changes(it).isEmpty())))
        .singleElement()
        .satisfies(it -> assertThat(it.keys()).containsExactly("PASSWORD"));
    try (var files = Files.list(directory.resolve("changes"))) {
      for (Path each : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        assertThat(Files.readString(each)).contains("PASSWORD").doesNotContain("b25l", "dHdv");
      }
    }
  }

  @Test
  void withoutTheRightToSecretsTheOtherChangesAreToldAndTheRightIsNamed() throws Exception {
    putConfigMap("http://a");
    putSecret("b25l");
    cluster.forbid("/secrets");
    assertThat(blind(look(), "secrets"))
        .isEqualTo("may not list secrets in shop: grant get, list and watch");
    putConfigMap("http://b");
    Answer answer = lookUntil(it -> !changes(it).isEmpty());
    assertThat(changes(answer)).extracting(ConfigChange::object).containsExactly("ConfigMap/env");
    assertThat(answer.facts())
        .filteredOn(Blind.class::isInstance)
        .as("the other changes are known completely")
        .hasSize(1);

    cluster.behave("/secrets");
    Answer whole = lookUntil(Answer::isWhole);
    assertThat(changes(whole))
        .as("what was not seen before has not changed")
        .extracting(ConfigChange::object)
        .containsExactly("ConfigMap/env");
  }

  private static String blind(Answer answer, String subject) {
    return answer.facts().stream()
        .filter(Blind.class::isInstance)
        .map(Blind.class::cast)
        .filter(it -> it.source().equals("kubernetes") && it.subject().orElse("").equals(subject))
        .map(it -> it.reason().orElse(""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void secretsAreNotAskedForWhereTheyAreNotWanted() throws Exception {
    cluster.forbid("/secrets");
    ChangesConfig all = ChangesConfig.defaults();
    source.close();
    source =
        new KubernetesSource(
            cluster.config(),
            clusters,
            List.of(
                new ChangeReader(
                    new ChangesConfig(all.horizon(), all.maxObjects(), false, all.ignore()),
                    cluster.context(clock))));
    putConfigMap("http://a");
    assertThat(look().isWhole()).isTrue();
    putConfigMap("http://b");
    Answer answer = lookUntil(it -> !changes(it).isEmpty());
    assertThat(changes(answer)).extracting(ConfigChange::object).containsExactly("ConfigMap/env");
    assertThat(answer.isWhole()).isTrue();
  }

  @Test
  void aClusterWithoutMeshAndGatewayApiIsNotBlind() throws Exception {
    cluster.hide("/apis/networking.istio.io");
    cluster.hide("/apis/gateway.networking.k8s.io");
    Answer answer = look();
    assertThat(answer.facts()).isEmpty();
    assertThat(answer.notes()).contains("this cluster has no virtualservices.networking.istio.io");
  }
}
