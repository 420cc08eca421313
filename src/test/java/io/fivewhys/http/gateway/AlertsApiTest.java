package io.fivewhys.http.gateway;

import static io.fivewhys.http.TestService.LONG;
import static io.fivewhys.http.TestService.OPTIONS;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.Anonymous;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertConfig;
import io.fivewhys.collect.alert.AlertSource;
import io.fivewhys.collect.alert.KeptAlert;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.fact.Blind;
import io.fivewhys.http.Heard;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.ApiContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertsApiTest {
  private static final String ALERTS = "/api/v1/alerts";

  private TestService service;

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private HttpResponse<String> deliver(String body) throws IOException, InterruptedException {
    return service.send(
        service
            .asIntake(ALERTS)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static String delivery(String... alerts) {
    return "{\"version\": \"4\", \"receiver\": \"fivewhys\", \"alerts\": [%s]}"
        .formatted(String.join(",", alerts));
  }

  private String firing(String name, String gateway) {
    return """
    {"status": "firing", "labels": {"alertname": "%s", "gateway": "%s"},
     "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z"}
    """
        .formatted(name, gateway, service.clock.instant().minusSeconds(60));
  }

  private String resolved(String name, String gateway) {
    return """
    {"status": "resolved", "labels": {"alertname": "%s", "gateway": "%s"},
     "startsAt": "%s", "endsAt": "%s"}
    """
        .formatted(
            name, gateway, service.clock.instant().minusSeconds(60), service.clock.instant());
  }

  private List<String> listed(String query) throws IOException, InterruptedException {
    var names = new ArrayList<String>();
    json(service.get(ALERTS + query)).path("alerts").forEach(it -> names.add(text(it)));
    return names;
  }

  private static String text(JsonNode alert) {
    return alert.path("name").asText() + " " + alert.path("state").asText();
  }

  @Test
  void anAlertIsKeptAndItsGatewayLookedAt() throws IOException, InterruptedException {
    service = new TestService();

    var answer = deliver(delivery(firing("High", "edge"), firing("Low", "new")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("outcomes")).hasToString("{\"started\":2}");
    assertThat(json(answer).path("gateways")).hasToString("{\"edge\":1,\"new\":1}");
    assertThat(json(answer).has("note")).isFalse();
    assertThat(service.gateways.wished).containsExactly("edge", "new");
    assertThat(listed("?gateway=edge")).containsExactly("High firing");
    assertThat(new AlertBook(service.journals, TestService.ALERTS, service.clock).all()).hasSize(2);

    deliver(delivery(resolved("High", "edge")));

    assertThat(service.gateways.wished).containsExactly("edge", "new", "edge");
    assertThat(listed("?gateway=edge")).containsExactly("High resolved");
    assertThat(listed("?state=firing")).containsExactly("Low firing");
  }

  @Test
  void theSameDeliveryAgainIsTakenAndChangesNothing() throws IOException, InterruptedException {
    service = new TestService();
    String body = delivery(firing("High", "edge"));
    deliver(body);
    var book = service.journals.lines("alerts");

    for (int i = 0; i < 3; i++) {
      var again = deliver(body);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(json(again).path("outcomes")).hasToString("{\"repeated\":1}");
    }

    assertThat(service.journals.lines("alerts")).hasSize(1).isEqualTo(book);
    assertThat(service.gateways.wished).hasSize(1);
    assertThat(audited()).containsExactly("intake postAlerts changed");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_alerts_total{outcome=\"repeated\"} 3.0")
        .contains("fivewhys_alerts_total{outcome=\"started\"} 1.0")
        .contains("fivewhys_alert_deliveries_total{outcome=\"repeated\"} 3.0")
        .contains("fivewhys_alerts_known{state=\"firing\"} 1.0");
  }

  private List<String> audited() throws IOException, InterruptedException {
    var lines = new ArrayList<String>();
    json(service.send(service.asAdmin("/api/v1/audit").build()))
        .path("entries")
        .forEach(
            it ->
                lines.add(
                    "%s %s %s"
                        .formatted(
                            it.path("actor").asText(),
                            it.path("operation").asText(),
                            it.path("outcome").asText())));
    return lines;
  }

  @Test
  void anAlertOfNoGatewayIsNotLostAndTheAnswerSaysSo() throws IOException, InterruptedException {
    service = new TestService();

    var answer = deliver(delivery(firing("Stray", "unheard-of"), firing("High", "edge")));

    assertThat(json(answer).path("unmatched").asInt()).isOne();
    assertThat(json(answer).path("note").asText()).contains("matched=false", "gateways.yaml");
    assertThat(listed("?matched=false")).containsExactly("Stray firing");
    assertThat(listed("?matched=true")).containsExactly("High firing");
    assertThat(service.gateways.wished).containsExactly("edge");
    assertThat(service.get("/metrics").body()).contains("fivewhys_alerts_unmatched_total 1.0");
  }

  @Test
  void whatIsNoDeliveryIsRefusedWithItsPlace() throws IOException, InterruptedException {
    service = new TestService();

    var refused = deliver("{\"alerts\": {}}");

    assertProblem(refused, 400, "malformed-alerts");
    assertThat(json(refused).at("/problems/0/pointer").asText()).isEqualTo("/alerts");
    assertProblem(deliver("no json"), 400, "malformed-alerts");
    assertProblem(
        service.send(
            service
                .to(ALERTS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"alerts\": []}"))
                .build()),
        401,
        "no-token");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_alert_deliveries_total{outcome=\"malformed\"} 2.0");
    assertThat(deliver("{\"alerts\": []}").statusCode()).isEqualTo(200);
    assertThat(
            service
                .send(
                    service
                        .asAdmin(ALERTS)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"alerts\": []}"))
                        .build())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aJournalThatCannotBeWrittenIsAReasonToTryAgain() throws IOException, InterruptedException {
    service = new TestService();
    service.journals.broken(true);

    var refused = deliver(delivery(firing("High", "edge")));

    assertProblem(refused, 503, "alerts-unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).doesNotContain("journal");
    assertThat(service.gateways.wished).isEmpty();
    assertThat(json(service.get(ALERTS)).at("/refusing/since").isTextual()).isTrue();
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_alert_deliveries_total{outcome=\"not_written\"} 1.0")
        .contains("fivewhys_alerts_refused 1.0");
    service.journals.broken(false);

    assertThat(json(deliver(delivery(firing("High", "edge")))).path("outcomes"))
        .hasToString("{\"started\":1}");
    assertThat(service.get("/metrics").body()).contains("fivewhys_alerts_refused 0.0");
  }

  @Test
  void moreThanThereIsRoomForIsAReasonToTryAgainAndTheRestIsKept()
      throws IOException, InterruptedException {
    service = new TestService();
    String[] many =
        IntStream.range(0, 103).mapToObj(i -> firing("A" + i, "edge")).toArray(String[]::new);

    assertProblem(deliver(delivery(many)), 503, "full");

    assertThat(listed("?limit=1000")).hasSize(100);
    assertThat(json(service.get(ALERTS + "?limit=3")).path("alerts")).hasSize(3);
    assertThat(json(service.get(ALERTS + "?limit=3")).path("total").asInt()).isEqualTo(100);
  }

  @Test
  void aSlowDeliveryIsAReasonToTryAgain() throws Exception {
    service =
        new TestService(
            OPTIONS.withBodies(1 << 20, 1 << 20, Duration.ofMillis(100)),
            new DeskLimits(2, 8, LONG, LONG));
    try (Socket socket = service.socket()) {
      socket.getOutputStream().write(head(1_000).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write("{\"alerts\": [".getBytes(StandardCharsets.US_ASCII));

      var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

      assertThat(status).isEqualTo("HTTP/1.1 503");
    }
  }

  private static String head(int bytes) {
    return """
    POST /api/v1/alerts HTTP/1.1
    Host: localhost
    Authorization: Bearer %s
    Content-Type: application/json
    Content-Length: %d

    """
        .formatted(TestService.INTAKE_TOKEN, bytes)
        .replace("\n", "\r\n");
  }

  @Test
  void beyondWhatIsTakenAtOnceAlertmanagerIsAskedToComeBack() throws Exception {
    service = new TestService();
    var sockets = new ArrayList<Socket>();
    try {
      var refused = deliver(delivery());
      while (refused.statusCode() == 200) {
        // Takes a place until its body is there.
        var socket = service.socket();
        sockets.add(socket);
        socket.getOutputStream().write(head(100).getBytes(StandardCharsets.US_ASCII));
        refused = deliver(delivery());
      }

      assertProblem(refused, 503, "full");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(service.get(ALERTS).statusCode()).as("reading goes on").isEqualTo(200);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    while (deliver(delivery(firing("High", "edge"))).statusCode() != 200) {
      Thread.onSpinWait();
    }
    assertThat(listed("")).containsExactly("High firing");
  }

  @Test
  void aStopIsAReasonToTryAgain() throws Exception {
    service = new TestService();
    service.posted("slow");
    Heard.await(service.heard.started);
    var stopped = new Thread(() -> stopUnchecked());
    stopped.start();
    while (service.get("/health/ready").statusCode() == 200) {
      Thread.onSpinWait();
    }

    assertProblem(deliver(delivery(firing("High", "edge"))), 503, "draining");

    service.mayFinish.countDown();
    stopped.join();
  }

  private void stopUnchecked() {
    try {
      service.stop(LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manyDeliveriesAtOnceAreAllKept() throws Exception {
    service = new TestService();
    var answers =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    service.client.sendAsync(
                        service
                            .asIntake(ALERTS)
                            .header("Content-Type", "application/json")
                            .POST(
                                BodyPublishers.ofString(
                                    delivery(firing("A" + i, "edge"), firing("Common", "edge"))))
                            .build(),
                        HttpResponse.BodyHandlers.ofString()))
            .toList();
    for (var answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    assertThat(
            new AlertBook(service.journals, TestService.ALERTS, service.clock)
                .all().stream().map(KeptAlert::name).collect(Collectors.toSet()))
        .hasSize(61);
  }

  @Test
  void anAuditLogThatCannotBeWrittenCostsNoAlert() throws IOException, InterruptedException {
    service = new TestService();
    service.audit.broken(true);

    assertThat(deliver(delivery(firing("High", "edge"))).statusCode()).isEqualTo(200);
    assertThat(listed("")).containsExactly("High firing");
  }

  @Test
  void aStormOfAlertsDoesNotPushRealChangesOutOfTheAuditLog()
      throws IOException, InterruptedException {
    service = new TestService();
    for (int i = 0; i < 30; i++) {
      deliver(delivery(firing("A" + i, "edge")));
    }

    assertThat(audited()).hasSize(20);
    service.clock.pass(Duration.ofHours(1));
    deliver(delivery(firing("B", "edge")));
    var newest = json(service.send(service.asAdmin("/api/v1/audit?limit=1").build()));
    assertThat(newest.at("/entries/0/more").asInt()).isEqualTo(10);
    assertThat(newest.at("/entries/0/detail").asText()).contains("fivewhys", "started=1", "edge");
  }

  @Test
  void whatCannotBeAskedForIsRefused() throws IOException, InterruptedException {
    service = TestService.openTo(Anonymous.READING);

    assertProblem(service.get(ALERTS + "?gateway=edgy"), 404, "no-such-gateway");
    assertThat(service.get(ALERTS + "?gateway=edgy").body()).contains("edge, full");
    var bad = service.get(ALERTS + "?state=burning&limit=0&matched=maybe&more=1");
    assertProblem(bad, 400, "bad-parameter");
    assertThat(json(bad).path("problems")).hasSize(4);
    assertThat(service.get(ALERTS + "?limit=1000").statusCode()).isEqualTo(200);
    assertThat(service.send(service.to(ALERTS).header("Accept", "application/yaml").build()).body())
        .contains("total: 0");
  }

  @Test
  void itsExampleCanBePosted() throws IOException, InterruptedException {
    service = new TestService();
    var contract = DiagnosisJson.yamlMapper().readTree(ApiContract.shipped().yaml());

    var answer = deliver(contract.at("/components/examples/AlertFires/value").toString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("received").asInt()).isOne();
    assertThat(Instant.parse(json(service.get(ALERTS)).at("/alerts/0/startsAt").asText()))
        .isEqualTo("2026-11-22T10:12:30Z");
  }

  private List<String> blind() {
    var look = new Look("edge", "shop", service.clock.instant(), Duration.ofMinutes(5));
    var config = AlertConfig.defaults();
    return new AlertSource(config, "edge", "shop", service.intake.alerts())
        .ask(look).facts().stream()
            .filter(Blind.class::isInstance)
            .map(it -> ((Blind) it).reason().orElseThrow())
            .toList();
  }

  @Test
  void anOddAlertDoesNotCostTheOthersOfItsGroup() throws IOException, InterruptedException {
    service = new TestService();
    String odd = "{\"labels\": {\"alertname\": \"Odd\"}, \"startsAt\": \"noon\"}";

    var answer = deliver(delivery(odd, firing("High", "edge")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("received").asInt()).isOne();
    assertThat(json(answer).path("leftOut").asInt()).isOne();
    assertThat(json(answer).path("note").asText()).contains("/alerts/0/startsAt", "RFC 3339");
    assertThat(listed("")).containsExactly("High firing");
    assertThat(service.gateways.wished).containsExactly("edge");
    assertThat(blind()).singleElement().asString().contains("1 alerts of 1 groups");
    assertThat(service.get("/metrics").body()).contains("fivewhys_alerts_left_out_total 1.0");
  }

  @Test
  void aDeliveryThatIsTooLargeIsToldAsUnknown() throws IOException, InterruptedException {
    service = new TestService();
    byte[] large = " ".repeat(17 << 20).getBytes(StandardCharsets.US_ASCII);

    assertProblem(deliver(new String(large, StandardCharsets.US_ASCII)), 413, "too-large");

    assertThat(blind()).singleElement().asString().contains("1 deliveries were refused", "bytes");
    var endless =
        service
            .asIntake(ALERTS)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    assertProblem(service.send(endless), 413, "too-large");
    assertThat(blind()).singleElement().asString().contains("2 deliveries were refused");
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_alert_deliveries_total{outcome=\"too_large\"} 2.0");
  }

  @Test
  void secretsOfAlertsAreNotListed() throws IOException, InterruptedException {
    service = new TestService();
    deliver(
        delivery(
            """
            {"labels": {"alertname": "A", "dsn": "postgres://app:hunter2@db/x"},
             "annotations": {"summary": "password=hunter2 of joe@example.org"},
             "generatorURL": "http://p/graph?token=hunter2"}
            """));

    var alert = service.get(ALERTS).body();

    assertThat(alert).contains("postgres://app:***@db/x", "password=***");
    assertThat(alert).doesNotContain("hunter2", "joe@");
  }
}
