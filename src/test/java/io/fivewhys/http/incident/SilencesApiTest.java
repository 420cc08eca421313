package io.fivewhys.http.incident;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.Actor;
import io.fivewhys.http.call.BodyBudget;
import io.fivewhys.http.call.BodyStream;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.call.KeyedAnswer;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.store.Claim;
import io.fivewhys.store.ClaimLost;
import io.fivewhys.store.IdempotencyKeys;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SilencesApiTest {
  private static final String PATH = "/api/v1/silences";

  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        service
            .asAdmin(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return service.send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private HttpResponse<String> cancel(String id) throws IOException, InterruptedException {
    return service.send(service.asAdmin(PATH + "/" + id + "?author=Joe").DELETE().build());
  }

  private Instant in(Duration time) {
    return service.clock.instant().plus(time);
  }

  private String silence(String gateway, Duration lasts) {
    return "{\"gateway\": \"%s\", \"endsAt\": \"%s\", \"reason\": \"drill\"}"
        .formatted(gateway, in(lasts));
  }

  private List<JsonNode> audit(String operation) throws IOException, InterruptedException {
    var entries = json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries");
    return StreamSupport.stream(entries.spliterator(), false)
        .filter(it -> it.path("operation").asText().equals(operation))
        .toList();
  }

  @Test
  void aSilenceIsMadeReadAndCancelled() throws IOException, InterruptedException {
    var made =
        post(
            PATH + "?author=Jane",
            """
            {"gateway": "edge", "category": "deployment_issue", "subject": "orders",
             "startsAt": "%s", "endsAt": "%s", "reason": "moving"}\
            """
                .formatted(service.clock.instant(), in(Duration.ofHours(1))));

    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String id = json(made).path("id").asText();
    assertThat(made.headers().firstValue("Location")).contains(PATH + "/" + id);
    assertThat(json(made).path("state").asText()).isEqualTo("active");
    assertThat(json(made).path("author").asText()).isEqualTo("admin (Jane)");
    assertThat(service.get(PATH + "/" + id).body()).isEqualTo(made.body());
    assertThat(service.kept.silences().active(service.clock.instant())).hasSize(1);

    var cancelled = cancel(id);
    assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
    assertThat(json(cancelled).path("changed").asBoolean()).isTrue();
    assertThat(json(cancelled).at("/silence/state").asText()).isEqualTo("expired");
    assertThat(json(cancelled).at("/silence/cancelledBy").asText()).isEqualTo("admin (Joe)");
    var again = cancel(id);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("changed").asBoolean()).isFalse();
    assertThat(json(again).path("detail").asText()).contains("admin (Joe)", "already");
    assertProblem(cancel("none"), 404, "no-such-silence");
    assertProblem(service.get(PATH + "/none"), 404, "no-such-silence");
  }

  @Test
  void whatChangesOneIsInTheAuditLogBeforeAndAfter() throws IOException, InterruptedException {
    var made = post(PATH + "?author=Jane", silence("edge", Duration.ofHours(1)));
    cancel(json(made).path("id").asText());

    var created = audit("createSilence");
    assertThat(created)
        .extracting(it -> it.path("kind").asText())
        .containsExactly("outcome", "intent");
    assertThat(created.get(1).path("detail").asText()).isEqualTo("edge: drill");
    assertThat(created.get(1).path("claimedAuthor").asText()).isEqualTo("Jane");
    assertThat(created.getFirst().path("outcome").asText()).isEqualTo("created");
    assertThat(created.getFirst().path("requestId").asText())
        .isEqualTo(made.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(audit("cancelSilence").getFirst().path("outcome").asText()).isEqualTo("cancelled");
  }

  @Test
  void whateverIsWrongIsToldAtOnceAndWhere() throws IOException, InterruptedException {
    var malformed = post(PATH, "{\"gatway\": \"edge\", \"category\": \"bad\", \"endsAt\": 1}");
    assertProblem(malformed, 400, "malformed-body");
    assertThat(json(malformed).path("problems").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/gatway", "/gateway", "/category", "/endsAt", "/reason");

    var senseless =
        post(
            PATH,
            "{\"gateway\": \"\", \"endsAt\": \"%s\", \"reason\": \" \"}"
                .formatted(in(Duration.ofDays(31))));
    assertProblem(senseless, 422, "senseless-silence");
    assertThat(json(senseless).path("problems").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/gateway", "/endsAt", "/reason");
    assertProblem(post(PATH, silence("edge", Duration.ZERO)), 422, "senseless-silence");
    assertProblem(post(PATH, "[]"), 400, "malformed-body");
    assertProblem(
        post(PATH + "?author=a%00b", silence("edge", Duration.ofHours(1))), 400, "bad-parameter");
    assertProblem(service.get(PATH + "?state=over"), 400, "bad-parameter");
    assertProblem(service.get(PATH + "?cursor=abc"), 400, "bad-parameter");
    assertThat(audit("createSilence")).isEmpty();
  }

  @Test
  void onlyTheAdminSilences() throws IOException, InterruptedException {
    var request =
        service
            .asIntake(PATH)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(silence("*", Duration.ofHours(1))));
    assertProblem(service.send(request.build()), 403, "token-too-weak");
    assertProblem(service.send(service.to(PATH + "/1").DELETE().build()), 401, "no-token");
  }

  @Test
  void listsPageByPage() throws IOException, InterruptedException {
    for (String gateway : List.of("a", "b", "c")) {
      post(PATH, silence(gateway, Duration.ofHours(1)));
    }
    var first = service.get(PATH + "?state=active&limit=2");
    assertThat(json(first).path("silences").findValuesAsText("gateway")).containsExactly("c", "b");
    var link = first.headers().firstValue("Link").orElseThrow();
    var next = Pattern.compile("<(.*)>; rel=\"next\"").matcher(link);
    assertThat(next.matches()).isTrue();

    var second = service.get(next.group(1));

    assertThat(json(second).path("silences").findValuesAsText("gateway")).containsExactly("a");
    assertThat(json(second).has("next")).isFalse();
    assertThat(json(service.get(PATH + "?state=pending")).path("silences")).isEmpty();
    String cursor = json(first).path("next").asText();
    assertProblem(service.get(PATH + "?cursor=" + cursor), 400, "bad-parameter");
  }

  @Test
  void aKeyMakesOneSilence() throws IOException, InterruptedException {
    String body = silence("edge", Duration.ofHours(1));
    var first = post(PATH, body, "Idempotency-Key", "k");
    var again = post(PATH, body, "Idempotency-Key", "k");

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(json(service.get(PATH)).path("silences")).hasSize(1);
  }

  @Test
  void aSilenceAndItsAnswerAreKeptTogetherWhateverDiesAfterwards() throws IOException {
    var keys = service.kept.keys();
    var claim = (Claim.Mine) keys.claim("admin", "k", "print");
    var silences = new HandleSilences(service.kept, service.access);

    // Nobody comes to keep the answer afterwards.
    var reply =
        silences.create(
            called(silence("edge", Duration.ofHours(1))).with(new KeyedAnswer(keys, claim)));

    var kept = (Claim.Done) keys.claim("admin", "k", "print");
    assertThat(kept.answer().status()).isEqualTo(201);
    assertThat(kept.answer().body().orElseThrow()).isEqualTo(reply.body());
  }

  @Test
  void whoeverLostTheClaimMakesNoSilence() {
    var keys = service.kept.keys();
    var claim = (Claim.Mine) keys.claim("admin", "k", "print");
    service.clock.pass(IdempotencyKeys.CLAIM.plusSeconds(1));
    keys.claim("admin", "k", "print");
    var silences = new HandleSilences(service.kept, service.access);
    var late = called(silence("edge", Duration.ofHours(1))).with(new KeyedAnswer(keys, claim));

    assertThatThrownBy(() -> silences.create(late)).isInstanceOf(ClaimLost.class);

    assertThat(service.kept.silences().active(service.clock.instant())).isEmpty();
  }

  /** A request whose body is there already. */
  private static Call called(String text) {
    var handlers = new HashMap<String, Handler<Object>>();
    var request = proxy(HttpServerRequest.class, handlers);
    var options = HttpOptions.defaults();
    var body =
        new BodyStream(request, proxy(Context.class, handlers), options, new BodyBudget(1L << 20));
    handlers.get("handler").handle(Buffer.buffer(text));
    handlers.get("endHandler").handle(null);
    return new Call(
        "POST",
        PATH,
        Map.of(),
        MultiMap.caseInsensitiveMultiMap(),
        "",
        MultiMap.caseInsensitiveMultiMap(),
        "127.0.0.1",
        Actor.ADMIN,
        MediaType.JSON,
        Optional.of(body),
        Optional.of("k"),
        Optional.empty());
  }

  /** Remembers who wants to hear of what, and does nothing. */
  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<T> type, Map<String, Handler<Object>> handlers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof Handler<?> handler) {
                handlers.put(method.getName(), (Handler<Object>) handler);
              }
              return method.getReturnType().isInstance(self) ? self : null;
            }));
  }

  @Test
  void whereTheDatabaseIsAwayThatIsSaid() throws IOException, InterruptedException {
    service.database.close();

    assertProblem(service.get(PATH), 503, "store-unavailable");
    var refused = post(PATH, silence("edge", Duration.ofHours(1)));
    assertProblem(refused, 503, "store-unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(audit("createSilence").getFirst().path("outcome").asText()).isEqualTo("failed");
  }

  @Test
  void feedbackCountsForTheRulesAndALaterWordReplacesAnEarlier()
      throws IOException, InterruptedException {
    String id = json(service.post("edge")).path("id").asText();
    String path = "/api/v1/diagnoses/" + id + "/feedback";
    var right = post(path + "?author=Jane", "{\"verdict\": \"right\"}");
    assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
    assertThat(json(right).path("rules")).hasSize(1);
    post(path, "{\"verdict\": \"partly\"}", "X-Fivewhys-Author", "Joe");
    var wrong =
        post(
            path + "?author=Jane",
            """
            {"verdict": "wrong", "comment": "no",
             "actualCause": {"category": "traffic_surge", "subject": "orders"}}\
            """);
    assertThat(json(wrong).at("/feedback/actualCause/category").asText())
        .isEqualTo("traffic_surge");

    var all = json(service.get("/api/v1/rules/feedback"));
    var precision = all.at("/rules/0");
    assertThat(precision.path("right").asInt()).isZero();
    assertThat(precision.path("partly").asInt()).isOne();
    assertThat(precision.path("wrong").asInt()).isOne();
    assertThat(precision.path("precision").asDouble()).isEqualTo(0.25);
    String rule = precision.path("rule").asText().replace(" ", "%20");
    var revisions = json(service.get("/api/v1/rules/feedback?rule=" + rule)).path("rules");
    assertThat(revisions).hasSize(1);
    assertThat(revisions.at("/0/revision").asText()).isNotEmpty();
    assertThat(json(service.get(path)).path("feedback").findValuesAsText("by"))
        .containsExactlyInAnyOrder("admin (Jane)", "admin (Joe)");
    assertThat(audit("giveFeedback")).hasSize(6);
  }

  @Test
  void feedbackThatCannotBeIsRefused() throws IOException, InterruptedException {
    String id = json(service.post("edge")).path("id").asText();
    String path = "/api/v1/diagnoses/" + id + "/feedback";

    assertProblem(
        post("/api/v1/diagnoses/none/feedback", "{\"verdict\": \"right\"}"),
        404,
        "no-such-diagnosis");
    var malformed = post(path, "{\"verdict\": \"good\", \"actualCause\": {\"subject\": 1}}");
    assertProblem(malformed, 400, "malformed-body");
    assertThat(json(malformed).path("problems").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/verdict", "/actualCause/category", "/actualCause/subject");
    var right =
        post(path, "{\"verdict\": \"right\", \"actualCause\": {\"category\": \"traffic_surge\"}}");
    assertProblem(right, 422, "senseless-feedback");
    assertThat(json(right).at("/problems/0/pointer").asText()).isEqualTo("/actualCause");
    assertProblem(
        post(path, "{\"verdict\": \"right\", \"comment\": \"" + "x".repeat(2_001) + "\"}"),
        422,
        "senseless-feedback");
    assertThat(json(service.get("/api/v1/rules/feedback")).path("rules")).isEmpty();
  }
}
