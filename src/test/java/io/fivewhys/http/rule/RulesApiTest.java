package io.fivewhys.http.rule;

import static io.fivewhys.http.InMemoryRules.PATH;
import static io.fivewhys.http.InMemoryRules.RULE;
import static io.fivewhys.http.InMemoryRules.rule;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.http.Heard;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.FileTag;
import io.fivewhys.revision.Change;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RulesApiTest {
  private static final String OTHER = "evidence/pods/other.drl";

  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
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

  private HttpResponse<String> delete(String path, String... headers)
      throws IOException, InterruptedException {
    var request = service.asAdmin("/api/v1/rules/files/" + path).DELETE();
    return service.send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private static String candidate(Map<String, String> files, String base) throws IOException {
    var body = new TreeMap<String, Object>(Map.of("files", files));
    if (base != null) {
      body.put("base", base);
    }
    return io.fivewhys.diagnose.DiagnosisJson.jsonMapper().writeValueAsString(body);
  }

  @Test
  void listsWhatIsInForceWithItsFilesAndRules() throws IOException, InterruptedException {
    var answer = service.get("/api/v1/rules");

    assertThat(answer.statusCode()).isEqualTo(200);
    var file = json(answer).at("/files/0");
    assertThat(file.path("path").asText()).isEqualTo(PATH);
    assertThat(file.path("kind").asText()).isEqualTo("rules");
    assertThat(file.path("sizeBytes").asInt()).isEqualTo(RULE.length());
    assertThat(file.at("/rules/0/name").asText()).isEqualTo("A pod restarts");
    assertThat(file.at("/rules/0/line").asInt()).isEqualTo(6);
    assertThat(json(answer).at("/revision/origin").asText()).isEqualTo("shipped");
    assertThat(json(answer).at("/revision/checks/passed").asBoolean()).isTrue();
    assertThat(etag(answer)).isEqualTo('"' + service.rules.revision().id() + '"');

    var text = service.get("/api/v1/rules/files/" + PATH);
    assertThat(text.body()).isEqualTo(RULE);
    assertThat(etag(text)).isEqualTo(file.path("etag").asText());
    var again =
        service.send(
            service.to("/api/v1/rules/files/" + PATH).header("If-None-Match", etag(text)).build());
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void writesANewFileAndPutsItInForce() throws IOException, InterruptedException {
    var before = service.rules.revision().id();
    var written =
        service.put(OTHER + "?message=Why%20not&author=Jane&strict&max-changes=3", rule("Another"));

    assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
    assertThat(json(written).path("status").asText()).isEqualTo("activated");
    assertThat(json(written).path("revision").asText())
        .isEqualTo(service.rules.revision().id())
        .isNotEqualTo(before);
    assertThat(service.get("/api/v1/rules/files/" + OTHER).body()).isEqualTo(rule("Another"));
    assertThat(etag(written)).isEqualTo(etag(service.get("/api/v1/rules/files/" + OTHER)));
    assertThat(service.rules.last.author()).isEqualTo("admin (Jane)");
    assertThat(service.rules.last.message()).isEqualTo("Why not");
    assertThat(service.rules.last.strict()).isTrue();
    assertThat(service.rules.last.maxChanges()).isEqualTo(OptionalInt.of(3));
  }

  @Test
  void refusesWhatDoesNotCompileWithEveryProblemAndItsPlace()
      throws IOException, InterruptedException {
    var refused = service.put(OTHER, rule("Misspelt").replace("name ==", "nam =="));

    assertProblem(refused, 422, "rules-refused");
    var problem = json(refused).at("/problems/0");
    assertThat(problem.path("file").asText()).isEqualTo(OTHER);
    assertThat(problem.path("stage").asText()).isEqualTo("compile");
    assertThat(problem.has("line") && problem.has("advice") && problem.has("text")).isTrue();
    assertThat(json(refused).at("/checks/steps/0/status").asText()).isEqualTo("failed");
    assertThat(service.get("/api/v1/rules/files/" + OTHER).statusCode()).isEqualTo(404);
  }

  @Test
  void aDryRunChangesNothing() throws IOException, InterruptedException {
    var checked = service.put(OTHER + "?dry-run=true", rule("Another"));

    assertThat(json(checked).path("status").asText()).isEqualTo("passed");
    assertThat(service.rules.history(9)).hasSize(1);
    assertThat(json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries"))
        .isEmpty();
  }

  @Test
  void ofTwoEditorsTheSecondHearsWhoWasFirst() throws IOException, InterruptedException {
    String tag = etag(service.get("/api/v1/rules/files/" + PATH));
    var first = service.put(PATH, rule("First"), "If-Match", tag, "X-Fivewhys-Author", "Jane");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);

    var second = service.put(PATH, rule("Second"), "If-Match", tag);

    assertProblem(second, 412, "changed-meanwhile");
    assertThat(json(second).path("etag").asText()).isEqualTo(etag(first)).isEqualTo(etag(second));
    assertThat(json(second).at("/changedBy/author").asText()).isEqualTo("admin (Jane)");
    assertThat(service.put(PATH, rule("Second"), "If-Match", etag(second)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void whoRepeatsAChangeWithItsKeyIsNoSecondEditor() throws IOException, InterruptedException {
    String[] change = {"If-Match", FileTag.of(RULE), "Idempotency-Key", "one"};
    var first = service.put(PATH, rule("First"), change);
    var again = service.put(PATH, rule("First"), change);
    var other = service.put(OTHER, rule("Another"), "If-None-Match", "*");
    String[] end = {"If-Match", etag(other), "Idempotency-Key", "two"};
    var deleted = delete(OTHER, end);
    var deletedAgain = delete(OTHER, end);

    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(etag(again)).isEqualTo(etag(first));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(deletedAgain.statusCode()).as(deletedAgain.body()).isEqualTo(200);
    assertThat(deletedAgain.body()).isEqualTo(deleted.body());
    assertThat(service.rules.history(9)).hasSize(4);
  }

  @Test
  void nothingThatIsThereIsOverwrittenOrDeletedUnseen() throws IOException, InterruptedException {
    var unseen = service.put(PATH, rule("Unseen"));
    assertProblem(unseen, 428, "precondition-required");
    assertThat(etag(unseen)).isEqualTo(FileTag.of(RULE));
    assertProblem(
        service.put(PATH, rule("Unseen"), "If-None-Match", "*"), 412, "changed-meanwhile");
    assertProblem(delete(PATH), 428, "precondition-required");
    assertProblem(service.put(OTHER, RULE, "If-Match", "*"), 412, "changed-meanwhile");
    assertThat(service.rules.history(9)).hasSize(1);

    assertThat(service.put(PATH, rule("Whatever"), "If-Match", "*").statusCode()).isEqualTo(200);
    service.put(OTHER, rule("Another"), "If-None-Match", "*");
    assertThat(delete(PATH, "If-Match", FileTag.of(rule("Whatever"))).statusCode()).isEqualTo(200);
    assertProblem(delete(PATH, "If-Match", "*"), 404, "not-found");
  }

  @Test
  void replacesAllFilesOnlyOnTheBaseThatWasSeen() throws IOException, InterruptedException {
    String base = service.rules.revision().id();
    var files = Map.of(OTHER, rule("Another"));

    assertProblem(
        send("PUT", "/api/v1/rules", candidate(files, null)), 428, "precondition-required");
    assertThat(send("PUT", "/api/v1/rules", candidate(files, base.substring(0, 12))).statusCode())
        .isEqualTo(200);
    assertThat(service.rules.rulebook().files().contents()).containsOnlyKeys(OTHER);
    var late = send("PUT", "/api/v1/rules", candidate(Map.of(PATH, RULE), base));
    assertProblem(late, 412, "changed-meanwhile");
    assertThat(json(late).at("/changedBy/number").asInt()).isEqualTo(2);
    assertThat(send("PUT", "/api/v1/rules", candidate(Map.of(PATH, RULE), "*")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void checksACandidateWithoutPuttingItInForce() throws IOException, InterruptedException {
    var good = send("POST", "/api/v1/rules/check", candidate(Map.of(PATH, rule("New")), null));
    var bad = send("POST", "/api/v1/rules/check", candidate(Map.of(PATH, "rule"), null));

    assertThat(json(good).path("status").asText()).isEqualTo("passed");
    assertProblem(bad, 422, "rules-refused");
    assertThat(service.rules.history(9)).hasSize(1);
  }

  @Test
  void goesBackAndTellsTheHistoryAndTheDifference() throws IOException, InterruptedException {
    String first = service.rules.revision().id();
    service.put(PATH + "?message=new", rule("New"), "If-Match", "*");
    String second = service.rules.revision().id();

    var diff = service.get("/api/v1/rules/revisions/" + first + "/diff/" + second);
    assertThat(json(diff).at("/files/0/how").asText()).isEqualTo("changed");
    assertThat(json(diff).path("rules").findValuesAsText("name"))
        .containsExactly("A pod restarts", "New");
    assertThat(json(diff).path("unified").asText())
        .contains("--- a/" + PATH, "-rule \"A pod restarts\"", "+rule \"New\"");

    var back =
        send(
            "POST",
            "/api/v1/rules/rollback",
            "{\"revision\": \"" + first.substring(0, 8) + "\", \"message\": \"it was better\"}");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(service.rules.last.change()).isInstanceOf(Change.Rollback.class);
    assertThat(service.rules.last.message()).isEqualTo("it was better");
    var history = json(service.get("/api/v1/rules/revisions?limit=2")).path("revisions");
    assertThat(history.findValuesAsText("origin")).containsExactly("rollback", "api");
    var whole = json(service.get("/api/v1/rules/revisions/" + second + "?files=true"));
    assertThat(whole.path("files").path(PATH).asText()).isEqualTo(rule("New"));
    assertProblem(
        send("POST", "/api/v1/rules/rollback", "{\"revision\": \"00000000\"}"), 404, "not-found");
    assertProblem(service.get("/api/v1/rules/revisions/00000000"), 404, "no-such-revision");
    assertProblem(service.get("/api/v1/rules/revisions/latest"), 400, "bad-revision");
  }

  @Test
  void saysWhenTheNewestFilesOfTheDirectoryAreNotInForce()
      throws IOException, InterruptedException {
    assertThat(service.get("/metrics").body()).contains("fivewhys_rules_rejected 0.0");
    service.rules.reject("nobody can read this");

    var ready = service.get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(json(ready).at("/rules/rejected/revision").asText()).startsWith("beef");
    assertThat(ready.body()).doesNotContain("nobody can read this");
    assertThat(json(service.get("/api/v1/rules")).at("/rejected/detail").asText())
        .isEqualTo("nobody can read this");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_rules_rejected 1.0", "fivewhys_rules_activated_timestamp_seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2f..%2fetc%2fpasswd.drl",
        "%2e%2e/%2e%2e/x.drl",
        "a/../b.drl",
        "a/%2e%2e/b.drl",
        "a//b.drl",
        "/b.drl",
        "a%5cb.drl",
        "a\\b.drl",
        "a%00.drl",
        "a%0ab.drl",
        "a/./b.drl",
        "%ff.drl",
        "%zz.drl",
        "%2",
        "",
        "a/",
      })
  void hostilePathsNameNoFile(String path) throws Exception {
    for (String method : new String[] {"PUT", "DELETE", "GET"}) {
      String answer = raw(method, path);
      assertThat(answer).as(method).containsPattern("HTTP/1.1 40[045] ");
    }
    assertThat(service.rules.history(9)).hasSize(1);
  }

  @Test
  void aSlowChangeHoldsNobodyUpAndOnlySoManyWait() throws Exception {
    service.rules.mayApply = new CountDownLatch(1);
    var pending = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 20; i++) {
      var request =
          service
              .asAdmin("/api/v1/rules/files/evidence/pods/r" + i + ".drl")
              .header("Content-Type", "text/plain")
              .PUT(BodyPublishers.ofString(rule("Rule " + i)))
              .build();
      pending.add(service.client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }
    Heard.await(service.rules.applying);
    assertThat(service.post("edge").statusCode()).isEqualTo(200);
    assertThat(service.get("/api/v1/rules").statusCode()).isEqualTo(200);
    // Those beyond the queue hear so while the first is still under way.
    for (int i = 0; i < 15; i++) {
      CompletableFuture.anyOf(pending.toArray(CompletableFuture[]::new)).join();
      var answered = pending.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
      assertProblem(answered.join(), 503, "full");
      pending.remove(answered);
    }
    assertThat(service.rules.history(9)).hasSize(1);

    service.rules.mayApply.countDown();

    for (var answer : pending) {
      assertThat(answer.join().statusCode()).isEqualTo(200);
    }
    assertThat(service.rules.history(9)).hasSize(6);
  }

  @Test
  void aPathCannotBeLong() throws Exception {
    assertThat(raw("PUT", "a".repeat(401) + ".drl")).contains("HTTP/1.1 400", "bad-path");
    assertThat(raw("PUT", "a".repeat(9_000) + ".drl")).contains(" 414 ");
  }

  @Test
  void refusesBodiesThatAreNotWhatTheySay() throws IOException, InterruptedException {
    assertProblem(
        service.put(OTHER, RULE, "Content-Type", "application/x-www-form-urlencoded"),
        415,
        "unsupported-media-type");
    assertProblem(service.put(OTHER, "x".repeat(1_100_000)), 413, "too-large");
    var bytes =
        service
            .asAdmin("/api/v1/rules/files/" + OTHER)
            .header("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofByteArray("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
    assertProblem(service.send(bytes.build()), 400, "malformed-body");
    for (String body :
        new String[] {
          "{\"files\": {\"a.drl\": \"x\", \"a.drl\": \"y\"}, \"base\": \"*\"}",
          "{\"files\": {}, \"base\": \"*\"} {}",
          "{\"files\": [], \"base\": \"*\"}",
          "{\"files\": {\"a.drl\": 1}, \"base\": \"*\"}",
          "{\"fils\": {}}",
          "[",
        }) {
      assertProblem(send("PUT", "/api/v1/rules", body), 400, "malformed-body");
    }
    assertProblem(service.put(OTHER + "?dryrun=true", RULE), 400, "bad-parameter");
    assertProblem(service.put(OTHER + "?max-changes=-1", RULE), 400, "bad-parameter");
    assertProblem(service.put(PATH, RULE, "If-Match", "W/\"1\""), 400, "bad-precondition");
    assertThat(service.rules.history(9)).hasSize(1);
  }

  private String raw(String method, String path) throws IOException {
    try (var socket = service.socket()) {
      String request =
          """
          %s /api/v1/rules/files/%s HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          Content-Type: text/plain
          If-None-Match: *
          Content-Length: 0
          Connection: close

          """
              .formatted(method, path, TestService.TOKEN)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
