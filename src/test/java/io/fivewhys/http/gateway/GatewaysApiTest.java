package io.fivewhys.http.gateway;

import static io.fivewhys.http.TestService.LONG;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.http.Contract;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.ApiContract;
import io.fivewhys.store.TrafficSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewaysApiTest {
  private static final String FACTS = "/api/v1/gateways/edge/facts";
  private static final String LAG = "{\"facts\": [{\"kind\": \"Signal\", \"name\": \"lag\"}]}";

  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.gateways.mayFinish.countDown();
    service.close();
  }

  private HttpResponse<String> push(String query, String type, String body)
      throws IOException, InterruptedException {
    return service.send(
        service
            .asIntake(FACTS + query)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> push(String query, String body)
      throws IOException, InterruptedException {
    return push(query, "application/json", body);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return service.send(service.asIntake(path).method(method, BodyPublishers.noBody()).build());
  }

  @Test
  void listsTheGatewaysWithWhatMattersMost() throws IOException, InterruptedException {
    var all = json(service.get("/api/v1/gateways")).path("gateways");

    assertThat(all)
        .extracting(it -> it.path("name").asText())
        .containsExactly("broken", "edge", "full", "new", "slow", "theirs");
    var edge = all.get(1);
    assertThat(edge.path("interval").asText()).isEqualTo("PT30S");
    assertThat(edge.at("/labels/team").asText()).isEqualTo("shop");
    assertThat(edge.path("verdict").asText()).isEqualTo("diagnosed");
    assertThat(edge.path("diagnosis").asText()).isEqualTo("diagnosis-of-edge");
    assertThat(edge.path("symptoms").asInt()).isPositive();
    assertThat(edge.path("blind")).hasToString("[\"probes/orders-db\"]");
    assertThat(all.get(0).path("failure").asText()).isEqualTo("the rules failed");
    assertThat(all.get(3).has("sweptAt")).isFalse();
  }

  @Test
  void tellsHowEachSourceOfAGatewayIsDoing() throws IOException, InterruptedException {
    push("?source=queue", LAG);

    var edge = json(service.get("/api/v1/gateways/edge"));

    assertThat(edge.at("/sources/0/result").asText()).isEqualTo("whole");
    assertThat(edge.at("/sources/0/notes/0").asText()).contains("metrics.k8s.io");
    assertThat(edge.at("/sources/1/name").asText()).isEqualTo("probes/orders-db");
    assertThat(edge.at("/sources/1/code").asText()).isEqualTo("timeout");
    assertThat(edge.at("/sources/1/tookMillis").asInt()).isEqualTo(5_000);
    assertThat(edge.at("/sources/1/lastGoodAt").isMissingNode()).isTrue();
    assertThat(edge.at("/diagnosis/id").asText()).isEqualTo("diagnosis-of-edge");
    assertThat(edge.at("/pushed/0/source").asText()).isEqualTo("queue");
    assertThat(edge.at("/pushed/0/live").asBoolean()).isTrue();
    assertThat(json(service.get("/api/v1/gateways/new")).at("/sources/0/result").asText())
        .isEqualTo("unasked");
  }

  @Test
  void theSourcesOfAllGatewaysAreListedWithWhatToDo() throws IOException, InterruptedException {
    push("?source=queue", LAG);

    var all = json(service.get("/api/v1/sources")).path("gateways");

    assertThat(all)
        .extracting(it -> it.path("name").asText())
        .containsExactly("broken", "edge", "full", "new", "slow", "theirs");
    var edge = all.get(1);
    assertThat(edge.at("/sources/0/advice")).isEmpty();
    assertThat(edge.at("/sources/1/advice/0/words").asText()).contains("host, port and timeout");
    assertThat(edge.at("/pushed/0/source").asText()).isEqualTo("queue");
    assertThat(all.get(5).path("elsewhere").asBoolean()).isTrue();
    assertProblem(service.get("/api/v1/sources?gateway=edge"), 400, "bad-parameter");
  }

  @Test
  void ofAGatewayThatAnotherReplicaLooksAtTheLatestDiagnosisIsTold()
      throws IOException, InterruptedException {
    Diagnosis kept = service.recent.keep(SampleDiagnoses.badRelease("theirs"));

    JsonNode gateway = json(service.get("/api/v1/gateways/theirs"));
    JsonNode brief = json(service.get("/api/v1/gateways")).get("gateways").get(5);

    assertThat(gateway.get("elsewhere").asBoolean()).isTrue();
    assertThat(gateway.get("diagnosis").get("id").asText()).isEqualTo(kept.id());
    assertThat(brief.get("diagnosis").asText()).isEqualTo(kept.id());
    assertThat(brief.get("sweptAt").asText()).isEqualTo(SampleDiagnoses.OBSERVED_AT.toString());
  }

  @Test
  void theLastSnapshotCanBePostedAgain() throws IOException, InterruptedException {
    String path = "/api/v1/gateways/edge/snapshot";
    var json = service.get(path);
    var yaml = service.send(service.to(path).header("Accept", "application/yaml").build());

    var reader = new SnapshotReader(Clock.systemUTC());
    var read = reader.read(bytes(json.body()), SnapshotReader.Format.JSON);
    assertThat(reader.read(bytes(yaml.body()), SnapshotReader.Format.YAML)).isEqualTo(read);
    assertThat(read.gateway()).isEqualTo("edge");
    assertThat(read.facts()).hasSize(1);
    assertProblem(service.get("/api/v1/gateways/new/snapshot"), 404, "no-snapshot");
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anUnknownGatewayIsAnsweredWithTheKnownOnes() throws IOException, InterruptedException {
    for (String path : new String[] {"", "/snapshot"}) {
      var unknown = service.get("/api/v1/gateways/edgy" + path);
      assertProblem(unknown, 404, "no-such-gateway");
      assertThat(unknown.body()).contains("edgy", "broken, edge, full, new, slow, theirs");
    }
    assertProblem(send("POST", "/api/v1/gateways/edgy/evaluate"), 404, "no-such-gateway");
    assertProblem(send("DELETE", "/api/v1/gateways/edgy/facts?source=a"), 404, "no-such-gateway");
  }

  @Test
  void aLookIsWaitedForAndAnsweredWithItsDiagnosis() throws IOException, InterruptedException {
    var answer = send("POST", "/api/v1/gateways/edge/evaluate");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("id").asText()).isEqualTo("diagnosis-of-edge");
    assertThat(answer.headers().firstValue("Location"))
        .contains("/api/v1/diagnoses/diagnosis-of-edge");
    assertProblem(send("POST", "/api/v1/gateways/full/evaluate"), 503, "draining");
    var failed = send("POST", "/api/v1/gateways/broken/evaluate");
    assertProblem(failed, 500, "rule-failed");
    assertThat(failed.body()).contains("A rule");
    var audit = json(service.send(service.asAdmin("/api/v1/audit").build()));
    assertThat(audit.path("entries")).hasSize(1);
    assertThat(audit.at("/entries/0/operation").asText()).isEqualTo("evaluateGateway");
    assertThat(audit.at("/entries/0/actor").asText()).isEqualTo("intake");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_evaluations_asked_total{gateway=\"edge\"} 1.0");
  }

  @Test
  void onlySoManyWaitForALookAtOnce() throws Exception {
    var waiting =
        new java.util.ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 16; i++) {
      waiting.add(
          service.client.sendAsync(
              service
                  .asIntake("/api/v1/gateways/slow/evaluate")
                  .POST(BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    service.gateways.evaluating.acquire(16);

    assertProblem(send("POST", "/api/v1/gateways/slow/evaluate"), 503, "full");

    service.gateways.mayFinish.countDown();
    for (var each : waiting) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void factsArePushedReplacedAndTakenBack() throws IOException, InterruptedException {
    var first = push("?source=queue&ttl=PT10M", LAG);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(json(first).path("facts").asInt()).isOne();
    assertThat(Instant.parse(json(first).path("expiresAt").asText()))
        .isEqualTo(service.clock.instant().plus(Duration.ofMinutes(10)));

    var second =
        push(
            "?source=queue&ttl=90s",
            "text/yaml",
            "facts:\n- {kind: Signal, name: a}\n- {kind: Blind, source: logs}\n");
    assertThat(json(second).path("facts").asInt()).isEqualTo(2);
    assertThat(service.intake.pushed().of("edge")).hasSize(1);
    assertThat(service.gateways.wished).as("the next look includes them").isEmpty();

    assertThat(send("DELETE", FACTS + "?source=queue").statusCode()).isEqualTo(204);
    var gone = send("DELETE", FACTS + "?source=queue");
    assertProblem(gone, 404, "no-such-source");
    assertThat(service.intake.pushed().of("edge")).isEmpty();

    var audit = json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries");
    assertThat(audit)
        .extracting(it -> it.path("outcome").asText() + ": " + it.path("detail").asText())
        .containsExactly(
            "deleted: 2 facts of source queue for gateway edge",
            "replaced: 2 facts of source queue for gateway edge",
            "new: 1 facts of source queue for gateway edge");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_pushed_facts_total{gateway=\"edge\"} 3.0")
        .contains("fivewhys_pushed_sources 0.0");
  }

  @Test
  void theyLiveAsLongAsTheWindowUnlessTheySay() throws IOException, InterruptedException {
    var answer = json(push("?source=queue", LAG));

    assertThat(Instant.parse(answer.path("expiresAt").asText()))
        .isEqualTo(service.clock.instant().plus(Duration.ofMinutes(5)));
  }

  @Test
  void whatIsWrongWithFactsIsNamedWithItsPlace() throws IOException, InterruptedException {
    var misspelt =
        push(
            "?source=queue",
            "{\"facts\": [{\"kind\": \"Signal\", \"name\": \"a\", \"valeu\": 1}]}");
    assertProblem(misspelt, 400, "malformed-snapshot");
    assertThat(json(misspelt).at("/problems/0/pointer").asText()).isEqualTo("/facts/0/valeu");
    assertThat(json(misspelt).at("/problems/0/didYouMean").asText()).isEqualTo("value");
    assertProblem(push("?source=queue", "{\"facts\": ["), 400, "malformed-snapshot");
    assertProblem(
        push(
            "?source=queue",
            "{\"facts\": [{\"kind\": \"Blind\", \"source\": \"a\", \"since\":"
                + " \"2999-01-01T00:00:00Z\"}]}"),
        422,
        "senseless-snapshot");
    assertProblem(push("?source=queue", "text/plain", LAG), 415, "unsupported-media-type");
    var bad = push("?source=Not+one&ttl=2d&more", LAG);
    assertProblem(bad, 400, "bad-parameter");
    assertThat(json(bad).path("problems"))
        .extracting(it -> it.path("pointer").asText())
        .containsExactly("/query/more", "/query/source", "/query/ttl");
    var none = push("", LAG);
    assertProblem(none, 400, "bad-parameter");
    assertThat(none.body()).contains("/query/source", "script's name");
    assertThat(service.intake.pushed().of("edge")).isEmpty();
  }

  @Test
  void moreThanThereIsRoomForChangesNothing() throws IOException, InterruptedException {
    String many = LAG.replace("[", "[" + "{\"kind\": \"Signal\", \"name\": \"a\"},".repeat(10));

    var refused = push("?source=queue", many);

    assertProblem(refused, 409, "too-many-facts");
    assertThat(refused.body()).contains("11 facts, of 10 at most");
    assertThat(service.intake.pushed().of("edge")).isEmpty();
    assertProblem(push("?source=queue", " ".repeat(9 << 20)), 413, "too-large");
  }

  @Test
  void aJournalThatCannotBeWrittenIsAReasonToTryAgain() throws IOException, InterruptedException {
    service.journals.broken(true);

    var refused = push("?source=queue", LAG);

    assertProblem(refused, 503, "facts-unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(service.intake.pushed().of("edge")).isEmpty();
    assertProblem(send("DELETE", FACTS + "?source=queue"), 503, "facts-unavailable");
  }

  @Test
  void nothingComesInWithoutAToken() throws IOException, InterruptedException {
    var push =
        service
            .to(FACTS + "?source=queue")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(LAG))
            .build();
    var denied = service.send(push);

    assertProblem(denied, 401, "no-token");
    assertThat(denied.body()).contains("intake token", "FIVEWHYS_INTAKE_TOKEN");
    assertThat(service.intake.pushed().of("edge")).isEmpty();
  }

  @Test
  void itsExampleCanBePushed() throws IOException, InterruptedException {
    var contract = DiagnosisJson.yamlMapper().readTree(ApiContract.shipped().yaml());
    String example = contract.at("/components/examples/QueueLag/value").toString();

    assertThat(push("?source=queue-lag&ttl=PT5M", example).statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverStopsDoesNotWaitForeverForALook() throws Exception {
    var waiting =
        service.client.sendAsync(
            service
                .asIntake("/api/v1/gateways/slow/evaluate")
                .POST(BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    service.gateways.evaluating.acquire();

    assertThat(service.stop(Duration.ofMillis(10))).isFalse();
    assertThat(waiting).failsWithin(LONG);
  }

  @Test
  void tellsHowMuchAGatewayAnsweredWithGapsWhereNobodySawIt()
      throws IOException, InterruptedException {
    Instant now = service.clock.instant();
    var traffic = service.kept.traffic();
    var window = Duration.ofMinutes(1);
    traffic.record(
        new TrafficSample("edge", now.minusSeconds(30), window, true, false, Map.of(200, 120L)));
    traffic.record(new TrafficSample("edge", now.minusSeconds(15), window, false, false, Map.of()));
    traffic.record(
        new TrafficSample("edge", now.minusSeconds(7_200), window, true, false, Map.of(503, 6L)));

    var lastHour = json(service.get("/api/v1/gateways/edge/traffic"));

    new Contract().assertValid("Traffic", lastHour);
    assertThat(lastHour.path("stepSeconds").asInt()).isEqualTo(30);
    assertThat(lastHour.path("points")).hasSize(2);
    assertThat(lastHour.at("/points/0/responses")).hasToString("{\"200\":120}");
    assertThat(lastHour.at("/points/0/perSecond/200").asDouble()).isEqualTo(2.0);
    assertThat(lastHour.at("/points/1/known").asBoolean()).isFalse();
    var earlier =
        json(service.get("/api/v1/gateways/edge/traffic?since=" + now.minusSeconds(7_201)));
    assertThat(earlier.path("points")).hasSize(1);
    var threeHours = json(service.get("/api/v1/gateways/edge/traffic?last=PT3H"));
    assertThat(threeHours.path("points")).hasSize(3);
  }

  @Test
  void refusesTimesOfWhichNoChartCanBeMade() throws IOException, InterruptedException {
    var path = "/api/v1/gateways/edge/traffic?";
    assertProblem(service.get(path + "since=yesterday"), 400, "bad-parameter");
    assertProblem(
        service.get(path + "since=2026-11-22T10:00:00Z&until=2026-11-22T10:00:00Z"),
        400,
        "bad-parameter");
    assertProblem(
        service.get(path + "since=2026-11-02T10:00:00Z&until=2026-11-22T10:00:00Z"),
        400,
        "bad-parameter");
    var sixHours = json(service.get(path + "last=6h"));
    assertThat(
            Duration.between(
                Instant.parse(sixHours.path("since").asText()),
                Instant.parse(sixHours.path("until").asText())))
        .isEqualTo(Duration.ofHours(6));
    assertProblem(service.get(path + "last=8d"), 400, "bad-parameter");
    assertProblem(service.get(path + "last=1h&since=2026-11-22T10:00:00Z"), 400, "bad-parameter");
    assertProblem(service.get("/api/v1/gateways/nobody/traffic"), 404, "no-such-gateway");
  }
}
