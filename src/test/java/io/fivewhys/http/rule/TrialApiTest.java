package io.fivewhys.http.rule;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.http.InMemoryRules;
import io.fivewhys.http.TestService;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.TinyRules;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules in force that conclude nothing, and candidates that know retries and load. */
@Timeout(120)
class TrialApiTest {
  private static final String BACK_TEST = "/api/v1/rules/backtest";
  private static final String SHADOW = "/api/v1/rules/shadow";

  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return service.send(
        service
            .asAdmin(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private static String candidate() throws IOException {
    return DiagnosisJson.jsonMapper()
        .writeValueAsString(Map.of("files", TinyRules.files().contents()));
  }

  private void record(String... routes) {
    for (String route : routes) {
      service.recorded.add(
          new RecordedSnapshot(
              "id-" + service.recorded.size(),
              Instant.parse("2026-01-05T12:00:00Z"),
              TinyRules.snapshot(route)));
    }
  }

  @Test
  void aBackTestSaysWhatWouldChangeAndChangesNothing() throws IOException, InterruptedException {
    record("/retry", "/fine");
    String before = service.rules.revision().id();

    var answer = send("POST", BACK_TEST, candidate());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).at("/report/compared").asInt()).isEqualTo(2);
    assertThat(json(answer).at("/report/mitigationChanged").asInt()).isEqualTo(1);
    assertThat(json(answer).at("/report/changes/0/to/first/command").asText())
        .isEqualTo("set retries to 0");
    assertThat(json(answer).at("/passed").asBoolean()).isTrue();
    assertThat(service.rules.revision().id()).isEqualTo(before);
    assertThat(
            json(send("POST", BACK_TEST + "?limit=1", candidate())).at("/report/compared").asInt())
        .isEqualTo(1);
  }

  @Test
  void nothingRecordedIsNotTheSameAsNothingChanged() throws IOException, InterruptedException {
    var answer = json(send("POST", BACK_TEST, candidate()));

    assertThat(answer.at("/report/compared").asInt()).isZero();
    assertThat(answer.at("/summary").asText()).contains("nothing to compare with");
  }

  @Test
  void whatCannotBeTriedIsRefused() throws IOException, InterruptedException {
    assertThat(
            service.send(service.to(BACK_TEST).POST(BodyPublishers.noBody()).build()).statusCode())
        .isEqualTo(401);
    assertProblem(send("POST", BACK_TEST, "{}"), 400, "malformed-body");
    assertProblem(
        send("POST", BACK_TEST, "{\"revision\": \"0123456789\"}"), 404, "no-such-revision");
    var broken =
        send("POST", BACK_TEST, "{\"files\": {\"load/load.drl\": \"package rules.load; rule\"}}");
    assertProblem(broken, 422, "rules-refused");
    assertThat(json(broken).at("/problems/0/file").asText()).isEqualTo("load/load.drl");
    assertProblem(
        send("PUT", SHADOW, "{\"files\": {}, \"duration\": \"a day\"}"), 400, "malformed-body");
  }

  @Test
  void aShadowIsStartedReadAndDropped() throws IOException, InterruptedException {
    assertThat(service.get(SHADOW).body()).isEqualTo("{\"state\":\"none\"}");
    assertProblem(send("DELETE", SHADOW, ""), 404, "no-shadow");

    var started = send("PUT", SHADOW, candidate());

    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    var status = json(service.get(SHADOW));
    assertThat(status.path("state").asText()).isEqualTo("running");
    assertThat(status.path("base").asText()).isEqualTo(service.rules.revision().id());
    assertThat(send("DELETE", SHADOW, "").statusCode()).isEqualTo(204);
    assertThat(json(service.get(SHADOW)).path("state").asText()).isEqualTo("none");
  }

  @Test
  void theAuditLogHoldsHowAShadowBeganAndEnded() throws IOException, InterruptedException {
    String candidate = json(send("PUT", SHADOW, candidate())).path("candidate").asText();
    send("DELETE", SHADOW, "");
    send("PUT", SHADOW, "{\"files\": {\"load/load.drl\": \"package rules.load; rule\"}}");

    var entries = json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries");

    assertThat(entries)
        .extracting(
            it ->
                "%s %s %s"
                    .formatted(
                        it.path("kind").asText(),
                        it.path("operation").asText(),
                        it.path("outcome").asText("-")))
        .containsExactly(
            "outcome startShadow refused",
            "intent startShadow -",
            "outcome dropShadow dropped",
            "intent dropShadow -",
            "outcome startShadow started",
            "intent startShadow -");
    assertThat(entries.get(4).path("detail").asText()).contains(candidate);
    assertThat(entries.get(4).path("requestId")).isEqualTo(entries.get(5).path("requestId"));
  }

  @Test
  void candidatesAreCompiledWhereTheRulesInForceAre() throws IOException, InterruptedException {
    send("POST", BACK_TEST, candidate());
    String started = json(send("PUT", SHADOW, candidate())).path("candidate").asText();

    assertThat(service.compiled).containsExactly(started, started);
  }

  @Test
  void noShadowOutlivesTheService() throws IOException, InterruptedException {
    send("PUT", SHADOW, candidate());

    service.stop(Duration.ofSeconds(5));

    assertThat(service.shadow.status()).isEmpty();
  }

  @Test
  void aParameterThatMeansNothingForAShadowIsRefused() throws IOException, InterruptedException {
    assertProblem(send("PUT", SHADOW + "?dry-run", candidate()), 400, "bad-parameter");
    assertProblem(send("PUT", SHADOW + "?max-changes=0", candidate()), 400, "bad-parameter");
    assertThat(json(service.get(SHADOW)).path("state").asText()).isEqualTo("none");
  }

  @Test
  void promotingPutsTheCandidateInForceAndEndsTheShadow() throws IOException, InterruptedException {
    String candidate = json(send("PUT", SHADOW, candidate())).path("candidate").asText();

    var promoted = send("POST", SHADOW + "/promote", "");

    assertThat(promoted.statusCode()).as(promoted.body()).isEqualTo(200);
    assertThat(service.rules.revision().id()).isEqualTo(candidate);
    assertThat(json(service.get(SHADOW)).path("state").asText()).isEqualTo("none");
  }

  @Test
  void onlyTheCandidateThatSomebodyLookedAtIsPromoted() throws IOException, InterruptedException {
    String candidate = json(send("PUT", SHADOW, candidate())).path("candidate").asText();
    String before = service.rules.revision().id();
    String other = candidate.startsWith("00000000") ? "1".repeat(64) : "0".repeat(64);

    var refused = promote("\"" + other + "\"");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(412);
    assertThat(json(refused).path("type").asText()).endsWith(":another-candidate");
    assertThat(json(refused).path("detail").asText()).contains(candidate, other);
    assertThat(json(refused).path("revision").asText()).isEqualTo(before);
    assertThat(service.rules.revision().id()).isEqualTo(before);
    assertThat(json(service.get(SHADOW)).path("state").asText()).isEqualTo("running");
    assertThat(promote("nonsense").statusCode()).isEqualTo(400);

    assertThat(promote("\"" + candidate + "\"").statusCode()).isEqualTo(200);
    assertThat(service.rules.revision().id()).isEqualTo(candidate);
  }

  @Test
  void onlyTheCandidateThatSomebodyLookedAtIsEnded() throws IOException, InterruptedException {
    String candidate = json(send("PUT", SHADOW, candidate())).path("candidate").asText();
    String other = candidate.startsWith("00000000") ? "1".repeat(64) : "0".repeat(64);

    var refused = drop("\"" + other + "\"", "one");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(412);
    assertThat(json(refused).path("type").asText()).endsWith(":another-candidate");
    assertThat(json(refused).path("detail").asText())
        .contains(candidate, other, "Nothing was ended");
    assertThat(json(service.get(SHADOW)).path("state").asText()).isEqualTo("running");

    assertThat(drop("\"" + candidate + "\"", "two").statusCode()).isEqualTo(204);
    assertThat(json(service.get(SHADOW)).path("state").asText()).isEqualTo("none");
  }

  @Test
  void aShadowIsEndedOnceForAKey() throws IOException, InterruptedException {
    String candidate = json(send("PUT", SHADOW, candidate())).path("candidate").asText();
    var ended = drop("\"" + candidate + "\"", "one");
    var again = drop("\"" + candidate + "\"", "one");

    assertThat(ended.statusCode()).isEqualTo(204);
    assertThat(again.statusCode()).isEqualTo(204);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(again.headers().firstValue("X-Request-Id"))
        .isEqualTo(ended.headers().firstValue("X-Request-Id"));
  }

  /** It may be gone, for which no answer from before may stand. */
  @Test
  void aShadowIsStartedAnewWhateverTheKey() throws IOException, InterruptedException {
    String candidate = json(start("one")).path("candidate").asText();
    drop("*", "two");

    var again = start("one");

    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(json(service.get(SHADOW)).path("candidate").asText()).isEqualTo(candidate);
  }

  private HttpResponse<String> start(String key) throws IOException, InterruptedException {
    return service.send(
        service
            .asAdmin(SHADOW)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .PUT(BodyPublishers.ofString(candidate()))
            .build());
  }

  private HttpResponse<String> drop(String ifMatch, String key)
      throws IOException, InterruptedException {
    return service.send(
        service
            .asAdmin(SHADOW)
            .header("If-Match", ifMatch)
            .header("Idempotency-Key", key)
            .DELETE()
            .build());
  }

  private HttpResponse<String> promote(String ifMatch) throws IOException, InterruptedException {
    return service.send(
        service
            .asAdmin(SHADOW + "/promote")
            .header("If-Match", ifMatch)
            .POST(BodyPublishers.noBody())
            .build());
  }

  @Test
  void aCandidateComparedWithWhatIsNoLongerInForceIsNotPromoted()
      throws IOException, InterruptedException {
    send("PUT", SHADOW, candidate());
    var other =
        Map.of(
            "base", "*", "files", Map.of(InMemoryRules.PATH, InMemoryRules.rule("Another rule")));
    send("PUT", "/api/v1/rules", DiagnosisJson.jsonMapper().writeValueAsString(other));

    assertThat(json(service.get(SHADOW)).path("stale").asBoolean()).isTrue();
    assertThat(send("POST", SHADOW + "/promote", "").statusCode()).isEqualTo(412);
    assertThat(json(service.get(SHADOW)).path("state").asText()).isEqualTo("running");
  }

  @Test
  void whatIsAnsweredIsKeptWithItsSnapshot() throws IOException, InterruptedException {
    var answer = service.post("edge");

    assertThat(service.recent.recorded.poll(60, TimeUnit.SECONDS))
        .isEqualTo(json(answer).path("id").asText());
  }
}
