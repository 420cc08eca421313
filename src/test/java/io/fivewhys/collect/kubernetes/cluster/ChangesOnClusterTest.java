package io.fivewhys.collect.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.kubernetes.change.ChangeReader;
import io.fivewhys.collect.kubernetes.change.ChangesConfig;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.ConfigChange.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of changes, held against what the cluster itself says. */
@Tag("cluster")
@Timeout(180)
class ChangesOnClusterTest {
  private static final String SHOP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: orders-env}
      data: {LEDGER_URL: "http://ledger:8080", LOG_LEVEL: info}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: orders-db}
      stringData: {DB_USER: orders, DB_PASSWORD: first-password}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: orders, labels: {tier: backend}}
      spec:
        replicas: 1
        selector: {matchLabels: {app: orders}}
        template:
          metadata: {labels: {app: orders}}
          spec:
            containers:
              - name: orders
                image: "registry.k8s.io/pause:3.9"
                ports: [{name: web, containerPort: 8080}]
                envFrom: [{configMapRef: {name: orders-env}}]
                env: [{name: P, valueFrom: {secretKeyRef: {name: orders-db, key: DB_PASSWORD}}}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: orders}
      spec: {selector: {app: orders}, ports: [{name: http, port: 80, targetPort: web}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop}
      spec:
        rules:
          - http: {paths: [{path: /orders, pathType: Prefix, backend: {service: {name: orders, port: {name: http}}}}]}
      """;

  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: shut}
      spec:
        podSelector: {matchLabels: {app: orders}}
        policyTypes: [Ingress]
        ingress: [{from: [{podSelector: {matchLabels: {app: %s}}}]}]
      """;

  @TempDir Path data;
  private LiveCluster cluster;
  private LiveCluster.Observer observer;

  @BeforeEach
  void aShopThatHasJustBeenInstalled() {
    cluster = LiveCluster.open();
    cluster.create(SHOP);
    cluster.create(POLICY.formatted("api-gateway"));
    observe();
    cluster.eventually(
        () -> cluster.list("/api/v1/namespaces/NAMESPACE/pods").values().toString(),
        it -> it.contains("Running"));
  }

  /** Another process would do the same. */
  private void observe() {
    var context = new SourceContext(Clock.systemUTC(), Map.of(), data, data);
    observer = cluster.observer(new ChangeReader(ChangesConfig.defaults(), context));
  }

  private Answer lookUntil(Predicate<Answer> seen) {
    return cluster.eventually(observer::ask, seen);
  }

  @AfterEach
  void cleanUp() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static List<ConfigChange> changes(Answer answer) {
    return answer.facts().stream()
        .filter(ConfigChange.class::isInstance)
        .map(ConfigChange.class::cast)
        .toList();
  }

  private ConfigChange change(String object, Action action) throws Exception {
    return changes(
            lookUntil(
                answer ->
                    changes(answer).stream()
                        .anyMatch(
                            it ->
                                it.object().equals(object)
                                    && it.action().equals(Optional.of(action)))))
        .stream()
        .filter(it -> it.object().equals(object) && it.action().equals(Optional.of(action)))
        .findFirst()
        .orElseThrow();
  }

  /** The newest time at which anybody wrote what it holds, as the cluster says. */
  private static Instant lastWritten(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .map(it -> Instant.parse(it.getTime()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void anInstallationIsNoChangeAndNothingOfItIsBlind() throws Exception {
    Answer answer = lookUntil(it -> it.facts().stream().noneMatch(Blind.class::isInstance));
    assertThat(changes(answer)).isEmpty();
  }

  @Test
  void editedKeysAreToldWithTheTimeThatTheClusterSays() throws Exception {
    lookUntil(Answer::isWhole);
    var edited =
        cluster
            .client()
            .configMaps()
            .inNamespace(cluster.namespace())
            .withName("orders-env")
            .edit(
                it ->
                    new ConfigMapBuilder(it)
                        .addToData("LEDGER_URL", "http://ledger.staging:8080")
                        .removeFromData("LOG_LEVEL")
                        .build());

    ConfigChange told = change("ConfigMap/orders-env", Action.UPDATED);
    assertThat(told.keys()).containsExactly("LEDGER_URL", "LOG_LEVEL");
    assertThat(told.from()).contains("LEDGER_URL=http://ledger:8080, LOG_LEVEL=info");
    assertThat(told.to()).contains("LEDGER_URL=http://ledger.staging:8080");
    assertThat(told.at()).contains(lastWritten(edited));
    assertThat(told.namespace()).contains(cluster.namespace());
    assertThat(told.affects()).containsExactly("orders");
  }

  @Test
  void aSecretIsToldByItsKeysAndItsValueIsNowhere() throws Exception {
    lookUntil(Answer::isWhole);
    var edited =
        cluster
            .client()
            .secrets()
            .inNamespace(cluster.namespace())
            .withName("orders-db")
            .edit(
                it ->
                    new SecretBuilder(it).addToData("DB_PASSWORD", "c2Vjb25kLXBhc3N3b3Jk").build());

    ConfigChange told = change("Secret/orders-db", Action.UPDATED);
    assertThat(told.keys()).containsExactly("DB_PASSWORD");
    assertThat(told.at()).contains(lastWritten(edited));
    assertThat(told.affects()).containsExactly("orders");
    assertThat(told.from()).isEmpty();
    assertThat(told.to()).isEmpty();
    try (var files = Files.walk(data)) {
      for (Path each : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        assertThat(Files.readString(each))
            .contains("DB_PASSWORD")
            .doesNotContain("first-password", "second-password", "c2Vjb25k", "Zmlyc3Q");
      }
    }
  }

  @Test
  void whatIsDeletedIsToldWithWhoCannotStartWithoutIt() throws Exception {
    lookUntil(Answer::isWhole);
    Instant before = Instant.now();
    cluster.client().configMaps().inNamespace(cluster.namespace()).withName("orders-env").delete();

    ConfigChange told = change("ConfigMap/orders-env", Action.DELETED);
    assertThat(told.problem()).contains("not found, and orders cannot start without it");
    assertThat(told.at())
        .hasValueSatisfying(
            it -> assertThat(Duration.between(before, it)).isLessThan(Duration.ofSeconds(30)));
  }

  @Test
  void aServiceThatSelectsNothingAndAnIngressToNobodyArePlainlyWrong() throws Exception {
    lookUntil(Answer::isWhole);
    cluster
        .client()
        .services()
        .inNamespace(cluster.namespace())
        .withName("orders")
        .edit(
            it ->
                new ServiceBuilder(it)
                    .editSpec()
                    .addToSelector("track", "stable")
                    .endSpec()
                    .build());
    ConfigChange service = change("Service/orders", Action.UPDATED);
    assertThat(service.keys()).containsExactly("spec.selector.track");
    assertThat(service.problem())
        .hasValueSatisfying(
            it -> assertThat(it).contains("app=orders,track=stable matches no pod"));
    assertThat(
            cluster
                .client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", "orders")
                .withLabel("track", "stable")
                .list()
                .getItems())
        .isEmpty();

    cluster.put(
        SHOP.substring(SHOP.lastIndexOf("---") + 4)
            .replace("name: orders, port", "name: order, port"));
    ConfigChange ingress = change("Ingress/shop", Action.UPDATED);
    assertThat(ingress.keys()).containsExactly("spec.rules[/orders].backend.service.name");
    assertThat(ingress.from()).contains("orders");
    assertThat(ingress.to()).contains("order");
    assertThat(ingress.problem()).contains("backend Service order of /orders not found");
    assertThat(ingress.affects()).containsExactly("api-gateway", "order", "orders");
  }

  @Test
  void aPolicyIsToldForThePodsThatItConcerns() throws Exception {
    lookUntil(Answer::isWhole);
    cluster.put(POLICY.formatted("web"));
    ConfigChange told = change("NetworkPolicy/shut", Action.UPDATED);
    assertThat(told.affects()).containsExactly("orders");
    assertThat(told.keys()).containsExactly("spec.ingress[0].from");
    assertThat(told.from()).contains("podSelector app=api-gateway");
    assertThat(told.to()).contains("podSelector app=web");
    var policy =
        cluster
            .client()
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(cluster.namespace())
            .withName("shut")
            .get();
    assertThat(told.at()).contains(lastWritten(policy));
  }

  @Test
  void whatChangesWhileNobodyLooksIsToldAfterwards() throws Exception {
    lookUntil(Answer::isWhole);
    var edited =
        cluster
            .client()
            .configMaps()
            .inNamespace(cluster.namespace())
            .withName("orders-env")
            .edit(it -> new ConfigMapBuilder(it).addToData("LOG_LEVEL", "debug").build());
    observe();
    ConfigChange told = change("ConfigMap/orders-env", Action.UPDATED);
    assertThat(told.keys()).containsExactly("LOG_LEVEL");
    assertThat(told.at()).contains(lastWritten(edited));
  }
}
