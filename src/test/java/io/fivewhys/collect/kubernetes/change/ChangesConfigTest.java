package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChangesConfigTest {
  private static ChangesConfig read(String yaml) {
    return RecordFile.read("gateways.yaml", yaml, ChangesConfig.class);
  }

  @Test
  void everyKeyHasADefault() {
    assertThat(read("{}")).isEqualTo(ChangesConfig.defaults());
    assertThat(read("{}").secrets()).isTrue();
    assertThat(read("secrets: false").secrets()).isFalse();
    assertThat(read("horizon: 6h").horizon()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    for (String yaml : new String[] {"horizon: 1s", "max-objects: 1", "ignore: [orders]"}) {
      assertThatThrownBy(() -> read(yaml)).as(yaml).isInstanceOf(SettingsRefused.class);
    }
  }

  @Test
  void aStarStandsForAnyText() {
    var config = read("ignore: [ConfigMap/scaler-*, \"*/tmp\", Secret/*-tls-*]");
    assertThat(config.ignores("ConfigMap/scaler-status")).isTrue();
    assertThat(config.ignores("ConfigMap/my-scaler-status")).isFalse();
    assertThat(config.ignores("Secret/tmp")).isTrue();
    assertThat(config.ignores("Secret/shop-tls-2027")).isTrue();
    assertThat(config.ignores("Secret/shop-tls")).isFalse();
  }

  @Test
  @Timeout(20)
  void manyStarsTakeNoLongTime() {
    var config = read("ignore: [ConfigMap/" + "*a".repeat(100) + "b]");
    assertThat(config.ignores("ConfigMap/" + "a".repeat(253))).isFalse();
  }
}
