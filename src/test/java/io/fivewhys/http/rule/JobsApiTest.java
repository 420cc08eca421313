package io.fivewhys.http.rule;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.http.Contract;
import io.fivewhys.http.TestService;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.TinyRules;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Back-tests that nobody waits for. */
@Timeout(120)
class JobsApiTest {
  private static final String BACK_TEST = "/api/v1/rules/backtest";
  private static final String JOBS = "/api/v1/jobs";

  private TestService service;

  /** The second snapshot is asked for. */
  private final CountDownLatch second = new CountDownLatch(1);

  /** And comes, or whoever waits for it is interrupted. */
  private final CountDownLatch goOn = new CountDownLatch(1);

  private final CountDownLatch stopped = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
    record("/retry");
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private void record(String route) {
    service.recorded.add(
        new RecordedSnapshot(
            "id-" + route, Instant.parse("2026-01-05T12:00:00Z"), TinyRules.snapshot(route)));
  }

  /** Snapshots of which the fifth does not come before it may. */
  private void recordSlowly() {
    var snapshot = service.recorded.getFirst();
    service.latest =
        limit -> Stream.iterate(0, it -> it + 1).limit(40).peek(this::awaitLast).map(_ -> snapshot);
  }

  private void awaitLast(int number) {
    if (number < 39) {
      return;
    }
    second.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      stopped.countDown();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        service
            .asAdmin(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return service.send(request.build());
  }

  private HttpResponse<String> begin(String... headers) throws IOException, InterruptedException {
    String[] all =
        Stream.concat(Stream.of("Prefer", "respond-async"), Stream.of(headers))
            .toArray(String[]::new);
    return send("POST", BACK_TEST, candidate(), all);
  }

  private JsonNode job(String location) throws IOException, InterruptedException {
    return json(send("GET", location, ""));
  }

  /** Until it has ended; the server is asked again and again, as a page would. */
  private JsonNode ended(String location) throws IOException, InterruptedException {
    JsonNode job = job(location);
    while (job.path("state").asText().equals("running")) {
      job = job(location);
    }
    return job;
  }

  private static String location(HttpResponse<String> begun) {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    return begun.headers().firstValue("Location").orElseThrow();
  }

  private static String candidate() throws IOException {
    return DiagnosisJson.jsonMapper()
        .writeValueAsString(Map.of("files", TinyRules.files().contents()));
  }

  @Test
  void theResultOfAJobIsWhatWhoeverWaitsIsTold() throws IOException, InterruptedException {
    record("/fine");
    JsonNode waited = json(send("POST", BACK_TEST, candidate()));

    var begun = begin();

    assertThat(begun.headers().firstValue("Preference-Applied")).contains("respond-async");
    JsonNode job = ended(location(begun));
    new Contract().assertValid("Job", job);
    assertThat(job.path("state").asText()).isEqualTo("done");
    assertThat(job.path("result")).isEqualTo(waited);
    assertThat(job.path("done").asInt()).isEqualTo(2);
    assertThat(job.path("actor").asText()).isEqualTo("admin");
    assertThat(job.path("kind").asText()).isEqualTo("back-test");
    assertThat(job.has("endedAt")).isTrue();
  }

  @Test
  void progressIsSeenWhileItRunsAndNoOtherBackTestRunsBesideIt()
      throws IOException, InterruptedException {
    recordSlowly();
    String location = location(begin());
    second.await();

    JsonNode running = job(location);
    assertThat(running.path("state").asText()).isEqualTo("running");
    assertThat(running.path("done").asInt()).isPositive();
    assertThat(running.path("total").asInt()).isEqualTo(40);
    assertThat(running.has("result")).isFalse();
    assertProblem(begin(), 503, "full");
    assertProblem(send("POST", BACK_TEST, candidate()), 503, "full");
    JsonNode list = json(send("GET", JOBS, ""));
    new Contract().assertValid("JobList", list);
    assertThat(list.at("/jobs/0/id")).isEqualTo(running.path("id"));

    goOn.countDown();

    assertThat(ended(location).at("/result/report/compared").asInt()).isEqualTo(40);
    assertThat(json(send("GET", JOBS, "")).at("/jobs/0").has("result")).isFalse();
  }

  @Test
  void cancellingStopsItAndMakesRoom() throws IOException, InterruptedException {
    recordSlowly();
    String location = location(begin());
    second.await();

    var cancelled = send("DELETE", location, "");

    assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
    assertThat(ended(location).path("state").asText()).isEqualTo("cancelled");
    assertThat(json(send("DELETE", location, "")).path("state").asText()).isEqualTo("cancelled");
    service.latest = limit -> service.recorded.stream().limit(limit);
    assertThat(send("POST", BACK_TEST, candidate()).statusCode()).isEqualTo(200);
    var entries = json(send("GET", "/api/v1/audit", "")).path("entries");
    assertThat(entries)
        .extracting(it -> it.path("kind").asText() + " " + it.path("operation").asText())
        .containsExactly("outcome cancelJob", "intent cancelJob");
  }

  @Test
  void nothingRunsTwiceForOneKey() throws IOException, InterruptedException {
    var first = begin("Idempotency-Key", "\"once\"");
    ended(location(first));
    var again = begin("Idempotency-Key", "\"once\"");

    assertThat(location(again)).isEqualTo(location(first));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(json(send("GET", JOBS, "")).path("jobs")).hasSize(1);
  }

  @Test
  void whatCannotBeBegunIsRefusedAtOnce() throws IOException, InterruptedException {
    var broken =
        send(
            "POST",
            BACK_TEST,
            "{\"files\": {\"load/load.drl\": \"package rules.load; rule\"}}",
            "Prefer",
            "wait=1, Respond-Async");
    assertProblem(broken, 422, "rules-refused");
    assertProblem(send("GET", JOBS + "/1", ""), 404, "no-such-job");
    assertProblem(send("DELETE", JOBS + "/1", ""), 404, "no-such-job");
    assertThat(service.get(JOBS).statusCode()).isEqualTo(401);
  }

  @Test
  void aJobThatBreaksSaysWhy() throws IOException, InterruptedException {
    service.latest =
        _ -> {
          throw new IllegalStateException("the disk is gone");
        };

    JsonNode job = ended(location(begin()));

    assertThat(job.path("state").asText()).isEqualTo("failed");
    assertThat(job.at("/problem/type").asText()).isEqualTo("urn:fivewhys:problem:internal");
    new Contract().assertValid("Job", job);
  }

  @Test
  void noJobOutlivesTheService() throws IOException, InterruptedException {
    recordSlowly();
    location(begin());
    second.await();

    service.stop(Duration.ofSeconds(5));

    assertThat(stopped.getCount()).isZero();
  }
}
