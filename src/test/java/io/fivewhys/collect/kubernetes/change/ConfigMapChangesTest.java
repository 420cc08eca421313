package io.fivewhys.collect.kubernetes.change;

import static io.fivewhys.collect.kubernetes.change.Estate.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a ConfigMap that was written. */
class ConfigMapChangesTest extends ReadConfigTest {
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
}
