package io.fivewhys.demo;

import static io.fivewhys.demo.DemoEstate.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault shows in its raw places, and heals. */
class DemoEstateTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration LATELY = Duration.ofSeconds(3);

  @TempDir static Path directory;
  private static DemoEstate estate;
  private static RawPlaces raw;

  @BeforeAll
  static void start() throws Exception {
    estate = DemoEstate.start(DemoOptions.forTests(directory));
    raw = new RawPlaces(estate);
  }

  @AfterEach
  void allIsWellAgain() {
    estate.heal();
    estate.awaitTraffic();
  }

  @AfterAll
  static void stop() {
    raw.close();
    estate.close();
  }

  @Test
  void servesEveryRouteWithoutErrors() throws Exception {
    assertThat(estate.seen().statuses("/", LATELY)).containsKeys(200, 201);
    assertThat(raw.admin("/metrics")).contains("spring_cloud_gateway_requests_seconds_count");
    assertThat(raw.flags("orders")).containsExactly("-");
    assertThat(raw.kubernetes().top().pods().metrics(DemoEstate.NAMESPACE).getItems()).hasSize(7);
  }

  @Test
  void aBadRolloutIsAChangedDeploymentWhoseNewPodsFail() {
    estate.inject(Fault.BAD_ROLLOUT);
    soon("customers see errors", () -> ratio("/orders") > 0.4);
    soon("the old pods are gone", () -> raw.pods("orders").stream().allMatch(this::isNew));

    assertThat(estate.seen().statuses("/orders", LATELY)).containsKey(500);
    assertThat(ratio("/catalog")).isZero();
    assertThat(raw.allReady("orders")).isTrue();
    assertThat(raw.log("orders"))
        .contains("java.lang.NullPointerException", "\tat io.fivewhys.demo.app.Discount$ByTier");
    assertThat(raw.revisions("orders")).containsExactly("6:0", "7:0", "8:2");
    assertThat(raw.reasons("orders")).contains("ScalingReplicaSet", "SuccessfulCreate", "Killing");

    estate.heal();
    estate.awaitTraffic();
    assertThat(raw.revisions("orders")).containsExactly("6:0", "8:0", "9:2");
  }

  private boolean isNew(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage().endsWith(":1.8.0");
  }

  @Test
  void exportsFillTheMemoryUntilPodsAreKilledAgainAndAgain() {
    int before = raw.restarts("catalog");
    estate.inject(Fault.OOM_LOOP);
    soon("memory is nearly full", () -> raw.usage("catalog", "memory") > 0.8 * (256 << 20));
    soon("pods were killed four times", () -> raw.restarts("catalog") >= before + 4);
    soon("one waits to be started", this::anyWaits);
    soon("customers see errors", () -> ratio("/catalog") > 0.2);

    assertThat(raw.containers("catalog"))
        .allSatisfy(
            it -> {
              var last = it.getLastState().getTerminated();
              assertThat(last.getReason()).isEqualTo("OOMKilled");
              assertThat(last.getExitCode()).isEqualTo(137);
            });
    assertThat(raw.reasons("catalog")).contains("BackOff");
    assertThat(raw.revisions("catalog")).containsExactly("6:0", "7:2");
    assertThat(ratio("/orders")).isZero();
  }

  private boolean anyWaits() {
    return raw.containers("catalog").stream()
        .map(it -> it.getState().getWaiting())
        .anyMatch(it -> it != null && it.getReason().equals("CrashLoopBackOff"));
  }

  @Test
  void aStoppedDatabaseRefusesConnectionsAndIsThereAgainAfterwards() {
    estate.inject(Fault.DATABASE_DOWN);
    assertThat(raw.refuses(estate.postgresPort())).isTrue();
    soon("orders fails", () -> ratio("/orders") > 0.9);
    soon("payments fails", () -> ratio("/payments") > 0.9);

    assertThat(ratio("/catalog")).isZero();
    String refused = "PSQLException: Connection to 127.0.0.1:%d refused";
    assertThat(raw.log("orders"))
        .contains(refused.formatted(estate.postgresPort()))
        .contains("Caused by: java.net.ConnectException: Connection refused");
    assertThat(raw.allReady("orders")).isTrue();

    estate.heal();
    assertThat(raw.refuses(estate.postgresPort())).isFalse();
  }

  @Test
  void aBreakerLeftOpenRefusesUntilItIsResetAsTheRunbookSays() throws Exception {
    estate.inject(Fault.BREAKER_LEFT_OPEN);
    soon("payments is refused", () -> ratio("/payments") == 1);

    assertThat(raw.admin("/admin/circuit-breaker/payments")).contains("\"forced_open\"");
    assertThat(raw.admin("/actuator/circuitbreakers")).contains("\"FORCED_OPEN\"");
    assertThat(raw.flags("payments")).contains("UO");
    assertThat(raw.log("api-gateway")).contains("CallNotPermittedException");
    assertThat(raw.allReady("payments")).isTrue();

    assertThat(raw.adminPost("/admin/circuit-breaker/payments/reset")).isEqualTo(200);
    estate.awaitTraffic();
    assertThat(raw.adminPost("/admin/circuit-breaker/nobody/reset")).isEqualTo(404);
  }

  @Test
  void aWrongRouteIsAnIngressThatNamesAServiceWhichDoesNotExist() {
    estate.inject(Fault.WRONG_ROUTE);
    soon("payments fails", () -> ratio("/payments") == 1);

    assertThat(raw.flags("payments")).contains("NC");
    assertThat(raw.kubernetes().services().withName("payment").get()).isNull();
    var ingress = raw.kubernetes().network().v1().ingresses().withName("shop").get();
    assertThat(ingress.getSpec().toString()).contains("name=payment,");
    assertThat(ingress.getMetadata().getGeneration()).isGreaterThan(1);
    assertThat(ingress.getMetadata().getManagedFields())
        .anySatisfy(it -> assertThat(it.getManager()).isEqualTo("kubectl-edit"));
  }

  @Test
  void aSurgeFillsQueuesUsesUpTheCpuAndBringsTheAutoscalerToItsMaximum() {
    int restarts = raw.restarts("catalog");
    estate.inject(Fault.TRAFFIC_SURGE);
    soon("requests are sent away", () -> ratio("/catalog") > 0.2);
    soon("there are four pods", () -> raw.pods("catalog").size() == 4);
    soon(
        "and still too few",
        () -> raw.autoscaler("catalog").toString().contains("TooManyReplicas"));
    soon("the CPU is used up", () -> raw.usage("catalog", "cpu") > 0.85 * 0.25);

    assertThat(estate.seen().statuses("/catalog", LATELY)).containsKeys(200, 503);
    assertThat(raw.log("catalog")).contains("RejectedExecutionException");
    assertThat(raw.restarts("catalog")).isEqualTo(restarts);
    assertThat(ratio("/orders")).isZero();
  }

  private static void soon(String what, BooleanSupplier isSo) {
    await(what, SOON, isSo);
  }

  private static double ratio(String route) {
    return estate.seen().failureRatio(route, LATELY);
  }
}
