package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a gateway that it looks at once a day unless something calls. */
@Timeout(180)
class LiveServiceTest {
  private static final String INTAKE = "intake_0123456789abcdef0123";
  private static final Pattern ADDRESS =
      Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
  private Thread serving;
  private String service;

  @BeforeEach
  void serve() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        directory.resolve("config/gateways.yaml"),
        "gateways: [{name: edge, namespace: shop, interval: 1d}]");
    var few = Path.of("rules/evidence/nodes/conditions.drl");
    Files.createDirectories(directory.resolve(few).getParent());
    Files.copy(few, directory.resolve(few));
    serving = Thread.ofPlatform().start(this::run);
    stop.join();
    Matcher address = ADDRESS.matcher(out.toString(StandardCharsets.UTF_8));
    while (!address.reset(out.toString(StandardCharsets.UTF_8)).find()) {
      Thread.onSpinWait();
    }
    service = address.group(1);
  }

  private void run() {
    int code =
        Main.run(
            new Surroundings(
                Map.of("FIVEWHYS_INTAKE_TOKEN", INTAKE),
                directory,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                Terminal.none(),
                Clock.systemUTC(),
                stop::complete),
            "serve",
            "--http.port=0");
    // Without effect on a service that was started.
    stop.completeExceptionally(new IllegalStateException("serve ended with " + code));
  }

  @AfterEach
  void end() throws InterruptedException {
    stop.join().run();
    serving.join();
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(service + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + INTAKE)
            .POST(BodyPublishers.ofString(body));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(service + path)).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private JsonNode viewOfLookAfter(Instant moment) throws IOException, InterruptedException {
    while (true) {
      JsonNode view = get("/api/v1/gateways/edge");
      String at = view.at("/diagnosis/observedAt").asText("");
      if (!at.isEmpty() && !Instant.parse(at).isBefore(moment)) {
        return view;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void anAlertMakesItLookAndWhatWasPushedIsPartOfTheLook() throws Exception {
    viewOfLookAfter(Instant.EPOCH);
    assertThat(
            post(
                    "/api/v1/gateways/edge/facts?source=queue-check&ttl=PT5M",
                    """
                    {"facts": [{"kind": "Signal", "name": "queue_lag_seconds", "value": 340}]}
                    """)
                .statusCode())
        .isEqualTo(200);
    Instant before = Instant.now().minusMillis(1);

    assertThat(
            post(
                    "/api/v1/alerts",
                    """
                    {"version": "4", "groupKey": "g", "status": "firing", "receiver": "fivewhys",
                     "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "",
                     "alerts": [{"status": "firing", "labels": {"alertname": "Errors", "gateway": "edge"},
                       "annotations": {}, "startsAt": "2026-03-02T12:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
                       "generatorURL": "", "fingerprint": "0123456789abcdef"}]}
                    """)
                .statusCode())
        .isBetween(200, 202);

    JsonNode view = viewOfLookAfter(before);
    String snapshot = get("/api/v1/gateways/edge/snapshot").toString();
    assertThat(snapshot).contains("queue_lag_seconds").contains("\"Errors\"");
    String id = view.at("/diagnosis/id").asText();
    assertThat(get("/api/v1/diagnoses/" + id).at("/gateway").asText()).isEqualTo("edge");
  }

  @Test
  void aLookOnRequestIsAnsweredAndRecordedAndMeasured() throws Exception {
    var answer = post("/api/v1/gateways/edge/evaluate", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).at("/gateway").asText()).isEqualTo("edge");
    String metrics =
        client
            .send(
                HttpRequest.newBuilder(URI.create(service + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    assertThat(metrics)
        .contains("fivewhys_sweeps_total{gateway=\"edge\",")
        .contains("fivewhys_source_last_good_age_seconds{gateway=\"edge\",source=\"pushed\"}");
    String place = answer.headers().firstValue("Location").orElseThrow();
    assertThat(get(place).toString()).isEqualTo(JSON.readTree(answer.body()).toString());
    assertThat(metrics)
        .containsPattern("fivewhys_snapshots_recorded_total\\{outcome=\"recorded\"} [1-9]")
        .containsPattern("fivewhys_recent_diagnoses [1-9]");
  }

  @Test
  void aLookLeavesWhatTheGatewayAnsweredAndAPostedSnapshotDoesNot() throws Exception {
    viewOfLookAfter(Instant.EPOCH);
    post(
        "/api/v1/gateways/edge/facts?source=edge-counters&ttl=PT5M",
        """
        {"facts": [{"kind": "RouteTraffic", "route": "/orders", "responses": {"200": 600, "503": 30}}]}
        """);
    post("/api/v1/gateways/edge/evaluate", "");
    post(
        "/api/v1/diagnoses",
        """
        {"gateway": "edge", "observedAt": "%s", "facts": [
          {"kind": "RouteTraffic", "route": "/orders", "responses": {"200": 7}}]}
        """
            .formatted(Instant.now()));

    JsonNode points = get("/api/v1/gateways/edge/traffic").path("points");

    assertThat(points.get(0).path("known").asBoolean()).isFalse();
    assertThat(points.get(0).path("responses")).isEmpty();
    JsonNode last = points.get(points.size() - 1);
    assertThat(last.path("known").asBoolean()).isTrue();
    assertThat(last.path("responses")).hasToString("{\"200\":600,\"503\":30}");
    assertThat(points).noneMatch(it -> it.at("/responses/200").asInt() == 7);
  }
}
