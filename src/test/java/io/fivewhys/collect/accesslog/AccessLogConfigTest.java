package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.fact.LogLines.Format;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessLogConfigTest {
  private static AccessLogConfig read(String yaml) {
    return RecordFile.read("gateways.yaml", yaml, AccessLogConfig.class);
  }

  @Test
  void aPathIsAllThatIsNeeded() {
    assertThat(read("path: /var/log/nginx/access.log"))
        .isEqualTo(AccessLogConfig.of(Path.of("/var/log/nginx/access.log")));
    assertThatThrownBy(() -> read("format: auto"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("path");
  }

  @Test
  void everyKeyIsRead() {
    AccessLogConfig config =
        read(
            """
            path: log/access.log
            format: ingress-nginx
            workload: edge
            name: edge on host 3
            upstreams: {shop-orders-80: orders, /cart: cart}
            max-bytes: 1048576
            history: 2h
            sample-lines: 50
            deadline: 2s
            """);
    assertThat(config)
        .isEqualTo(
            new AccessLogConfig(
                Path.of("log/access.log"),
                Format.INGRESS_NGINX,
                Optional.of("edge"),
                Optional.of("edge on host 3"),
                Map.of("shop-orders-80", "orders", "/cart", "cart"),
                1 << 20,
                Duration.ofHours(2),
                50,
                Duration.ofSeconds(2)));
    assertThat(config.isAccessLog()).isTrue();
    assertThat(read("{path: a.log, format: plain}").isAccessLog()).isFalse();
  }

  @Test
  void whatCannotBeFollowedIsRefused() {
    assertThatThrownBy(() -> read("path: access.log.1.gz")).hasMessageContaining("no compressed");
    assertThatThrownBy(() -> read("{path: a.log, upstreams: {x: ' '}}"))
        .isInstanceOf(SettingsRefused.class);
    assertThatThrownBy(() -> read("{path: a.log, max-bytes: 1000}"))
        .hasMessageContaining("max-bytes");
  }
}
