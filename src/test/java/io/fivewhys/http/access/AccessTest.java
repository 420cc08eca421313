package io.fivewhys.http.access;

import static io.fivewhys.http.InMemoryRules.PATH;
import static io.fivewhys.http.InMemoryRules.rule;
import static io.fivewhys.http.TestService.INTAKE_TOKEN;
import static io.fivewhys.http.TestService.TOKEN;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.Anonymous;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.ApiContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Who is let in, and what is written down about it. */
@Timeout(60)
@Isolated("the output of the process is taken")
class AccessTest {
  private TestService service;

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  /** Everything that needs the token, as it would be asked for by one who has it. */
  private List<HttpRequest.Builder> guarded() {
    var guarded = new ArrayList<HttpRequest.Builder>();
    var contract = ApiContract.shipped();
    for (var operation : contract.operations()) {
      if (operation.needs() == ApiContract.Needs.TOKEN) {
        String path =
            operation
                .path()
                .replace("{path}", "evidence/pods/other.drl")
                .replace("{name}", "edge")
                .replace("{id}", "none");
        guarded.add(
            service
                .to(path)
                .header("Content-Type", path.contains("files") ? "text/plain" : "application/json")
                .method(operation.method(), BodyPublishers.ofString("{}")));
      }
    }
    return guarded;
  }

  /** The same with the token of those who only bring in what was observed. */
  private List<HttpResponse<String>> answeredToIntake(boolean allowed)
      throws IOException, InterruptedException {
    var answers = new ArrayList<HttpResponse<String>>();
    for (var operation : ApiContract.shipped().operations()) {
      if (operation.needs() == ApiContract.Needs.TOKEN && operation.intake() == allowed) {
        String path =
            operation
                .path()
                .replace("{path}", PATH)
                .replace("{name}", "edge")
                .replace("{id}", "none");
        answers.add(
            service.send(
                service
                    .asIntake(path)
                    .header(
                        "Content-Type", path.contains("files") ? "text/plain" : "application/json")
                    .method(operation.method(), BodyPublishers.ofString("{}"))
                    .build()));
      }
    }
    return answers;
  }

  private List<JsonNode> audit() throws IOException, InterruptedException {
    var answer = service.send(service.asAdmin("/api/v1/audit").build());
    assertThat(answer.statusCode()).isEqualTo(200);
    var entries = new ArrayList<JsonNode>();
    json(answer).path("entries").forEach(entries::add);
    return entries;
  }

  @Test
  void everythingThatChangesSomethingNeedsTheTokenAndNothingElseDoesOnTheLoopback()
      throws IOException, InterruptedException {
    service = new TestService();

    for (var operation : ApiContract.shipped().operations()) {
      boolean changes =
          !operation.method().equals("GET")
              && !List.of("createDiagnosis", "explainRule", "deleteSession")
                  .contains(operation.id())
              // Slack and PagerDuty sign what they send in place of a token.
              && !List.of("takeSlackAction", "takePagerDutyEvent").contains(operation.id());
      // What others did, and what they try just now, is for those who may do the same.
      boolean audit = List.of("readAudit", "listJobs", "readJob").contains(operation.id());
      assertThat(operation.needs() == ApiContract.Needs.TOKEN)
          .as(operation.id())
          .isEqualTo(changes || audit);
    }
    assertThat(guarded()).hasSizeGreaterThan(5);
    for (var request : guarded()) {
      assertProblem(service.send(request.copy().build()), 401, "no-token");
      for (String wrong :
          List.of("Bearer " + TOKEN + "x", "Bearer ", "Basic " + TOKEN, TOKEN, "Bearer fw_")) {
        var denied = service.send(request.copy().header("Authorization", wrong).build());
        assertProblem(denied, 401, "wrong-token");
        assertThat(denied.headers().firstValue("WWW-Authenticate").orElseThrow())
            .startsWith("Bearer ");
      }
      var admitted =
          service.send(request.copy().header("Authorization", "bearer " + TOKEN).build());
      assertThat(admitted.statusCode()).as(admitted.body()).isNotIn(401, 403);
    }
    assertThat(service.rules.history(9)).hasSize(1);
    assertThat(service.get("/api/v1/rules").statusCode()).isEqualTo(200);
    assertThat(service.post("edge").statusCode()).isEqualTo(200);
  }

  @Test
  void theIntakeTokenBringsInWhatWasObservedAndChangesNothingElse()
      throws IOException, InterruptedException {
    service = TestService.openTo(Anonymous.HEALTH);

    var intake =
        ApiContract.shipped().operations().stream()
            .filter(ApiContract.Operation::intake)
            .map(ApiContract.Operation::id);
    assertThat(intake)
        .containsExactlyInAnyOrder(
            "createDiagnosis", "postAlerts", "pushFacts", "deleteFacts", "evaluateGateway");
    for (var answer : answeredToIntake(true)) {
      assertThat(answer.statusCode()).as(answer.toString()).isNotIn(401, 403);
    }
    for (var answer : answeredToIntake(false)) {
      assertProblem(answer, 403, "token-too-weak");
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .contains("insufficient_scope");
    }
    for (String reading :
        List.of("/api/v1/gateways", "/api/v1/alerts", "/api/v1/rules", "/metrics")) {
      assertProblem(service.send(service.asIntake(reading).build()), 403, "token-too-weak");
    }
    var snapshot =
        service
            .asIntake("/api/v1/diagnoses")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestService.snapshotOf("edge")));
    assertThat(service.send(snapshot.build()).statusCode()).isEqualTo(200);
    assertThat(service.rules.history(9)).hasSize(1);
    assertThat(audit())
        .filteredOn(it -> it.path("kind").asText().equals("denied"))
        .isNotEmpty()
        .allMatch(it -> it.path("actor").asText().equals("intake"))
        .allMatch(it -> it.path("outcome").asText().equals("token_too_weak"));
  }

  @Test
  void whoMayOpenIncidentsByASnapshotIsWrittenDown() throws IOException, InterruptedException {
    service = new TestService();
    assertThat(service.post("edge").statusCode()).isEqualTo(200);
    assertThat(audit()).as("of somebody without a token nothing follows").isEmpty();

    var snapshot =
        service
            .asIntake("/api/v1/diagnoses")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestService.snapshotOf("edge")));
    String verdict = json(service.send(snapshot.build())).path("verdict").asText();

    assertThat(audit())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("operation").asText()).isEqualTo("createDiagnosis");
              assertThat(it.path("actor").asText()).isEqualTo("intake");
              assertThat(it.path("outcome").asText()).isEqualTo(verdict);
              assertThat(it.path("detail").asText()).isEqualTo("gateway edge");
            });
  }

  @Test
  void whereOthersReachItReadingNeedsTheTokenTooButHealthDoesNot()
      throws IOException, InterruptedException {
    service = TestService.openTo(Anonymous.METRICS);

    for (String free : List.of("/health/live", "/health/ready", "/metrics", "/openapi.yaml", "/")) {
      assertThat(service.get(free).statusCode()).as(free).isEqualTo(200);
    }
    for (String closed :
        List.of(
            "/api/v1/diagnoses",
            "/api/v1/diagnoses/1",
            "/api/v1/rules",
            "/api/v1/rules/files/" + PATH,
            "/api/v1/rules/revisions",
            "/api/v1/gateways",
            "/api/v1/gateways/edge",
            "/api/v1/gateways/edge/snapshot",
            "/api/v1/sources",
            "/api/v1/alerts")) {
      assertProblem(service.get(closed), 401, "no-token");
    }
    assertProblem(service.post("edge"), 401, "no-token");
    assertThat(service.send(service.asAdmin("/api/v1/rules").build()).statusCode()).isEqualTo(200);
    // Nobody changed or guessed anything, so there is nothing to write down.
    assertThat(audit()).isEmpty();
  }

  @Test
  void howMuchIsFreeElsewhereIsASetting() throws IOException, InterruptedException {
    service = TestService.openTo(Anonymous.HEALTH);
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    assertProblem(service.get("/metrics"), 401, "no-token");
    service.close();

    service = TestService.openTo(Anonymous.READING);
    assertThat(service.post("edge").statusCode()).isEqualTo(200);
    assertProblem(service.send(service.to("/api/v1/audit").build()), 401, "no-token");
  }

  @Test
  void aPageOfAnotherSiteChangesNothingEvenWithTheToken() throws Exception {
    service = new TestService();
    var good = "http://127.0.0.1:" + service.address.getPort();

    for (String[] headers :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"Origin", "http://127.0.0.1:1"},
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"},
        }) {
      assertProblem(service.put(PATH, rule("Foreign"), headers), 403, "cross-site");
      var snapshot =
          service.to("/api/v1/diagnoses").headers(headers).POST(BodyPublishers.ofString("{}"));
      assertProblem(service.send(snapshot.build()), 403, "cross-site");
    }
    assertThat(service.rules.history(9)).hasSize(1);
    assertThat(
            service
                .put(PATH, rule("Ours"), "Origin", good, "Sec-Fetch-Site", "same-origin")
                .statusCode())
        .isEqualTo(428);
    try (var socket = service.socket()) {
      socket
          .getOutputStream()
          .write(
              "DELETE /api/v1/rules/files/a.drl HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes());
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 421");
    }
  }

  @Test
  void everyChangeLeavesAnIntentAndAnOutcome() throws IOException, InterruptedException {
    service = new TestService();
    String before = service.rules.revision().id();
    var changed =
        service.put(
            PATH + "?message=two%0Alines",
            rule("New"),
            "If-Match",
            "*",
            "X-Fivewhys-Author",
            "Jane");
    service.put(PATH, rule("Bad").replace("when", "wen"), "If-Match", "*");

    var entries = audit();
    assertThat(entries).hasSize(4);
    var intent = entries.get(3);
    var outcome = entries.get(2);
    assertThat(intent.path("kind").asText()).isEqualTo("intent");
    assertThat(intent.path("actor").asText()).isEqualTo("admin");
    assertThat(intent.path("claimedAuthor").asText()).isEqualTo("Jane");
    assertThat(intent.path("remote").asText()).isEqualTo("127.0.0.1");
    assertThat(intent.path("detail").asText()).isEqualTo("two\nlines");
    assertThat(outcome.path("kind").asText()).isEqualTo("outcome");
    assertThat(outcome.path("outcome").asText()).isEqualTo("activated");
    assertThat(outcome.path("before").asText()).isEqualTo(before);
    assertThat(outcome.path("after").asText()).isEqualTo(service.rules.revision().id());
    assertThat(outcome.path("requestId").asText())
        .isEqualTo(intent.path("requestId").asText())
        .isEqualTo(changed.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(entries.get(0).path("outcome").asText()).isEqualTo("refused");
    assertThat(audit()).hasSize(4);
  }

  @Test
  void deniedAttemptsAreWrittenDownButCannotFillTheDisk() throws IOException, InterruptedException {
    service = new TestService();
    for (int i = 0; i < 50; i++) {
      service.put(PATH, rule("Guessed"), "Authorization", "Bearer wrong" + i);
    }

    var answer = json(service.send(service.asAdmin("/api/v1/audit").build()));
    assertThat(answer.path("entries")).hasSize(10);
    assertThat(answer.path("deniedUnwritten").asInt()).isEqualTo(40);
    var entry = answer.at("/entries/0");
    assertThat(entry.path("kind").asText()).isEqualTo("denied");
    assertThat(entry.path("outcome").asText()).isEqualTo("wrong_token");
    assertThat(entry.path("operation").asText()).isEqualTo("putRuleFile");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_access_denied_total{reason=\"wrong_token\"} 50.0");
  }

  @Test
  void nothingIsChangedThatCannotBeWrittenDown() throws IOException, InterruptedException {
    service = new TestService();
    // Nobody can append to a directory, not even root.
    service.audit.broken(true);

    assertProblem(service.put(PATH, rule("New"), "If-Match", "*"), 503, "audit-unavailable");

    assertThat(service.rules.history(9)).hasSize(1);
  }

  @Test
  void theTokenIsInNoAnswerNoLogNoMetricAndNoFile() throws IOException, InterruptedException {
    var captured = new ByteArrayOutputStream();
    PrintStream err = System.err;
    PrintStream out = System.out;
    var answers = new StringBuilder();
    try {
      System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
      System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
      service = new TestService();
      answers.append(service.put(PATH, rule("New"), "If-Match", "*").body());
      answers.append(service.put(PATH, "broken", "If-Match", "*").body());
      answers.append(service.put("a//b", "broken").body());
      answers.append(service.put(PATH, "x", "Authorization", "Bearer " + TOKEN + TOKEN).body());
      for (var request : guarded()) {
        answers.append(service.send(request.header("Authorization", "Bearer " + TOKEN).build()));
      }
      for (String path : List.of("/api/v1/rules", "/api/v1/rules/revisions", "/metrics", "/")) {
        answers.append(service.get(path).body());
      }
      answeredToIntake(true).forEach(it -> answers.append(it.body()));
      answeredToIntake(false).forEach(it -> answers.append(it.body()));
      answers.append(audit());
    } finally {
      System.setErr(err);
      System.setOut(out);
    }
    assertThat(answers.toString()).contains("activated").doesNotContain(TOKEN, INTAKE_TOKEN);
    assertThat(captured.toString(StandardCharsets.UTF_8)).doesNotContain(TOKEN, INTAKE_TOKEN);
    try (var files = Files.walk(service.data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // The database is no text.
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(TOKEN, INTAKE_TOKEN);
      }
    }
  }
}
