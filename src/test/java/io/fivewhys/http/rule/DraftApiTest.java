package io.fivewhys.http.rule;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.http.Contract;
import io.fivewhys.http.InMemoryRules;
import io.fivewhys.http.TestService;
import io.fivewhys.store.Origin;
import io.fivewhys.trial.TinyRules;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules in force that conclude nothing, and drafts that know retries and load. */
@Timeout(120)
class DraftApiTest {
  private static final String TRIALS = "/api/v1/rules/trials";
  private static final String CHECK = "/api/v1/rules/check";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String RULE = "Callers try again and again";
  private static final String CASES =
      """
      cases:
        - name: "The route of retries fails"
          facts:
            - {kind: RouteTraffic, route: /retry, responses: {200: 500, 503: 500}}
          concludes: ["Callers try again and again"]
        - name: "Another route fails"
          facts:
            - {kind: RouteTraffic, route: /load, responses: {200: 500, 503: 500}}
          %s: ["Callers try again and again"]
      """;

  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service =
        new TestService(
            TestService.OPTIONS,
            new DeskLimits(2, 8, LONG, LONG),
            SampleDiagnoses::badRelease,
            new SnapshotReader(Clock.systemUTC())::read);
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private HttpResponse<String> send(String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return service.send(
        service
            .asAdmin(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(DiagnosisJson.jsonMapper().writeValueAsString(body)))
            .build());
  }

  private static Map<String, String> draft(String... changed) {
    return new TreeMap<>(TinyRules.files(changed).contents());
  }

  private static Map<String, Object> snapshot() {
    return Map.of(
        "gateway",
        "edge",
        "facts",
        List.of(
            Map.of(
                "kind", "RouteTraffic",
                "route", "/retry",
                "responses", Map.of("200", 500, "503", 500))));
  }

  @Test
  void aDraftDiagnosesAndExplainsAndNothingIsKeptOrPutInForce()
      throws IOException, InterruptedException {
    String before = service.rules.revision().id();

    var answer =
        send(
            TRIALS,
            Map.of(
                "files", draft(), "snapshot", snapshot(), "explain", List.of(RULE, "Shed load")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode tried = json(answer);
    new Contract().assertValid("Tried", tried);
    assertThat(tried.at("/diagnosis/causes/0/mechanism").asText()).isEqualTo("retry_storm");
    assertThat(tried.path("fired"))
        .extracting(JsonNode::asText)
        .containsExactly(RULE, "Cut the retries");
    assertThat(tried.at("/explanations/0/fired").asBoolean()).isTrue();
    assertThat(tried.at("/explanations/1/rule").asText()).isEqualTo("Shed load");
    assertThat(tried.at("/explanations/1/fired").asBoolean()).isFalse();
    assertThat(tried.path("revision").asText()).isNotEqualTo(before);
    assertThat(service.rules.revision().id()).isEqualTo(before);
    assertThat(service.diagnoses.size()).isZero();
  }

  @Test
  void withoutADraftTheRulesInForceAnswerAndTheSnapshotMayBeYaml()
      throws IOException, InterruptedException {
    String yaml =
        """
        gateway: edge
        facts:
          - {kind: RouteTraffic, route: /retry, responses: {200: 500, 503: 500}}
        """;

    var tried = json(send(TRIALS, Map.of("snapshot", yaml, "explain", List.of("A pod restarts"))));

    assertThat(tried.path("revision").asText()).isEqualTo(service.rules.revision().id());
    assertThat(tried.path("fired")).isEmpty();
    assertThat(tried.at("/explanations/0/fired").asBoolean()).isFalse();
  }

  @Test
  void theSnapshotOfAKeptDiagnosisCanBeTakenAndAKeptRevisionAsked()
      throws IOException, InterruptedException {
    var kept =
        service.diagnoses.keep(
            TinyRules.snapshot("/retry"), SampleDiagnoses.badRelease("edge"), Origin.POSTED);

    var answer = send(TRIALS, Map.of("diagnosis", kept.id(), "files", draft()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("fired")).extracting(JsonNode::asText).contains(RULE);
    String revision = service.rules.revision().id();
    var asked = json(send(TRIALS, Map.of("diagnosis", kept.id(), "revision", revision)));
    assertThat(asked.path("revision").asText()).isEqualTo(revision);
    assertThat(asked.path("fired")).isEmpty();
    assertProblem(send(TRIALS, Map.of("diagnosis", "gone")), 404, "no-such-diagnosis");
  }

  @Test
  void whatCannotBeTriedIsRefusedWithItsPlace() throws IOException, InterruptedException {
    var broken =
        send(
            TRIALS,
            Map.of(
                "files",
                Map.of("load/load.drl", "package rules.load;\nrule"),
                "snapshot",
                snapshot()));
    assertProblem(broken, 422, "rules-refused");
    assertThat(json(broken).at("/problems/0/file").asText()).isEqualTo("load/load.drl");
    assertThat(json(broken).at("/problems/0/line").asInt()).isPositive();
    new Contract().assertValid("RefusedTrial", json(broken));

    assertProblem(send(TRIALS, Map.of()), 400, "malformed-body");
    assertProblem(
        send(TRIALS, Map.of("snapshot", Map.of("gateway", 7))), 400, "malformed-snapshot");
    assertProblem(
        send(TRIALS, Map.of("snapshot", snapshot(), "explain", List.of("None"))),
        404,
        "no-such-rule");
    assertProblem(
        send(TRIALS, Map.of("snapshot", snapshot(), "revision", "0123456789")),
        404,
        "no-such-revision");
    assertThat(service.send(service.to(TRIALS).POST(BodyPublishers.noBody()).build()).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aRuleOfADraftThatThrowsIsItsAuthorsToMend() throws IOException, InterruptedException {
    String throwing =
        """
        package rules.broken;
        import io.fivewhys.fact.*;
        import io.fivewhys.inference.*;
        agenda-group "evidence"
        rule "Divides by nothing"
        when
          $r : FailingRoute( route == "/retry" )
        then
          insertLogical( Finding.of("sign", "x", "" + 1 / ($r.errors() - $r.errors())) );
        end
        """;

    var answer =
        send(
            TRIALS, Map.of("files", Map.of("broken/broken.drl", throwing), "snapshot", snapshot()));

    assertProblem(answer, 422, "rule-failed");
    assertThat(json(answer).at("/rules/0").asText()).isEqualTo("Divides by nothing");
  }

  @Test
  void aCheckEndsWhereItIsAsked() throws IOException, InterruptedException {
    var answer = send(CHECK + "?until=compile", Map.of("changes", draft()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    new Contract().assertValid("Changed", json(answer));
    assertThat(json(answer).at("/checks/steps"))
        .extracting(it -> it.path("stage").asText() + " " + it.path("status").asText())
        .containsExactly(
            "parse passed",
            "sandbox passed",
            "compile passed",
            "consistency passed",
            "cases skipped",
            "backtest skipped");
    assertThat(service.rules.last).as("no change was asked for").isNull();
  }

  @Test
  void aDraftsErrorHasItsPlace() throws IOException, InterruptedException {
    var answer =
        send(
            CHECK + "?until=compile",
            Map.of(
                "changes",
                Map.of(InMemoryRules.PATH, InMemoryRules.RULE.replace("$p : Pod(", "$p : Podd("))));

    assertProblem(answer, 422, "rules-refused");
    new Contract().assertValid("RefusedChange", json(answer));
    assertThat(json(answer).at("/problems/0/file").asText()).isEqualTo(InMemoryRules.PATH);
    assertThat(json(answer).at("/problems/0/line").asInt()).isEqualTo(8);
  }

  @Test
  void theCasesBesideADraftAreRunAndEachToldOf() throws IOException, InterruptedException {
    var files = draft("retries/cases.yaml", CASES.formatted("concludes"));
    files.put("load/cases.yaml", "cases: nonsense");

    var answer = send(CHECK + "?cases=retries", Map.of("changes", files));

    assertProblem(answer, 422, "rules-refused");
    new Contract().assertValid("RefusedChange", json(answer));
    assertThat(json(answer).path("cases"))
        .extracting(it -> it.path("name").asText() + ": " + it.path("outcome").asText())
        .containsExactly("The route of retries fails: passed", "Another route fails: failed");
    assertThat(json(answer).at("/cases/1/differences/0/what").asText()).contains(RULE);

    files.put("retries/cases.yaml", CASES.formatted("doesNotConclude"));
    var mended = send(CHECK + "?cases=retries", Map.of("changes", files));

    assertThat(mended.statusCode()).as(mended.body()).isEqualTo(200);
    assertThat(json(mended).path("cases")).hasSize(2);
  }

  @Test
  void aWholeCheckTakesChangesToo() throws IOException, InterruptedException {
    var answer = send(CHECK, Map.of("changes", draft()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(service.rules.last.dryRun()).isTrue();
  }

  @Test
  void whatMeansNothingForADraftIsRefused() throws IOException, InterruptedException {
    assertProblem(send(CHECK + "?until=dawn", Map.of("changes", draft())), 400, "bad-parameter");
    assertProblem(
        send(CHECK + "?until=compile&cases=a", Map.of("changes", draft())), 400, "bad-parameter");
    assertProblem(
        send(CHECK + "?until=cases&strict", Map.of("changes", draft())), 400, "bad-parameter");
    assertProblem(send(CHECK, Map.of("changes", draft(), "files", draft())), 400, "malformed-body");
  }

  @Test
  void aCheckStopsWhenItsClientLeaves() throws IOException, InterruptedException {
    var begun = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    service.draftCompiler =
        _ -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            stopped.countDown();
          }
          throw new IllegalStateException("given up");
        };
    String body = "{\"changes\": {}}";
    try (var client = service.socket()) {
      client
          .getOutputStream()
          .write(
              """
              POST /api/v1/rules/check?until=compile HTTP/1.1\r
              Host: 127.0.0.1:%d\r
              Authorization: Bearer %s\r
              Content-Type: application/json\r
              Content-Length: %d\r
              \r
              %s\
              """
                  .formatted(service.address.getPort(), TestService.TOKEN, body.length(), body)
                  .getBytes(StandardCharsets.UTF_8));
      begun.await();
    }

    assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
  }
}
