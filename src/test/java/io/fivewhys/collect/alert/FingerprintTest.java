package io.fivewhys.collect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void isTheOneThatAlertmanagerGives() {
    var labels =
        Map.of(
            "alertname", "ProbeFailure",
            "instance", "https://server.example.org",
            "job", "http_checks",
            "monitor", "master",
            "severity", "critical");

    assertThat(Fingerprint.of(labels)).as("of version 0.25").isEqualTo("fe986f5dcb3e6510");
    assertThat(Fingerprint.of(Map.of("alertname", "ProbeFailure", "gateway", "api-gateway")))
        .isEqualTo("6eb79615ff4dd4ab");
  }

  @Test
  void dependsOnNamesAndValuesAndWhereTheyEnd() {
    assertThat(Fingerprint.of(Map.of("a", "bc")))
        .isNotEqualTo(Fingerprint.of(Map.of("ab", "c")))
        .isNotEqualTo(Fingerprint.of(Map.of("a", "bd")))
        .matches(Fingerprint::isOne);
  }
}
