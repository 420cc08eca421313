package io.fivewhys.http.mitigation;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.FileTag;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PolicyApiTest {
  private static final String PATH = "/api/v1/mitigation/policy";
  private static final String AUTO = "rules: [{name: all, mode: auto}]\n";
  private static final String APPROVE = "rules: [{name: all, mode: approve}]\n";

  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.policy.close();
    service.close();
  }

  private HttpResponse<String> put(String yaml, String... headers)
      throws IOException, InterruptedException {
    return putBecause("?author=Jane&reason=drill", yaml, headers);
  }

  private HttpResponse<String> putBecause(String query, String yaml, String... headers)
      throws IOException, InterruptedException {
    var request =
        service
            .asAdmin(PATH + query)
            .header("Content-Type", "application/yaml")
            .PUT(BodyPublishers.ofString(yaml));
    return service.send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return service.send(
        service
            .asAdmin(PATH + path)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private List<JsonNode> audit(String operation) throws IOException, InterruptedException {
    var entries = json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries");
    return StreamSupport.stream(entries.spliterator(), false)
        .filter(it -> it.path("operation").asText().equals(operation))
        .toList();
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void whereThereIsNoneThatIsSaid() throws IOException, InterruptedException {
    var answer = service.get(PATH);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("version").asLong()).isZero();
    assertThat(json(answer).has("text")).isFalse();
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void theRulesCanBeReadAsTheServiceUnderstandsThem() throws IOException, InterruptedException {
    put(
        """
        rules:
          - name: at night
            namespaces: [shop]
            labels: {tier: web}
            actions: [undo-rollout]
            causes: [deployment-issue]
            least-confidence: 0.9
            hours: [{days: [monday], from: 20:00, to: 06:00, zone: Europe/Berlin}]
            mode: auto
            undo-when-worse: true
          - {name: else, mode: approve, two-people: true}
        protected-namespaces: [monitoring]
        """);
    JsonNode policy = json(service.get(PATH));
    assertThat(policy.path("rules")).hasSize(2);
    assertThat(policy.at("/rules/0").toString())
        .isEqualTo(
            """
            {"name":"at night","namespaces":["shop"],"labels":{"tier":"web"},\
            "actions":["undo_rollout"],"causes":["deployment_issue"],"leastConfidence":0.9,\
            "hours":[{"days":["monday"],"from":"20:00","to":"06:00","zone":"Europe/Berlin"}],\
            "mode":"auto","twoPeople":false,"plainDelete":false,"undoWhenWorse":true}\
            """);
    assertThat(policy.at("/rules/1/twoPeople").asBoolean()).isTrue();
    assertThat(policy.at("/rules/1").has("actions")).as("all of them").isFalse();
    assertThat(policy.path("protectedNamespaces"))
        .extracting(JsonNode::asText)
        .containsExactly("kube-node-lease", "kube-public", "kube-system", "monitoring");
  }

  @Test
  void whatIsPutIsInForceAtOnceAndReadAsItWasWritten() throws IOException, InterruptedException {
    var first = put(AUTO);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(json(first).path("changed").asBoolean()).isTrue();
    assertThat(json(first).at("/info/actor").asText()).isEqualTo("admin (Jane)");
    assertThat(json(first).at("/info/reason").asText()).isEqualTo("drill");
    assertThat(service.policy.current().version()).isEqualTo(1);

    var read = service.get(PATH);
    assertThat(json(read).path("text").asText()).isEqualTo(AUTO);
    assertThat(tag(read)).isEqualTo(tag(first)).isEqualTo(FileTag.of(AUTO));
    assertThat(json(service.get(PATH + "/versions/1")).path("text").asText()).isEqualTo(AUTO);
  }

  @Test
  void nobodysChangeIsOverwrittenUnseen() throws IOException, InterruptedException {
    String old = tag(put(AUTO));
    assertProblem(put(APPROVE), 428, "precondition-required");
    var second = put(APPROVE, "If-Match", old);
    assertThat(second.statusCode()).isEqualTo(200);

    var late = put(AUTO, "If-Match", old);
    assertProblem(late, 412, "changed-meanwhile");
    assertThat(json(late).at("/changedBy/version").asLong()).isEqualTo(2);
    assertThat(tag(late)).isEqualTo(tag(second));
    assertThat(service.policy.current().version()).isEqualTo(2);
    assertThat(put(AUTO, "If-Match", "*").statusCode()).isEqualTo(200);
    assertProblem(put(APPROVE, "If-None-Match", "*"), 412, "changed-meanwhile");
  }

  @Test
  void whatCannotBeUsedIsRefusedWithEveryProblemAndItsLine()
      throws IOException, InterruptedException {
    String wrong = "rules:\n  - {name: a, mode: automatic}\nlimits: {most-in-flight: 0}\n";
    for (var answer : List.of(put(wrong), post("/check", "text/yaml", wrong))) {
      assertProblem(answer, 422, "policy-refused");
      assertThat(json(answer).path("problems").findValuesAsText("key"))
          .containsExactly("rules[0].mode", "limits.most-in-flight");
      assertThat(json(answer).at("/problems/0/line").asInt()).isEqualTo(2);
      assertThat(json(answer).at("/problems/0/allowed").asText())
          .isEqualTo("one of recommend, approve, auto");
    }
    assertThat(json(service.get(PATH)).path("version").asLong()).isZero();
    var fine = post("/check", "application/yaml", AUTO);
    assertThat(json(fine).path("rules").asInt()).isOne();
    assertThat(json(service.get(PATH)).path("version").asLong()).as("only checked").isZero();
  }

  @Test
  void nothingIsChangedWithoutAReasonATokenOrAPolicy() throws IOException, InterruptedException {
    assertProblem(putBecause("", AUTO), 400, "no-reason");
    assertProblem(putBecause("?reason=%20", AUTO), 400, "no-reason");
    String path = PATH + "?reason=" + URLEncoder.encode("a b", StandardCharsets.UTF_8);
    var nobody =
        service
            .to(path)
            .header("Content-Type", "application/yaml")
            .PUT(BodyPublishers.ofString(AUTO))
            .build();
    assertProblem(service.send(nobody), 401, "no-token");
    var empty = post("/rollback", "application/json", "{\"version\": 0, \"why\": 1}");
    assertProblem(empty, 400, "malformed-body");
    assertThat(json(empty).path("problems").findValuesAsText("pointer"))
        .containsExactly("/why", "/version", "/reason");
    assertProblem(
        post("/rollback", "application/json", "{\"version\": 0, \"reason\": \"a\"}"),
        400,
        "malformed-body");
    assertProblem(put("#".repeat((256 << 10) + 1)), 413, "too-large");
    assertThat(service.policy.stored()).isEmpty();
  }

  @Test
  void saysWhenTheFileIsNotInForceSinceItCannotBeUsed() throws Exception {
    put(AUTO);
    assertThat(json(service.get("/health/ready")).path("policy").toString())
        .isEqualTo("{\"version\":1}");
    assertThat(service.get("/metrics").body()).contains("fivewhys_policy_rejected 0.0");

    Files.writeString(service.data.resolve("policy.yaml"), "rules: [{name: all, mode: never}]");
    while (service.policy.rejected().isEmpty()) {
      Thread.sleep(20);
    }

    var ready = service.get("/health/ready");
    assertThat(json(ready).at("/policy/rejected/problems").asInt()).isEqualTo(1);
    assertThat(json(ready).at("/policy/version").asInt())
        .as("what was in force stays")
        .isEqualTo(1);
    assertThat(service.get("/metrics").body()).contains("fivewhys_policy_rejected 1.0");
  }

  @Test
  void anEarlierOneComesBackAsANewVersion() throws IOException, InterruptedException {
    put(AUTO);
    put(APPROVE, "If-Match", "*");
    var back =
        post("/rollback?author=Joe", "application/json", "{\"version\": 1, \"reason\": \"a\"}");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(json(back).at("/info/version").asLong()).isEqualTo(3);
    assertThat(json(service.get(PATH)).path("text").asText()).isEqualTo(AUTO);
    assertProblem(
        post("/rollback", "application/json", "{\"version\": 9, \"reason\": \"a\"}"),
        404,
        "no-such-version");
    assertProblem(service.get(PATH + "/versions/9"), 404, "no-such-version");
    assertProblem(service.get(PATH + "/versions/x"), 404, "no-such-version");

    assertThat(json(service.get(PATH + "/versions?limit=3")).has("next")).as("no more").isFalse();
    var page = service.get(PATH + "/versions?limit=2");
    assertThat(json(page).path("versions").findValuesAsText("version")).containsExactly("3", "2");
    assertThat(page.headers().firstValue("Link").orElseThrow())
        .isEqualTo("<" + PATH + "/versions?limit=2&before=2>; rel=\"next\"");
    var last = json(service.get(PATH + "/versions?limit=2&before=2"));
    assertThat(last.path("versions").findValuesAsText("version")).containsExactly("1");
    assertThat(last.has("next")).isFalse();
  }

  @Test
  void eachChangeIsInTheAuditLogBeforeAndAfter() throws IOException, InterruptedException {
    put(AUTO);
    put("rules: 1", "If-Match", "*");
    var entries = audit("replaceMitigationPolicy");
    assertThat(entries)
        .extracting(it -> it.path("kind").asText() + " " + it.path("outcome").asText())
        .containsExactly("outcome refused", "intent ", "outcome in force", "intent ");
    assertThat(entries.getLast().path("claimedAuthor").asText()).isEqualTo("Jane");
    assertThat(entries.getLast().path("detail").asText()).isEqualTo("drill");
    assertThat(entries.get(2).path("after").asText()).isEqualTo("1");
  }
}
