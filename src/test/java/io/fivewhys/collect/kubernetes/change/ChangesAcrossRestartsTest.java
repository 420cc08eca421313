package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.ConfigChange.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known from before, and what when nothing is. */
class ChangesAcrossRestartsTest extends ReadConfigTest {
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
