package io.fivewhys.http.serve;

import static io.fivewhys.http.TestService.LONG;
import static io.fivewhys.http.TestService.OPTIONS;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.snapshotOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.http.Heard;
import io.fivewhys.http.TestService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OverloadTest {
  private TestService service;

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  @Test
  void asksToComeBackWhenEveryPlaceIsTaken() throws Exception {
    service = new TestService(OPTIONS, new DeskLimits(1, 1, LONG, LONG));
    var running = service.posted("slow");
    Heard.await(service.heard.started);
    var waiting = service.posted("slow");
    Heard.await(service.heard.queued);
    Heard.await(service.heard.queued);

    var refused = service.post("edge");

    assertProblem(refused, 503, "full");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_queue_depth 1.0")
        .contains("fivewhys_refused_total{reason=\"full\"} 1.0");
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    service.mayFinish.countDown();
    assertThat(running.get().statusCode()).isEqualTo(200);
    assertThat(waiting.get().statusCode()).isEqualTo(200);
    assertThat(service.post("edge").statusCode()).isEqualTo(200);
  }

  @Test
  void answersAtTheDeadlineWhileTheThreadIsStillTaken() throws Exception {
    service = new TestService(OPTIONS, new DeskLimits(1, 0, Duration.ofMillis(50), LONG));

    var late = service.post("slow");

    assertProblem(late, 503, "deadline");
    assertThat(late.headers().firstValue("Retry-After")).isPresent();
    assertProblem(service.post("edge"), 503, "full");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_evaluations_failed_total{code=\"deadline_exceeded\"} 1.0")
        .contains("fivewhys_evaluations_running 1.0");
  }

  @Test
  void saysThatTheRulesFailedAndGoesOn() throws Exception {
    service =
        new TestService(
            OPTIONS,
            new DeskLimits(2, 2, LONG, LONG),
            gateway ->
                switch (gateway) {
                  case "rule" ->
                      throw new DiagnosisFailed(
                          DiagnosisFailed.Code.RULE_FAILED, "A rule failed.", null);
                  case "loop" ->
                      throw new DiagnosisFailed(
                          DiagnosisFailed.Code.TOO_MANY_FIRINGS, "Too many.", null);
                  case "greedy" ->
                      throw new DiagnosisFailed(
                          DiagnosisFailed.Code.MEMORY_EXCEEDED,
                          List.of("Joins all with all"),
                          "the rule \"Joins all with all\" was stopped",
                          null);
                  case "bug" -> throw new IllegalStateException("not for clients");
                  default -> SampleDiagnoses.healthy(gateway);
                });

    assertProblem(service.post("rule"), 500, "rule-failed");
    assertProblem(service.post("loop"), 500, "too-many-firings");
    var greedy = service.post("greedy");
    assertProblem(greedy, 500, "rule-budget-exceeded");
    assertThat(greedy.body()).contains("\"rules\":[\"Joins all with all\"]");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_evaluations_failed_total{code=\"memory_exceeded\"} 1.0")
        .contains("fivewhys_rules_failed_total{rule=\"Joins all with all\"} 1.0");
    var bug = service.post("bug");
    assertProblem(bug, 500, "internal");
    assertThat(bug.body()).doesNotContain("not for clients");
    assertThat(service.post("edge").statusCode()).isEqualTo(200);
  }

  @Test
  void finishesWhatIsUnderWayBeforeItStops() throws Exception {
    service = new TestService();
    var running = service.posted("slow");
    Heard.await(service.heard.started);

    var stopped = CompletableFuture.supplyAsync(() -> stopUnchecked(LONG));
    while (service.get("/health/ready").statusCode() == 200) {
      Thread.onSpinWait();
    }
    assertProblem(service.get("/health/ready"), 503, "draining");
    assertProblem(service.post("edge"), 503, "draining");
    assertThat(stopped).isNotDone();
    service.mayFinish.countDown();

    assertThat(running.get().statusCode()).isEqualTo(200);
    assertThat(stopped.get()).isTrue();
    assertThat(service.client.sendAsync(service.to("/").build(), discarding())).failsWithin(LONG);
  }

  @Test
  void refusesWhatStillWaitsWhenTheDrainIsOver() throws Exception {
    service = new TestService(OPTIONS, new DeskLimits(1, 1, LONG, LONG));
    service.posted("slow");
    Heard.await(service.heard.started);
    var waiting = service.posted("edge");
    Heard.await(service.heard.queued);
    Heard.await(service.heard.queued);

    assertThat(service.stop(Duration.ofMillis(10))).isFalse();
    assertProblem(waiting.get(), 503, "draining");
  }

  @Test
  void aClientThatLeavesGivesItsPlaceInTheQueueBack() throws Exception {
    service = new TestService(OPTIONS, new DeskLimits(1, 1, LONG, LONG));
    var running = service.posted("slow");
    Heard.await(service.heard.started);
    try (var socket = service.socket()) {
      socket.getOutputStream().write(post(snapshotOf("left")));
      Heard.await(service.heard.queued);
      Heard.await(service.heard.queued);
      assertThat(service.desk.waiting()).isEqualTo(1);
    }

    Heard.await(service.heard.abandoned);

    assertThat(service.desk.waiting()).isZero();
    var next = service.posted("edge");
    Heard.await(service.heard.queued);
    service.mayFinish.countDown();
    assertThat(running.get().statusCode()).isEqualTo(200);
    assertThat(next.get().statusCode()).isEqualTo(200);
    assertThat(service.recent.size()).isEqualTo(2);
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_abandoned_total 1.0")
        .contains("fivewhys_http_requests_total{operation=\"createDiagnosis\",status=\"gone\"} 1");
  }

  private static byte[] post(String body) {
    var text =
        "POST /api/v1/diagnoses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static java.net.http.HttpResponse.BodyHandler<Void> discarding() {
    return java.net.http.HttpResponse.BodyHandlers.discarding();
  }

  private boolean stopUnchecked(Duration drain) {
    try {
      return service.stop(drain);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
