package io.fivewhys.collect.kubernetes.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import org.junit.jupiter.api.Test;

class LogsConfigTest {
  private static LogsConfig read(String yaml) {
    return RecordFile.read("gateways.yaml", yaml, LogsConfig.class);
  }

  @Test
  void everyKeyHasADefault() {
    assertThat(read("{}")).isEqualTo(LogsConfig.defaults());
    assertThat(read("{pods: 3, total-bytes: 1048576}").pods()).isEqualTo(3);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    for (String yaml :
        new String[] {
          "lines: 0",
          "bytes: 1",
          "pods: 1000",
          "parallel: 0",
          "timeout: 1ms",
          "{bytes: 9000, total-bytes: 8000}"
        }) {
      assertThatThrownBy(() -> read(yaml)).as(yaml).isInstanceOf(SettingsRefused.class);
    }
  }

  @Test
  void ofAGatewayMoreIsReadAndNeverMoreThanAFactHolds() {
    assertThat(LogsConfig.defaults().linesOf(true)).isEqualTo(20_000);
    assertThat(read("lines: 50000").linesOf(true)).isEqualTo(100_000);
  }
}
