package io.fivewhys.fact.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.fact.Pod;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FactDraftTest {
  @Test
  void makesAFactOfWhatWasObservedAndLeavesOutTheRest() {
    Instant start = Instant.parse("2026-03-02T12:00:00Z");

    Pod pod =
        FactDraft.of(Pod.class)
            .set("name", "orders-1")
            .set("workload", Optional.of("orders"))
            .set("node", null)
            .set("phase", Pod.Phase.RUNNING)
            .set("ready", false)
            .set("restarts", 3)
            .set("restartsInWindow", OptionalLong.of(2))
            .set("exitCode", -1)
            .set("message", Optional.empty())
            .set("startedAt", start)
            .make();

    assertThat(pod.workload()).contains("orders");
    assertThat(pod.node()).isEmpty();
    assertThat(pod.phase()).contains(Pod.Phase.RUNNING);
    assertThat(pod.ready()).contains(false);
    assertThat(pod.restarts()).hasValue(3);
    assertThat(pod.restartsInWindow()).hasValue(2);
    assertThat(pod.exitCode()).hasValue(-1);
    assertThat(pod.startedAt()).contains(start);
  }

  @Test
  void mapsAndListsAreTakenToo() {
    RouteTraffic traffic =
        FactDraft.of(RouteTraffic.class)
            .set("route", "/orders")
            .set("responses", Map.of(200, 7L, 503, 1L))
            .set("p99Millis", 12.5)
            .make();

    assertThat(traffic.responses()).isEqualTo(Map.of(200, 7L, 503, 1L));
    assertThat(traffic.p99Millis()).hasValue(12.5);
  }

  @Test
  void whatTheContractDoesNotAllowIsUnfit() {
    assertThatThrownBy(() -> FactDraft.of(Pod.class).set("ready", true).make())
        .isInstanceOf(UnfitFact.class)
        .hasMessageContaining("Pod")
        .hasMessageContaining("name");
    assertThatThrownBy(() -> FactDraft.of(Pod.class).set("name", "x".repeat(300)).make())
        .isInstanceOf(UnfitFact.class)
        .hasMessageContaining("/name");
    assertThatThrownBy(
            () -> FactDraft.of(Signal.class).set("name", "x").set("value", Double.NaN).make())
        .isInstanceOf(UnfitFact.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () ->
                FactDraft.of(RouteTraffic.class)
                    .set("route", "/")
                    .set("responses", Map.of(700, 1))
                    .make())
        .isInstanceOf(UnfitFact.class)
        .hasMessageContaining("700");
    assertThatThrownBy(
            () -> FactDraft.of(Pod.class).set("name", "a").set("phase", "Dreaming").make())
        .isInstanceOf(UnfitFact.class)
        .hasMessageContaining("Dreaming");
  }

  @Test
  void aFieldThatTheKindHasNotIsAFaultOfTheCaller() {
    assertThatThrownBy(() -> FactDraft.of(Pod.class).set("colour", "red"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colour");
  }

  @Test
  void kindsMayBeNamed() {
    assertThat(FactDraft.named("Signal").orElseThrow().set("name", "x").make())
        .isEqualTo(FactDraft.of(Signal.class).set("name", "x").make());
    assertThat(FactDraft.named("Dream")).isEmpty();
    assertThat(FactDraft.kinds()).contains("Pod");
    assertThat(FactDraft.of(Signal.class).fieldNames())
        .isEqualTo(
            List.of("name", "subject", "value", "unit", "text", "labels", "at").stream()
                .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new)));
  }
}
