package io.fivewhys.collect.kubernetes.change;

import static io.fivewhys.collect.kubernetes.change.Estate.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.ConfigChange.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigAndSecretChangesTest {
  private static final String ORDERS_READS_LEDGER_URL_AND_ALL_OF_THE_SECRET =
      workload(
          "orders",
          """
          containers:
            - name: orders
              env:
                - name: LEDGER
                  valueFrom: {configMapKeyRef: {name: shop-env, key: LEDGER_URL}}
              envFrom:
                - secretRef: {name: orders-db}
          """);
  private static final String CATALOG_READS_LOG_LEVEL =
      workload(
          "catalog",
          """
          containers:
            - name: catalog
              env:
                - name: LOG
                  valueFrom: {configMapKeyRef: {name: shop-env, key: LOG_LEVEL}}
          """);

  @TempDir Path data;
  private Estate estate;

  @BeforeEach
  void twoWorkloadsThatReadOneConfigMap() {
    estate =
        new Estate(data)
            .put(ORDERS_READS_LEDGER_URL_AND_ALL_OF_THE_SECRET)
            .put(CATALOG_READS_LOG_LEVEL)
            .put(env("http://ledger:8080", "info"))
            .put(secret("c2VjcmV0LW9uZQ=="));
  }

  private static String env(String ledger, String level) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: shop-env}
    data: {LEDGER_URL: "%s", LOG_LEVEL: %s}
    """
        .formatted(ledger, level);
  }

  private static String secret(String password) {
    return """
    apiVersion: v1
    kind: Secret
    type: Opaque
    metadata: {name: orders-db}
    data: {DB_PASSWORD: %s, DB_USER: b3JkZXJz}
    """
        .formatted(password);
  }

  @Test
  void nothingHasChangedWhereNothingWasWrittenLately() {
    assertThat(estate.look()).isEmpty();
    assertThat(estate.at("10:01").look()).isEmpty();
  }

  @Test
  void aChangedKeyIsToldWithBothValuesAndWhoReadsIt() {
    estate.look();
    estate.at("10:01").put(env("http://ledger.staging:8080", "info"));

    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.object()).isEqualTo("ConfigMap/shop-env");
              assertThat(it.namespace()).contains("shop");
              assertThat(it.action()).contains(Action.UPDATED);
              assertThat(it.keys()).containsExactly("LEDGER_URL");
              assertThat(it.from()).contains("http://ledger:8080");
              assertThat(it.to()).contains("http://ledger.staging:8080");
              assertThat(it.affects()).containsExactly("orders");
              assertThat(it.at()).contains(estate.now());
              assertThat(it.problem()).isEmpty();
            });
  }

  @Test
  void aChangeIsToldAgainAtEveryLookUntilTheHorizon() {
    estate.with(new ChangesConfig(Duration.ofHours(2), 100, true, List.of())).look();
    estate.at("10:01").put(env("http://other", "info")).look();

    assertThat(estate.at("11:59").look()).hasSize(1);
    assertThat(estate.at("12:02").look()).isEmpty();
  }

  @Test
  void theTimeIsThatOfTheWriteAndNotOfTheLook() {
    estate.look();
    estate
        .at("10:04")
        .put(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: shop-env
              managedFields:
                - {manager: kubectl, operation: Update, time: "2026-03-02T10:02:31Z", fieldsType: FieldsV1, fieldsV1: {"f:data": {"f:LEDGER_URL": {}}}}
            data: {LEDGER_URL: "http://other", LOG_LEVEL: info}
            """);

    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.at()).contains(Instant.parse("2026-03-02T10:02:31Z")));
  }

  @Test
  void keysThatWereAddedAndTakenAwayAreNamed() {
    estate.look();
    estate
        .at("10:01")
        .put(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: shop-env}
            data: {LEDGER_URL: "http://ledger:8080", LOG_FORMAT: json}
            """);

    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.keys()).containsExactly("LOG_FORMAT", "LOG_LEVEL");
              assertThat(it.from()).contains("LOG_LEVEL=info");
              assertThat(it.to()).contains("LOG_FORMAT=json");
              assertThat(it.affects()).containsExactly("catalog");
              assertThat(it.problem())
                  .contains("key LOG_LEVEL is not in it, and catalog cannot start without it");
            });
  }

  @Test
  void aWriteThatChangesNothingIsNoChange() {
    estate.look();
    estate.at("10:01").put(env("http://ledger:8080", "info"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void aKeyThatIsEmptyNowIsPlainlyWrong() {
    estate.look();
    estate.at("10:01").put(env("", "info"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.problem()).contains("key LEDGER_URL is empty"));
  }

  @Test
  void ofASecretTheKeysAreToldAndNoValueAnywhere() throws IOException {
    estate.look();
    estate.at("10:01").put(secret("c2VjcmV0LXR3bw=="));
    var answer = estate.answer();

    assertThat(answer.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            ConfigChange.class,
            it -> {
              assertThat(it.object()).isEqualTo("Secret/orders-db");
              assertThat(it.keys()).containsExactly("DB_PASSWORD");
              assertThat(it.from()).isEmpty();
              assertThat(it.to()).isEmpty();
              assertThat(it.affects()).containsExactly("orders");
            });
    String everything = answer.toString() + written();
    assertThat(everything).contains("DB_PASSWORD");
    for (String secret :
        List.of("c2VjcmV0LW9uZQ", "secret-one", "c2VjcmV0LXR3bw", "secret-two", "b3JkZXJz")) {
      assertThat(everything).doesNotContain(secret);
    }
  }

  private String written() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.walk(data)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        if (!each.toString().endsWith(".key")) {
          all.append(Files.readString(each));
        }
      }
    }
    return all.toString();
  }

  @Test
  void valuesThatLookSecretAreNeitherToldNorWritten() throws IOException {
    String password = "http://app:hunter2@ledger:8080";
    estate.put(env(password, "info")).look();
    estate.at("10:01").put(env("http://app:hunter3@ledger:8080", "info"));

    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.keys()).containsExactly("LEDGER_URL");
              assertThat(it.from()).isEmpty();
              assertThat(it.to()).isEmpty();
            });
    assertThat(written()).doesNotContain("hunter2").doesNotContain("hunter3");
  }

  @Test
  void whatChangesDuringARestartIsSeenWithItsKeys() {
    estate.look();
    estate.restart().at("12:00").put(env("http://other", "info"));

    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.keys()).containsExactly("LEDGER_URL");
              assertThat(it.to()).contains("http://other");
              assertThat(it.at()).as("nobody knows when").isEmpty();
            });
  }

  @Test
  void aRestartByItselfChangesNothingNotEvenSecrets() {
    estate.look();
    assertThat(estate.restart().at("10:01").look()).isEmpty();
  }

  @Test
  void aSecretThatChangesDuringARestartIsSeenByWhenItWasWritten() {
    estate.look();
    estate
        .restart()
        .at("12:00")
        .put(
            """
            apiVersion: v1
            kind: Secret
            type: Opaque
            metadata:
              name: orders-db
              managedFields:
                - {manager: helm, operation: Update, time: "2026-01-01T00:00:00Z", fieldsType: FieldsV1, fieldsV1: {"f:data": {"f:DB_USER": {}}}}
                - {manager: vault, operation: Update, time: "2026-03-02T11:07:00Z", fieldsType: FieldsV1, fieldsV1: {"f:data": {"f:DB_PASSWORD": {}}}}
            data: {DB_PASSWORD: bmV3, DB_USER: b3JkZXJz}
            """);

    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.object()).isEqualTo("Secret/orders-db");
              assertThat(it.at()).contains(Instant.parse("2026-03-02T11:07:00Z"));
              assertThat(it.keys()).containsExactly("DB_PASSWORD");
              assertThat(it.affects()).containsExactly("orders");
            });
    assertThat(estate.at("12:01").look()).as("told again, and not twice").hasSize(1);
  }

  @Test
  void whatWasToldIsToldAfterARestartToo() {
    estate.look();
    estate.at("10:01").put(env("http://other", "info"));
    List<ConfigChange> before = estate.look();
    assertThat(estate.restart().at("10:02").look()).isEqualTo(before);
  }

  @Test
  void atTheVeryFirstLookWhatWasWrittenLatelyIsTold() {
    var fresh =
        new Estate(data.resolve("fresh"))
            .put(CATALOG_READS_LOG_LEVEL)
            .put(ORDERS_READS_LEDGER_URL_AND_ALL_OF_THE_SECRET)
            .put(secret("eA=="))
            .put(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: shop-env
                  creationTimestamp: "2026-01-01T00:00:00Z"
                  managedFields:
                    - {manager: helm, operation: Update, time: "2026-01-01T00:00:00Z", fieldsType: FieldsV1, fieldsV1: {"f:data": {".": {}, "f:LEDGER_URL": {}}}}
                    - {manager: kubectl-edit, operation: Update, time: "2026-03-02T09:40:00Z", fieldsType: FieldsV1, fieldsV1: {"f:data": {"f:LOG_LEVEL": {}}}}
                    - {manager: nosy, operation: Update, time: "2026-03-02T09:59:00Z", fieldsType: FieldsV1, fieldsV1: {"f:metadata": {"f:annotations": {"f:nosy/seen": {}}}}}
                data: {LEDGER_URL: "http://ledger", LOG_LEVEL: info}
                """);

    assertThat(fresh.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.at()).contains(Instant.parse("2026-03-02T09:40:00Z"));
              assertThat(it.action()).contains(Action.UPDATED);
              assertThat(it.keys()).containsExactly("LOG_LEVEL");
              assertThat(it.affects()).containsExactly("catalog");
            });
  }

  @Test
  void whatIsMadeTogetherWithItsWorkloadIsNoChange() {
    estate.look();
    estate
        .at("10:20")
        .put(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: quotes-env, creationTimestamp: "2026-03-02T10:19:00Z"}
            data: {A: b}
            """)
        .put(
            workload(
                    "quotes",
                    "containers: [{name: quotes, envFrom: [{configMapRef: {name: quotes-env}}]}]")
                .replace(
                    "name: quotes, labels",
                    "name: quotes, creationTimestamp: \"2026-03-02T10:19:02Z\", labels"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatIsMadeForAWorkloadThatWasThereIsAChange() {
    estate
        .put(
            workload(
                "quotes",
                "containers: [{name: quotes, envFrom: [{configMapRef: {name: quotes-env, optional:"
                    + " true}}]}]"))
        .look();
    estate
        .at("10:20")
        .put(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: quotes-env, creationTimestamp: "2026-03-02T10:19:00Z"}
            data: {A: b}
            """);
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.action()).contains(Action.CREATED);
              assertThat(it.at()).contains(Instant.parse("2026-03-02T10:19:00Z"));
              assertThat(it.keys()).containsExactly("A");
              assertThat(it.affects()).containsExactly("quotes");
            });
  }

  @Test
  void aDeletedObjectIsToldWithWhatItHeldAndWhoLacksIt() {
    estate.look();
    estate.at("10:01").delete("ConfigMap/shop-env");
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.action()).contains(Action.DELETED);
              assertThat(it.at()).contains(estate.now());
              assertThat(it.keys()).containsExactly("LEDGER_URL", "LOG_LEVEL");
              assertThat(it.affects()).containsExactly("catalog", "orders");
              assertThat(it.problem())
                  .hasValueSatisfying(
                      text -> assertThat(text).contains("not found").contains("cannot start"));
            });
    assertThat(estate.at("10:02").look()).hasSize(1);
  }

  @Test
  void whenAnObjectWentDuringARestartNobodyKnows() {
    estate.look();
    estate.restart().at("13:00").delete("ConfigMap/shop-env");
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.action()).contains(Action.DELETED);
              assertThat(it.at()).isEmpty();
            });
  }

  @Test
  void whatCannotBeSeenIsNotDeleted() {
    estate.look();
    estate.at("10:01").unseen(ConfigMap.class);
    assertThat(estate.look()).isEmpty();
    assertThat(estate.at("10:02").seenAgain(ConfigMap.class).look()).isEmpty();
  }

  @Test
  void aNamespaceThatIsNotLookedAtAnyMoreIsNotDeleted() {
    estate
        .watching("shop", "stock")
        .put(
            env("http://x", "info")
                .replace("{name: shop-env}", "{name: stock-env, namespace: stock}"));
    estate.look();
    assertThat(estate.at("10:01").watching("shop").look()).isEmpty();
  }

  @Test
  void writesInShortOrderAreOneChange() {
    estate.look();
    estate.at("10:01").put(env("http://a", "info")).look();
    estate.at("10:03").put(env("http://b", "info"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.at()).contains(Instant.parse("2026-03-02T10:01:00Z"));
              assertThat(it.from()).contains("http://ledger:8080");
              assertThat(it.to()).contains("http://b");
            });
    estate.at("10:30").put(env("http://c", "info"));
    assertThat(estate.look()).hasSize(2);
  }

  @Test
  void whatControllersWriteIsNoChange() {
    String data = "\ndata: {A: \"%s\"}\n";
    String noise =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-root-ca.crt}%1$s---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: ingress-nginx-leader}%1$s---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: operator, annotations: {control-plane.alpha.kubernetes.io/leader: "{}"}}%1$s---
        apiVersion: v1
        kind: Secret
        type: helm.sh/release.v1
        metadata: {name: sh.helm.release.v1.orders.v7}%1$s---
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/service-account-token
        metadata: {name: default-token-x7k2p}%1$s---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: scaler-status}%1$s\
        """
            .formatted(data);
    var ignoring =
        new ChangesConfig(Duration.ofHours(24), 100, true, List.of("ConfigMap/scaler-*"));
    estate.with(ignoring).put(noise.formatted("1", "1", "1", "1", "1", "1")).look();
    estate.at("10:01").put(noise.formatted("2", "2", "2", "2", "2", "2"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatChangesAllTheTimeAndNobodyReadsIsNoChange() {
    for (int minute = 0; minute < 60; minute++) {
      estate
          .at("10:%02d".formatted(minute))
          .put(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: somebodys-status}
              data: {at: "%d"}
              """
                  .formatted(minute))
          .look();
    }
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void oneLineOfAFileHasAName() {
    String file =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: quotes-config}
        data:
          application.yaml: |
            rates:
              base-url: https://%s.rates.example/v5
              password: %s
        """;
    estate
        .put(
            workload(
                "quotes",
                "containers: [{name: quotes}]\n"
                    + "volumes: [{name: c, configMap: {name: quotes-config}}]"))
        .put(file.formatted("eu", "one"))
        .look();
    estate.at("10:01").put(file.formatted("us", "one"));

    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.keys()).containsExactly("application.yaml", "rates.base-url");
              assertThat(it.from()).contains("https://eu.rates.example/v5");
              assertThat(it.to()).contains("https://us.rates.example/v5");
              assertThat(it.affects()).containsExactly("quotes");
            });
    estate.at("10:30").put(file.formatted("us", "two"));
    assertThat(estate.look().getLast())
        .satisfies(
            it -> {
              assertThat(it.keys()).containsExactly("application.yaml", "rates.password");
              assertThat(it.to()).isEmpty();
            });
  }

  @Test
  void aControllerReadsWhatItsArgumentsName() {
    estate
        .put(
            workload(
                "edge",
                "containers: [{name: nginx, args:"
                    + " [\"--configmap=$(POD_NAMESPACE)/edge-config\"]}]"))
        .put(env("a", "b").replace("shop-env", "edge-config"))
        .put(env("http://ledger:8080", "info"))
        .look();
    estate.at("10:01").put(env("c", "b").replace("shop-env", "edge-config"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.affects()).containsExactly("edge"));
  }

  @Test
  void whatTheGatewaysWorkloadReadsConcernsTheGatewayByItsOwnName() {
    estate
        .put(
            workload(
                    "edge",
                    "containers: [{name: nginx, envFrom: [{configMapRef: {name: edge-env}}]}]")
                .replace("tier: backend", "app: api-gateway"))
        .put(env("a", "b").replace("shop-env", "edge-env"))
        .put(env("http://ledger:8080", "info"))
        .look();
    estate.at("10:01").put(env("c", "b").replace("shop-env", "edge-env"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.affects()).containsExactly("api-gateway", "edge"));
  }

  @Test
  void whoWouldPutItBackIsNamed() {
    String managed =
        env("%s", "info")
            .replace(
                "{name: shop-env}",
                "{name: shop-env, annotations: {argocd.argoproj.io/tracking-id:"
                    + " \"shop:/ConfigMap:shop/shop-env\"}}");
    estate.put(managed.formatted("http://a")).look();
    estate.at("10:01").put(managed.formatted("http://b"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.managedBy()).contains("argocd"));
  }

  @Test
  void whatOnlyTheNewestRevisionAsksForIsLeftToThatRollout() {
    estate.look();
    String wants =
        "containers: [{name: catalog, env: [{name: SEED, valueFrom: {configMapKeyRef: {name:"
            + " shop-env, key: SEED}}}]}]";
    estate
        .at("10:05")
        .put(workload("catalog", wants))
        .put(revision("catalog-2", "2026-03-02T10:04:00Z", wants));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatRevisionsHaveLongAskedForIsWrongWithTheObject() {
    String wants =
        "containers: [{name: catalog, env: [{name: SEED, valueFrom: {configMapKeyRef: {name:"
            + " shop-env, key: SEED}}}]}]";
    estate
        .put(workload("catalog", wants))
        .put(revision("catalog-2", "2026-02-02T10:04:00Z", wants));
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.object()).isEqualTo("ConfigMap/shop-env");
              assertThat(it.problem())
                  .contains("key SEED is not in it, and catalog cannot start without it");
              assertThat(it.at()).isEmpty();
              assertThat(it.action()).isEmpty();
              assertThat(it.affects()).containsExactly("catalog");
            });
  }

  private String revision(String name, String at, String pods) {
    String uid =
        estate.list(io.fabric8.kubernetes.api.model.apps.Deployment.class).stream()
            .filter(it -> it.getMetadata().getName().equals("catalog"))
            .findFirst()
            .orElseThrow()
            .getMetadata()
            .getUid();
    return """
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: %s
      creationTimestamp: "%s"
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: catalog, uid: %s, controller: true}]
    spec:
      template:
        metadata: {labels: {app: catalog}}
        spec:
    """
            .formatted(name, at, uid)
        + pods.indent(6);
  }

  @Test
  void aLookThatIsBrokenOffTakesNothingForDeletedOrNew() {
    estate.look();
    estate.at("10:01").put(env("http://other", "info"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(estate::read).isInstanceOf(InterruptedException.class);
    assertThat(estate.at("10:02").look())
        .singleElement()
        .satisfies(it -> assertThat(it.keys()).containsExactly("LEDGER_URL"));
  }

  @Test
  void secretsThatAreNotToBeWatchedAreForgotten() {
    String secret = "{apiVersion: v1, kind: Secret, metadata: {name: db}, data: {PASSWORD: %s}}";
    estate.put(secret.formatted("b25l")).look();
    estate.at("10:01").put(secret.formatted("dHdv"));
    assertThat(estate.look()).isNotEmpty();
    estate.with(new ChangesConfig(Duration.ofHours(24), 100, false, List.of())).at("10:02");
    assertThat(estate.look()).isEmpty();
    estate.at("10:03").put(secret.formatted("dHJl"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void moreObjectsThanAreRememberedAreSaidToBeUnwatched() {
    for (int i = 0; i < 110; i++) {
      estate.put(env("a", "b").replace("shop-env", "many-" + i));
    }
    var answer =
        estate.with(new ChangesConfig(Duration.ofHours(24), 100, true, List.of())).answer();
    assertThat(answer.facts())
        .filteredOn(Blind.class::isInstance)
        .singleElement()
        .isEqualTo(
            new Blind(
                "kubernetes",
                Optional.of("changes"),
                Optional.of("12 objects more than max-objects are not watched for changes"),
                Optional.empty()));
  }

  @Test
  void withoutAPlaceToWriteChangesAreToldAllTheSame() throws IOException {
    Path file = Files.writeString(data.resolve("file"), "in the way");
    var homeless = new Estate(file).put(env("http://a", "info"));
    assertThat(homeless.answer().notes()).anyMatch(it -> it.contains("restart"));
    assertThat(homeless.at("10:01").put(env("http://b", "info")).look()).hasSize(1);
  }

  @Test
  void aBrokenFileIsForgottenAndSaidSo() throws IOException {
    estate.look();
    Path file = known();
    Files.writeString(file, "{\"version\": 1, \"objects\": [{\"kind\"");
    assertThat(estate.restart().answer().notes()).anyMatch(it -> it.contains("not known"));
    assertThat(estate.at("10:01").put(env("http://b", "info")).look()).hasSize(1);
  }

  @Test
  void anotherKeyMakesNoChanges() throws IOException {
    estate.look();
    Files.delete(data.resolve("changes/fingerprint.key"));
    assertThat(estate.restart().at("10:01").look()).isEmpty();
  }

  @Test
  void onlyTheOwnerMayReadWhatIsKept() throws IOException {
    estate.look();
    for (Path each : List.of(known(), data.resolve("changes/fingerprint.key"))) {
      assertThat(
              java.nio.file.attribute.PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }

  private Path known() throws IOException {
    try (var files = Files.list(data.resolve("changes"))) {
      return files.filter(it -> it.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }
}
