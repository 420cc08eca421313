package io.fivewhys.http.serve;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static io.fivewhys.http.TestService.snapshotOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.http.Heard;
import io.fivewhys.http.InMemoryRules;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.Actor;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.KeyedAnswer;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Reply;
import io.fivewhys.store.Claim;
import io.fivewhys.store.IdempotencyKeys;
import io.fivewhys.store.StoredAnswer;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IdempotencyApiTest {
  private static final DeskLimits LIMITS = new DeskLimits(2, 8, TestService.LONG, TestService.LONG);

  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private HttpRequest.Builder keyed(String path, String key, String body) {
    return service
        .to(path)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> post(String key, String body)
      throws IOException, InterruptedException {
    return service.send(keyed("/api/v1/diagnoses", key, body).build());
  }

  private CompletableFuture<HttpResponse<String>> posted(String key, String body) {
    return service.client.sendAsync(
        keyed("/api/v1/diagnoses", key, body).build(), BodyHandlers.ofString());
  }

  private static boolean isReplayed(HttpResponse<String> response) {
    return response.headers().firstValue("Idempotency-Replayed").filter("true"::equals).isPresent();
  }

  @Test
  void theSameAgainIsAnsweredTheSameAndNotDone() throws IOException, InterruptedException {
    var first = post("\"8e03978e\"", snapshotOf("edge"));
    var second = post("\"8e03978e\"", snapshotOf("edge"));
    // Without quotes it is the same key.
    var third = post("8e03978e", snapshotOf("edge"));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(isReplayed(first)).isFalse();
    for (var again : new HttpResponse<?>[] {second, third}) {
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.headers().firstValue("Location"))
          .isEqualTo(first.headers().firstValue("Location"));
      assertThat(again.headers().firstValue("Content-Type"))
          .isEqualTo(first.headers().firstValue("Content-Type"));
    }
    assertThat(isReplayed(second)).isTrue();
    assertThat(isReplayed(third)).isTrue();
    assertThat(service.recent.size()).isOne();
  }

  @Test
  void anotherRequestOfTheKeyIsRefused() throws IOException, InterruptedException {
    post("k", snapshotOf("edge"));

    assertProblem(post("k", snapshotOf("other")), 422, "idempotency-key-reused");
    assertProblem(
        service.send(keyed("/api/v1/diagnoses?x=1", "k", snapshotOf("edge")).build()),
        422,
        "idempotency-key-reused");
    assertProblem(
        service.send(
            keyed("/api/v1/diagnoses", "k", snapshotOf("edge"))
                .setHeader("Content-Type", "application/yaml")
                .build()),
        422,
        "idempotency-key-reused");
    // For a promotion it alone says what is meant.
    assertProblem(
        service.send(
            keyed("/api/v1/diagnoses", "k", snapshotOf("edge"))
                .setHeader("If-Match", "\"another\"")
                .build()),
        422,
        "idempotency-key-reused");
    assertThat(service.recent.size()).isOne();
  }

  @Test
  void keysOfOneAreNoneOfAnothers() throws IOException, InterruptedException {
    var none = "{\"alerts\": []}";
    for (String token : List.of(TestService.TOKEN, TestService.INTAKE_TOKEN)) {
      var alerts =
          keyed("/api/v1/alerts", "k", none).header("Authorization", "Bearer " + token).build();
      assertThat(isReplayed(service.send(alerts))).isFalse();
      assertThat(isReplayed(service.send(alerts))).isTrue();
    }
  }

  @Test
  void whileTheFirstIsUnderWayTheSecondIsTold() throws Exception {
    var first = posted("k", snapshotOf("slow"));
    Heard.await(service.heard.started);

    var second = post("k", snapshotOf("slow"));
    assertProblem(second, 409, "request-in-flight");
    assertThat(second.headers().firstValue("Retry-After")).contains("2");
    assertProblem(post("k", snapshotOf("edge")), 422, "idempotency-key-reused");

    service.mayFinish.countDown();
    assertThat(first.get().statusCode()).isEqualTo(200);
    var third = post("k", snapshotOf("slow"));
    assertThat(third.body()).isEqualTo(first.get().body());
    assertThat(isReplayed(third)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\"",
        "\"open",
        "a b",
        "\"a\"; b",
        "\"a\", \"b\"",
        "a,b",
        "\"a\\b\"",
        "a\"b",
        "caf\u00e9"
      })
  void whatIsNoKeyIsRefused(String key) throws IOException, InterruptedException {
    try (var socket = service.socket()) {
      String body = snapshotOf("edge");
      String request =
          "POST /api/v1/diagnoses HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nIdempotency-Key: "
              + key
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes());
      assertThat(answer).contains("HTTP/1.1 400 ", "bad-idempotency-key");
    }
    assertThat(service.recent.size()).isZero();
  }

  @Test
  void aKeyHasAtMost255CharactersAndThereIsOne() throws IOException, InterruptedException {
    assertThat(post("\"" + "\\\\".repeat(255) + "\"", snapshotOf("edge")).statusCode())
        .isEqualTo(200);
    assertProblem(post("a".repeat(256), snapshotOf("edge")), 400, "bad-idempotency-key");
    assertProblem(post("a".repeat(900), snapshotOf("edge")), 400, "bad-idempotency-key");
    var twice =
        keyed("/api/v1/diagnoses", "a", snapshotOf("edge")).header("Idempotency-Key", "b").build();
    assertProblem(service.send(twice), 400, "bad-idempotency-key");
  }

  @Test
  void aRefusedKeyLeavesRoomForOthers() throws IOException, InterruptedException {
    for (int i = 0; i < 40; i++) {
      var request =
          service
              .asAdmin("/api/v1/rules/check")
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", "no key")
              .POST(BodyPublishers.ofString("{}"));
      assertProblem(service.send(request.build()), 400, "bad-idempotency-key");
    }
    var request =
        service
            .asAdmin("/api/v1/rules/check")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"files\": {}}"));
    assertThat(service.send(request.build()).statusCode()).isNotEqualTo(503);
  }

  @Test
  void aRefusalIsKeptAndAFailureIsNot() throws IOException, InterruptedException {
    service.close();
    var runs = new AtomicInteger();
    service =
        new TestService(
            TestService.OPTIONS,
            LIMITS,
            gateway -> {
              if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
              }
              return SampleDiagnoses.badRelease(gateway);
            });

    assertThat(post("a", snapshotOf("edge")).statusCode()).isEqualTo(500);
    var again = post("a", snapshotOf("edge"));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(isReplayed(again)).isFalse();
    assertThat(isReplayed(post("a", snapshotOf("edge")))).isTrue();
    assertThat(runs).hasValue(2);

    assertProblem(post("b", "{}"), 400, "malformed-snapshot");
    var refused = post("b", "{}");
    assertProblem(refused, 400, "malformed-snapshot");
    assertThat(isReplayed(refused)).isTrue();
  }

  @Test
  void whereTheDatabaseIsAwayOnlyRequestsWithAKeyAreRefused()
      throws IOException, InterruptedException {
    service.database.close();

    var refused = post("k", snapshotOf("edge"));
    assertProblem(refused, 503, "store-unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(service.post("edge").statusCode()).isEqualTo(200);

    service.storeIsUp = false;
    assertProblem(post("k", snapshotOf("edge")), 503, "store-unavailable");
    assertThat(service.recent.size()).isOne();
  }

  @Test
  void whoeverTookOverASleepingRequestHasTheAnswerThatCounts() throws Exception {
    var asleep = posted("k", snapshotOf("slow"));
    Heard.await(service.heard.started);
    service.clock.pass(IdempotencyKeys.CLAIM.plusSeconds(1));
    var next = posted("k", snapshotOf("slow"));
    Heard.await(service.heard.started);
    service.mayFinish.countDown();

    assertThat(next.get().statusCode()).as(next.get().body()).isEqualTo(200);
    var told = asleep.get();
    if (told.statusCode() == 200) {
      assertThat(told.body()).isEqualTo(next.get().body());
    } else {
      assertProblem(told, 409, "request-in-flight");
    }
    assertThat(post("k", snapshotOf("slow")).body()).isEqualTo(next.get().body());
  }

  @Test
  void aRequestThatTakesLongKeepsItsClaim() throws InterruptedException {
    var keys = service.kept.keys();
    var once = new OnceOnly(keys, () -> true, Duration.ofMillis(2));
    var lost = new ArrayList<Claim>();

    once.answer(
        call("k"),
        _ -> {
          // Each step is nearly as long as a claim; without a renewal the second is one too many.
          for (int step = 0; step < 3; step++) {
            Instant until = claimedUntil();
            service.clock.pass(IdempotencyKeys.CLAIM.minusSeconds(1));
            await(() -> claimedUntil().isAfter(until));
          }
          lost.add(keys.claim("anonymous", "k", "another"));
          return Reply.ok("text/plain", "done");
        });

    assertThat(lost).containsExactly(new Claim.Reused());
    assertThat(once.answer(call("k"), _ -> Reply.noContent()).status()).isEqualTo(200);
  }

  private Instant claimedUntil() {
    return service.database.read(
        it -> it.createQuery("select claimed_until from idempotency").mapTo(Instant.class).one());
  }

  private static void await(BooleanSupplier condition) {
    long endNanos = System.nanoTime() + TestService.LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(endNanos);
      Thread.onSpinWait();
    }
  }

  private static Call call(String key) {
    return new Call(
        "POST",
        "/",
        Map.of(),
        MultiMap.caseInsensitiveMultiMap(),
        "",
        MultiMap.caseInsensitiveMultiMap(),
        "127.0.0.1",
        Actor.ANONYMOUS,
        MediaType.JSON,
        Optional.empty(),
        Optional.of(key),
        Optional.empty());
  }

  @Test
  void aLargeBodyIsHeldWithinTheBudgetAndLetGo() throws IOException, InterruptedException {
    service.close();
    long most = 1L << 20;
    service =
        new TestService(
            TestService.OPTIONS.withBodies(most, most, Duration.ofSeconds(20)),
            LIMITS,
            SampleDiagnoses::badRelease);
    String large = "{\"gateway\": \"edge\", \"facts\": [], \"x\": \"" + "x".repeat(900_000) + "\"}";
    for (int i = 0; i < 4; i++) {
      var first = post("k" + i, large);
      assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
      assertThat(post("k" + i, large).body()).isEqualTo(first.body());
    }
    assertProblem(post("l", large + " ".repeat(1 << 20)), 413, "too-large");
    var chunked =
        service
            .to("/api/v1/diagnoses")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "m")
            .POST(
                BodyPublishers.fromPublisher(BodyPublishers.ofString(large + " ".repeat(1 << 20))));
    assertProblem(service.send(chunked.build()), 413, "too-large");
    // Neither took the key.
    assertThat(post("l", large).statusCode()).isEqualTo(200);
    assertThat(post("m", large).statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasAnsweredWithTooMuchIsNotDoneAgain() throws IOException, InterruptedException {
    String large = "g".repeat(StoredAnswer.MOST_BYTES);
    var first = post("k", snapshotOf(large));
    assertThat(first.statusCode()).isEqualTo(200);

    var second = post("k", snapshotOf(large));

    assertProblem(second, 409, "answer-not-kept");
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(service.recent.size()).isOne();
  }

  @Test
  void withoutATokenNoLargeAnswerIsKept() throws IOException, InterruptedException {
    String large = snapshotOf("g".repeat(KeyedAnswer.MOST_ANONYMOUS_BYTES));
    var first = post("k", large);
    assertThat(first.statusCode()).isEqualTo(200);

    var second = post("k", large);

    assertProblem(second, 409, "answer-not-kept");
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    var known =
        keyed("/api/v1/diagnoses", "k", large)
            .header("Authorization", "Bearer " + TestService.TOKEN)
            .build();
    String body = service.send(known).body();
    assertThat(body.length()).isGreaterThan(KeyedAnswer.MOST_ANONYMOUS_BYTES);
    var again = service.send(known);
    assertThat(isReplayed(again)).isTrue();
    assertThat(again.body()).isEqualTo(body);
  }

  @Test
  void aRollbackIsMadeOnce() throws IOException, InterruptedException {
    String first = service.rules.revision().id();
    service.put(InMemoryRules.PATH, InMemoryRules.rule("New"), "If-Match", "*");
    var request =
        keyed("/api/v1/rules/rollback", "k", "{\"revision\": \"" + first + "\"}")
            .header("Authorization", "Bearer " + TestService.TOKEN)
            .build();
    var back = service.send(request);
    service.put(InMemoryRules.PATH, InMemoryRules.rule("Newer"), "If-Match", "*");

    var again = service.send(request);

    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(back.body());
    assertThat(again.headers().firstValue("X-Request-Id"))
        .isEqualTo(back.headers().firstValue("X-Request-Id"))
        .isPresent();
    assertThat(service.rules.revision().id()).isNotEqualTo(first);
    var audit = json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries");
    assertThat(audit.findValuesAsText("operation")).filteredOn("rollbackRules"::equals).hasSize(2);
  }

  @Test
  void whatOnlyReadsTakesNoKey() throws IOException, InterruptedException {
    assertThat(
            service
                .send(service.to("/api/v1/rules").header("Idempotency-Key", "no key").build())
                .statusCode())
        .isEqualTo(200);
  }
}
