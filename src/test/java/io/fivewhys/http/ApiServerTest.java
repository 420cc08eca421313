package io.fivewhys.http;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static io.fivewhys.http.TestService.snapshotOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.http.call.HttpOptions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ApiServerTest {
  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  @Test
  void diagnosesWhatIsPostedAndGivesItAgain() throws IOException, InterruptedException {
    var posted = service.post("edge");

    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(posted.headers().firstValue("Content-Type")).contains("application/json");
    String id = json(posted).path("id").asText();
    assertThat(posted.headers().firstValue("Location")).contains("/api/v1/diagnoses/" + id);
    assertThat(json(posted).at("/causes/0/category").asText()).isEqualTo("deployment_issue");

    var again = service.get("/api/v1/diagnoses/" + id);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(posted.body());
    assertProblem(service.get("/api/v1/diagnoses/other"), 404, "no-such-diagnosis");
  }

  @Test
  void readsAndWritesYamlWhenAsked() throws IOException, InterruptedException {
    for (String type :
        List.of("application/yaml", "text/yaml; charset=UTF-8", "application/x-yaml")) {
      var posted = service.send(service.posting(type, "gateway: edge\nfacts: []\n"));
      assertThat(posted.statusCode()).as(type).isEqualTo(200);
    }
    var request =
        service
            .to("/api/v1/diagnoses")
            .header("Content-Type", "application/json")
            .header("Accept", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(snapshotOf("edge")));

    var yaml = service.send(request.build());

    assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
    assertThat(DiagnosisJson.yamlMapper().readTree(yaml.body()).path("gateway").asText())
        .isEqualTo("edge");
  }

  @Test
  void listsNewestFirstInPagesThatStayWhileNewOnesArrive()
      throws IOException, InterruptedException {
    for (int i = 0; i < 5; i++) {
      service.recent.keep(SampleDiagnoses.healthy("g" + i));
    }
    var seen = new ArrayList<String>();
    String cursor = "";
    while (cursor != null) {
      var page = service.get("/api/v1/diagnoses?limit=2&verdict=healthy" + cursor);
      assertThat(page.statusCode()).isEqualTo(200);
      json(page).path("diagnoses").forEach(one -> seen.add(one.path("gateway").asText()));
      JsonNode next = json(page).path("next");
      assertThat(page.headers().firstValue("Link").isPresent()).isEqualTo(next.isTextual());
      cursor = next.isTextual() ? "&cursor=" + next.asText() : null;
      service.recent.keep(SampleDiagnoses.healthy("late"));
    }

    assertThat(seen).containsExactly("g4", "g3", "g2", "g1", "g0");
  }

  @Test
  void followsTheLinkToTheNextPage() throws IOException, InterruptedException {
    service.recent.keep(SampleDiagnoses.healthy("a b"));
    service.recent.keep(SampleDiagnoses.healthy("a b"));

    var first = service.get("/api/v1/diagnoses?limit=1&gateway=a%20b");
    String link = first.headers().firstValue("Link").orElseThrow();
    var second = service.get(link.substring(1, link.indexOf('>')));

    assertThat(json(second).path("diagnoses")).hasSize(1);
    assertThat(json(second).has("next")).isFalse();
  }

  @Test
  void namesEveryProblemOfAQueryAtOnce() throws IOException, InterruptedException {
    var refused =
        service.get("/api/v1/diagnoses?verdict=sick&limit=0&since=noon&cursor=x&colour=red");

    assertProblem(refused, 400, "bad-parameter");
    assertThat(json(refused).findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/query/verdict", "/query/limit", "/query/since", "/query/cursor", "/query/colour");
    assertProblem(
        service.get("/api/v1/diagnoses?verdict=healthy&verdict=diagnosed"), 400, "bad-parameter");
  }

  @Test
  void refusesACursorOfAnotherFilter() throws IOException, InterruptedException {
    service.recent.keep(SampleDiagnoses.healthy("a"));
    service.recent.keep(SampleDiagnoses.healthy("b"));
    String cursor = json(service.get("/api/v1/diagnoses?limit=1")).path("next").asText();

    assertThat(service.get("/api/v1/diagnoses?limit=1&cursor=" + cursor).statusCode())
        .isEqualTo(200);
    assertProblem(
        service.get("/api/v1/diagnoses?gateway=a&cursor=" + cursor), 400, "bad-parameter");
  }

  @Test
  void saysWhatIsWrongWithASnapshot() throws IOException, InterruptedException {
    var malformed = service.send(service.posting("application/json", "{\"facts\": []}"));
    var senseless =
        service.send(
            service.posting("application/json", "{\"gateway\":\"a\",\"window\":\"PT0S\"}"));

    assertProblem(malformed, 400, "malformed-snapshot");
    assertThat(json(malformed).at("/problems/0").toString())
        .isEqualTo(
            "{\"pointer\":\"/gateway\",\"found\":\"nothing\",\"allowed\":\"something else\","
                + "\"didYouMean\":\"this\"}");
    assertProblem(senseless, 422, "senseless-snapshot");
    assertProblem(
        service.send(service.posting("application/json", "{")), 400, "malformed-snapshot");
  }

  @Test
  void refusesWhatIsNeitherJsonNorYaml() throws IOException, InterruptedException {
    for (String type : List.of("text/plain", "application/json; charset=latin1", "", "a/b;;=")) {
      assertProblem(
          service.send(service.posting(type, snapshotOf("edge"))), 415, "unsupported-media-type");
    }
    var none = service.to("/api/v1/diagnoses").POST(HttpRequest.BodyPublishers.noBody()).build();
    assertProblem(service.send(none), 415, "unsupported-media-type");
    var zipped =
        service
            .to("/api/v1/diagnoses")
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertProblem(service.send(zipped), 415, "unsupported-media-type");
  }

  @Test
  void answersUnknownPathsAndMethodsWithProblems() throws IOException, InterruptedException {
    assertProblem(service.get("/nothing/here"), 404, "not-found");
    assertProblem(service.get("/api/v1/diagnoses/a/b"), 404, "not-found");
    var deleted = service.send(service.to("/api/v1/diagnoses").DELETE().build());
    assertProblem(deleted, 405, "method-not-allowed");
    assertThat(deleted.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
    var put =
        service.to("/metrics").PUT(HttpRequest.BodyPublishers.ofString("a body nobody reads"));
    assertProblem(service.send(put.build()), 405, "method-not-allowed");
  }

  @Test
  void answersHeadLikeGetButWithoutABodyAndOptionsWithWhatIsAllowed()
      throws IOException, InterruptedException {
    for (String path : List.of("/", "/health/live", "/openapi.yaml", "/api/v1/diagnoses")) {
      var head = service.send(service.to(path).HEAD().build());
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(service.get(path).headers().firstValue("Content-Length"));
    }
    var options =
        service.send(
            service
                .to("/api/v1/diagnoses")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void isReadyOnlyWithARulebook() throws IOException, InterruptedException {
    assertThat(service.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(service.get("/health/ready").body())
        .startsWith("{\"status\":\"ready\",\"rulebook\":{\"revision\":\"cafe\"},\"rules\":");

    service.revision = Optional.empty();

    assertProblem(service.get("/health/ready"), 503, "not-ready");
    assertProblem(service.post("edge"), 503, "not-ready");
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotReadyWhileTheDatabaseDoesNotAnswer() throws IOException, InterruptedException {
    service.storeIsUp = false;
    assertProblem(service.get("/health/ready"), 503, "store-unavailable");
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);

    service.storeIsUp = true;
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void whatCannotBeKeptIsAnsweredAllTheSameAndSaysSo() throws IOException, InterruptedException {
    service.recent.keeps = false;

    var answer = service.post("edge");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("verdict").asText()).isEqualTo("diagnosed");
    assertThat(answer.headers().firstValue("Fivewhys-Kept")).contains("no");
    assertThat(answer.headers().firstValue("Location")).isEmpty();

    service.recent.keeps = true;
    assertThat(service.post("edge").headers().firstValue("Fivewhys-Kept")).isEmpty();
  }

  @Test
  void whatCannotBeReadNowIsToBeTriedAgain() throws IOException, InterruptedException {
    var nowhere =
        new DatabaseOptions(
            Optional.of("jdbc:postgresql://127.0.0.1:1/none"),
            Optional.empty(),
            Optional.empty(),
            Path.of("none"),
            2,
            Duration.ofSeconds(1));
    var unavailable =
        catchThrowableOfType(
            DatabaseUnavailable.class, () -> Database.open(nowhere, Clock.systemUTC()));
    service.recent.failure = Optional.of(unavailable);

    for (String path : List.of("/api/v1/diagnoses", "/api/v1/diagnoses/1")) {
      var answer = service.get(path);
      assertProblem(answer, 503, "store-unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.body()).doesNotContain("127.0.0.1");
    }
  }

  @Test
  void sendsHeadersThatKeepBrowsersFromGuessing() throws IOException, InterruptedException {
    for (var answer : List.of(service.get("/"), service.get("/none"), service.post("edge"))) {
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
    }
  }

  @Test
  void countsWhatItDoes() throws IOException, InterruptedException {
    service.post("edge");
    service.send(service.posting("application/json", "{"));
    service.get("/nothing");

    String text = service.get("/metrics").body();

    assertThat(text)
        .contains("fivewhys_http_requests_total{operation=\"createDiagnosis\",status=\"200\"} 1.0")
        .contains("fivewhys_http_requests_total{operation=\"createDiagnosis\",status=\"400\"} 1.0")
        .contains("fivewhys_http_requests_total{operation=\"none\",status=\"404\"} 1.0")
        .contains("fivewhys_http_request_seconds_count{operation=\"createDiagnosis\"} 2")
        .contains("fivewhys_diagnoses_total{verdict=\"diagnosed\"} 1.0")
        .contains("fivewhys_causes_total{category=\"deployment_issue\"} 1.0")
        .contains("fivewhys_rules_concluded_total{rule=\"" + SampleDiagnoses.RULE + "\"} 1.0")
        .contains("fivewhys_evaluation_seconds_count 1")
        .contains("fivewhys_snapshot_facts_count 1")
        .contains("fivewhys_queue_depth 0.0")
        .contains("fivewhys_rulebook_info{revision=\"cafe\"} 1.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void speaksTheFormatThatPrometheusAsksFor() throws IOException, InterruptedException {
    HttpResponse<String> open =
        service.send(
            service
                .to("/metrics")
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .build());

    assertThat(open.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(open.body()).endsWith("# EOF\n");
    assertThat(service.get("/metrics").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain");
  }

  @Test
  void servesItsContractAndAnIndexThatLeadsToIt() throws IOException, InterruptedException {
    var index = json(service.get("/"));

    for (JsonNode link : index.path("links")) {
      var request = service.to(link.asText());
      // The answer to a GET would go on.
      boolean isStream = link.asText().equals("/api/v1/events");
      var answer = service.send((isStream ? request.HEAD() : request).build());
      assertThat(answer.statusCode()).as(link.asText()).isEqualTo(200);
    }
    var contract = service.get(index.at("/links/contract").asText());
    assertThat(contract.headers().firstValue("Content-Type")).contains("application/yaml");
    assertThat(contract.body()).startsWith("openapi: 3.1.0");
  }

  @Test
  void saysWhereItCouldNotListen() {
    int taken = service.address.getPort();

    assertThatThrownBy(
            () ->
                new TestService(
                    HttpOptions.defaults().at("127.0.0.1", taken), DeskLimits.defaults()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + taken);
  }
}
