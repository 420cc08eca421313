package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.demo.DemoEstate;
import io.fivewhys.demo.DemoOptions;
import io.fivewhys.demo.Fault;
import io.fivewhys.demo.GatewaysFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the fault to its name: the real Prometheus scrapes the demo estate, its alert goes through
 * the real Alertmanager to the service, and makes it look. By its interval alone, the service would
 * look again in an hour.
 */
@Tag("prometheus")
@Timeout(600)
class AlertEndToEndTest {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String GATEWAY = "/api/v1/gateways/api-gateway";
  private static final String ALERTS = "/api/v1/alerts?gateway=api-gateway";

  @TempDir Path directory;
  private RunningService service;

  @Test
  void anAlertMakesTheServiceLookAndTheRightCauseIsNamed() throws Exception {
    try (var estate = DemoEstate.start(DemoOptions.forTests(directory.resolve("estate")));
        var monitoring = Monitoring.of(estate.adminAddress(), directory.resolve("monitoring"));
        var running = serve(estate, monitoring)) {
      service = running;
      monitoring.alert(service.url(), RunningService.INTAKE_TOKEN);
      JsonNode quiet = eventually("a first look", GATEWAY, it -> it.has("diagnosis"));
      assertThat(quiet.at("/diagnosis/verdict").asText()).isEqualTo("healthy");
      awaitScrapes(monitoring);
      assertThat(service.get(ALERTS).path("alerts")).isEmpty();
      assertThat(service.get(GATEWAY).path("sweptAt")).isEqualTo(quiet.path("sweptAt"));

      estate.inject(Fault.BAD_ROLLOUT);

      JsonNode alert = alert("firing");
      assertThat(alert.at("/labels/routeId").asText()).isEqualTo("orders");
      Instant heardAt = Instant.parse(alert.path("changedAt").asText());
      JsonNode seen =
          eventually(
              "a look because of the alert", GATEWAY, it -> !observedAt(it).isBefore(heardAt));
      assertNamed(seen);
      assertSeen(seen, service.get(GATEWAY + "/snapshot"));

      estate.heal();

      alert("resolved");
      eventually(
          "a look because it is over",
          GATEWAY + "/snapshot",
          it -> facts(it, "Alert").stream().allMatch(fact -> isStatus(fact, "resolved")));
      assertThat(monitoring.log()).as("what went wrong on the way").isEmpty();
    }
  }

  private RunningService serve(DemoEstate estate, Monitoring monitoring) throws Exception {
    Path gateways = directory.resolve("gateways.yaml");
    GatewaysFile.write(estate, INTERVAL, WINDOW, gateways);
    Files.writeString(
        gateways,
        """
            prometheus:
              - url: %s
                presets: [spring-cloud-gateway]
                resources: {containers: false, processes: false}
        """
            .formatted(monitoring.prometheus().url()),
        StandardOpenOption.APPEND);
    return RunningService.start(
        directory,
        "serve",
        "--http.port=0",
        "--gateways.file=" + gateways,
        "--data.directory=" + directory.resolve("data"));
  }

  private void awaitScrapes(Monitoring monitoring) throws Exception {
    String query = "count_over_time(up{job=\"api-gateway\"}[1m]) >= 5";
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    Instant latest = Instant.now().plus(LONGEST);
    while (!monitoring.prometheus().get(path).contains("\"value\"")) {
      assertThat(Instant.now()).as("the gateway is scraped").isBefore(latest);
      Thread.sleep(100);
    }
  }

  /** The alert, as soon as the service has heard that it is so. */
  private JsonNode alert(String state) throws Exception {
    JsonNode page =
        eventually(
            "an alert that is " + state,
            ALERTS + "&state=" + state,
            it -> !it.path("alerts").isEmpty());
    JsonNode alert = page.path("alerts").path(0);
    assertThat(alert.path("name").asText()).isEqualTo(Monitoring.ALERT);
    return alert;
  }

  private static void assertNamed(JsonNode gateway) {
    JsonNode diagnosis = gateway.path("diagnosis");
    JsonNode cause = diagnosis.at("/causes/0");
    assertThat(cause.path("category").asText())
        .as(diagnosis.path("summary").asText())
        .isEqualTo("deployment_issue");
    assertThat(cause.at("/subject/name").asText()).isEqualTo("orders");
  }

  private static void assertSeen(JsonNode gateway, JsonNode snapshot) {
    assertThat(facts(snapshot, "Alert"))
        .singleElement()
        .matches(it -> it.path("name").asText().equals(Monitoring.ALERT))
        .matches(it -> isStatus(it, "firing"));
    // The access log names routes by their paths, Prometheus as the gateway does.
    assertThat(facts(snapshot, "RouteTraffic"))
        .anyMatch(
            it -> it.path("route").asText().equals("orders") && it.path("responses").has("500"));
    assertThat(list(gateway.path("sources")))
        .filteredOn(it -> it.path("name").asText().startsWith("prometheus"))
        .singleElement()
        .matches(it -> it.path("result").asText().equals("whole"))
        .matches(it -> it.path("facts").asInt() > 0);
  }

  private JsonNode eventually(String what, String path, Predicate<JsonNode> isSo) throws Exception {
    Instant latest = Instant.now().plus(LONGEST);
    JsonNode said = service.get(path);
    while (!isSo.test(said)) {
      assertThat(Instant.now()).as("%s; %s says %s", what, path, said).isBefore(latest);
      Thread.sleep(100);
      said = service.get(path);
    }
    return said;
  }

  private static Instant observedAt(JsonNode gateway) {
    return Instant.parse(gateway.at("/diagnosis/observedAt").asText());
  }

  private static boolean isStatus(JsonNode fact, String status) {
    return fact.path("status").asText().equals(status);
  }

  private static List<JsonNode> facts(JsonNode snapshot, String kind) {
    return list(snapshot.path("facts")).stream()
        .filter(it -> it.path("kind").asText().equals(kind))
        .toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
