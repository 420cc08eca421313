package io.fivewhys.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Blind;
import org.junit.jupiter.api.Test;

/** What rules join a blind source with, and what people are told. */
class SourceNameTest {
  @Test
  void oneOfSeveralProbesIsBlindForItsDependency() {
    SourceName name = SourceName.of("probes", "orders-db/replica").about("orders-db");

    Blind blind = name.blind("no answer");

    assertThat(name).hasToString("probes/orders-db/replica");
    assertThat(blind.covers("probes", "orders-db")).isTrue();
    assertThat(blind.covers("probes", "stock-db")).isFalse();
    assertThat(blind.reason()).contains("orders-db/replica: no answer");
  }

  @Test
  void theOnlyProbeOfADependencyIsNotNamedTwice() {
    Blind blind = SourceName.of("probes", "orders-db").about("orders-db").blind("no answer");

    assertThat(blind.covers("probes", "orders-db")).isTrue();
    assertThat(blind.reason()).contains("no answer");
  }

  @Test
  void aNamedSourceOfAnythingIsBlindForAnything() {
    SourceName name = SourceName.of("prometheus", "europe");

    Blind blind = name.blind("no answer");

    assertThat(name).hasToString("prometheus/europe");
    assertThat(blind.covers("prometheus", "orders")).isTrue();
    assertThat(blind.reason()).contains("europe: no answer");
  }

  @Test
  void aSourceThatMissesAPartIsBlindForThatPartOnly() {
    Blind blind = SourceName.of("prometheus", "europe").blind("orders", "no series");

    assertThat(blind.covers("prometheus", "orders")).isTrue();
    assertThat(blind.covers("prometheus", "stock")).isFalse();
  }
}
