package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubernetesConfigTest {

  private static KubernetesConfig read(String yaml) {
    return RecordFile.read("gateways.yaml", yaml, KubernetesConfig.class);
  }

  @Test
  void everythingMayBeLeftOut() {
    assertThat(read("{}")).isEqualTo(KubernetesConfig.defaults());
    assertThat(read("{}"))
        .isEqualTo(
            new KubernetesConfig(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "app=api-gateway",
                "tier=backend",
                Optional.empty(),
                Duration.ofSeconds(10)));
  }

  @Test
  void everyKeyIsRead() {
    KubernetesConfig config =
        read(
            """
            kubeconfig: /etc/fivewhys/kubeconfig
            context: production
            namespaces: [shop, payments]
            gateway-selector: app=edge
            upstream-selector: tier in (backend, api)
            dependency-selector: tier=data
            deadline: 7s
            """);
    assertThat(config)
        .isEqualTo(
            new KubernetesConfig(
                Optional.of(Path.of("/etc/fivewhys/kubeconfig")),
                Optional.of("production"),
                List.of("shop", "payments"),
                "app=edge",
                "tier in (backend, api)",
                Optional.of("tier=data"),
                Duration.ofSeconds(7)));
  }

  @Test
  void gatewayNeedsLabels() {
    assertThatThrownBy(() -> read("gateway-selector: all"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("gateway-selector with at least one label");
  }

  @Test
  void selectorThatIsNoneIsRefused() {
    assertThatThrownBy(() -> read("upstream-selector: 'tier is backend'"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("kubectl -l");
  }
}
