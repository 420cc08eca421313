package io.fivewhys.collect.prometheus.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusesTest {
  @Test
  void codesAreExact() {
    assertThat(Statuses.of("200")).contains(200);
    assertThat(Statuses.of("599")).contains(599);
  }

  @Test
  void aClassIsItsFirstCode() {
    assertThat(Statuses.of("5xx")).contains(500);
    assertThat(Statuses.of("5")).contains(500);
    assertThat(Statuses.of("2xx")).contains(200);
  }

  @Test
  void aClientThatDidNotWaitIsWhatNginxCallsIt() {
    assertThat(Statuses.of("0")).contains(499);
    assertThat(Statuses.of("000")).contains(499);
  }

  @Test
  void whatIsNoCodeIsNone() {
    for (String odd : List.of("", "other", "600", "99", "-1", "20x", "200 ", "٢٠٠", "2e2")) {
      assertThat(Statuses.of(odd)).as(odd).isEmpty();
    }
  }
}
