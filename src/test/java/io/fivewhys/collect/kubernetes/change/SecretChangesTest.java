package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of what is secret the keys are told, and no value anywhere. */
class SecretChangesTest extends ReadConfigTest {
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
}
