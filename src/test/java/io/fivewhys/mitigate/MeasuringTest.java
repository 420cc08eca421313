package io.fivewhys.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Alert;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.inference.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasuringTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");

  private static Measure measure(Subject target, Fact... facts) {
    return Measuring.of(
        new Snapshot("edge", "shop", NOW, Duration.ofMinutes(1), List.of(facts)),
        Set.of("/orders", "/basket"),
        target);
  }

  private static FactDraft<RouteTraffic> traffic(String route, long well, long failed) {
    return FactDraft.of(RouteTraffic.class)
        .set("route", route)
        .set("responses", Map.of(200, well, 500, failed));
  }

  private static FactDraft<Workload> workload(String name, long desired, long ready) {
    return FactDraft.of(Workload.class)
        .set("name", name)
        .set("desired", desired)
        .set("ready", ready);
  }

  private static Fact alert(Alert.Status status) {
    return FactDraft.of(Alert.class).set("name", "Errors").set("status", status).make();
  }

  @Test
  void unknownIsNotZero() {
    Measure nothing = measure(ORDERS);
    assertThat(nothing.at()).isEqualTo(NOW);
    assertThat(nothing.responses()).isEmpty();
    assertThat(nothing.errorRatio()).isEmpty();
    assertThat(nothing.ready()).isEmpty();
    assertThat(nothing.desired()).isEmpty();
    assertThat(nothing.alerts()).isEmpty();

    Measure silent = measure(ORDERS, traffic("/orders", 0, 0).make());
    assertThat(silent.routes()).isEmpty();
    assertThat(silent.responses()).hasValue(0);
    assertThat(silent.errorRatio()).isEmpty();
  }

  @Test
  void theWholeOfTheAffectedRoutesCounts() {
    Measure all =
        measure(
            ORDERS,
            traffic("/orders", 70, 10).make(),
            traffic("/basket", 10, 10).make(),
            traffic("/cart", 1_000, 0).make(),
            traffic("/orders", 500, 0).set("pod", "orders-1").make(),
            traffic("/orders", 0, 500).set("errorsOnly", true).make());
    assertThat(all.window()).isEqualTo(Duration.ofMinutes(1));
    assertThat(all.routes()).containsExactly("/basket", "/orders");
    assertThat(all.responses()).hasValue(100);
    assertThat(all.errorRatio()).hasValue(0.2);
  }

  @Test
  void podsAreThoseOfTheTargetInItsNamespace() {
    Fact ours = workload("orders", 3, 2).make();
    Fact theirs = workload("orders", 9, 9).set("namespace", "other").make();
    Measure there = measure(ORDERS, theirs, workload("cart", 8, 8).make(), ours);
    assertThat(there.ready()).hasValue(2);
    assertThat(there.desired()).hasValue(3);
    assertThat(measure(ORDERS, theirs).ready()).isEmpty();
    assertThat(measure(Subject.of("Deployment", "orders"), ours).ready()).hasValue(2);
    assertThat(measure(ORDERS, FactDraft.of(Workload.class).set("name", "orders").make()).ready())
        .isEmpty();
  }

  @Test
  void ofAPodThoseOfItsWorkloadCount() {
    Subject pod = Subject.of("Pod", "shop", "orders-api-5d9c7b-x2x4q");
    Measure there =
        measure(pod, workload("orders", 9, 9).make(), workload("orders-api", 3, 2).make());
    assertThat(there.ready()).hasValue(2);
    assertThat(measure(pod, workload("order", 9, 9).make()).ready()).isEmpty();
  }

  @Test
  void alertsAreThoseThatFire() {
    assertThat(measure(ORDERS, alert(Alert.Status.FIRING), alert(Alert.Status.RESOLVED)).alerts())
        .hasValue(1);
    assertThat(measure(ORDERS, alert(Alert.Status.RESOLVED)).alerts()).hasValue(0);
  }
}
