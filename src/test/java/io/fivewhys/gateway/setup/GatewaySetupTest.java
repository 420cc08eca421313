package io.fivewhys.gateway.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.Masking;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.journal.MemoryJournals;
import io.fivewhys.gateway.Gateway;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaySetupTest {
  @TempDir Path directory;

  private GatewaySetup setup(String yaml) {
    var context = new SourceContext(Clock.systemUTC(), Map.of(), directory, directory);
    return GatewaySetup.of(
        "gateways.yaml", yaml, new Masking(false), context, new MemoryJournals(Clock.systemUTC()));
  }

  @Test
  void theExampleUsesEverySourceThereIs() throws IOException {
    try (var setup = setup(Files.readString(Path.of("config/example-gateways.yaml")))) {
      Gateway gateway = setup.gateways().getFirst();

      assertThat(gateway.name()).isEqualTo("api-gateway");
      assertThat(gateway.namespace()).isEqualTo("shop");
      assertThat(gateway.labels()).containsEntry("team", "shop").hasSize(2);
      assertThat(gateway.interval()).isEqualTo(Duration.ofSeconds(30));
      assertThat(gateway.collector().names())
          .extracting(SourceName::toString)
          .contains(
              "kubernetes",
              "prometheus",
              "probes/orders-db",
              "probes/sessions",
              "alertmanager",
              "pushed");
      assertThat(gateway.collector().names())
          .extracting(SourceName::kind)
          .contains("logs", "breakers");
      assertThat(setup.routing().gatewaysOf(Map.of("gateway", "api-gateway")))
          .containsExactly("api-gateway");
    }
  }

  @Test
  void aGatewayNeedsAName() {
    assertThatThrownBy(() -> setup("gateways: [{namespace: shop}]"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("gateways[0].name (gateways.yaml:1)");
  }

  @Test
  void twoGatewaysOfOneNameAreRefused() {
    assertThatThrownBy(() -> setup("gateways: [{name: a}, {name: a}]"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("a is there twice");
  }

  @Test
  void twoSourcesOfOneNameAreRefusedAndTheGatewayIsNamed() {
    String probe = "{type: tcp, name: db, host: 127.0.0.1, port: 1}";
    assertThatThrownBy(
            () -> setup("gateways: [{name: edge, probes: [%s, %s]}]".formatted(probe, probe)))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("gateways.edge")
        .hasMessageContaining("probes/db");
  }

  @Test
  void everyPlaceNeedsItsAddress() {
    for (String section :
        List.of(
            "prometheus: [{presets: [auto]}]",
            "breakers: [{type: envoy}]",
            "probes: [{type: http, name: x}]")) {
      assertThatThrownBy(() -> setup("gateways: [{name: edge, %s}]".formatted(section)))
          .as(section)
          .isInstanceOf(SettingsRefused.class)
          .hasMessageContaining("url")
          .hasMessageContaining("required");
    }
  }

  @Test
  void aSecretThatStandsInTheFileIsRefused() {
    assertThatThrownBy(
            () ->
                setup(
                    "gateways: [{name: edge, probes: [{type: redis, name: x, host: h, password:"
                        + " hunter2}]}]"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("hunter2");
  }
}
