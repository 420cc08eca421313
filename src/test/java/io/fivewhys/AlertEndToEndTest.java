package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.demo.DemoEstate;
import io.fivewhys.demo.DemoOptions;
import io.fivewhys.demo.Fault;
import io.fivewhys.demo.GatewaysFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
@Timeout(900)
class AlertEndToEndTest {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String GATEWAY = "/api/v1/gateways/api-gateway";
  private static final String ALERTS = "/api/v1/alerts?gateway=api-gateway";

  @TempDir Path directory;
  private Monitoring monitoring;
  private RunningService service;

  @Test
  void anAlertMakesTheServiceLookAndTheRightCauseIsNamed() throws Exception {
    try (var estate = DemoEstate.start(DemoOptions.forTests(directory.resolve("estate")));
        var monitoring = Monitoring.of(estate.adminAddress(), directory.resolve("monitoring"));
        var running = serve(estate, monitoring)) {
      this.monitoring = monitoring;
      service = running;
      monitoring.alert(service.url(), RunningService.INTAKE_TOKEN);
      awaitCalm();

      estate.inject(Fault.BAD_ROLLOUT);

      JsonNode alert = awaitAlert("firing");
      // A look's time is in whole milliseconds.
      Instant heardAt =
          Instant.parse(alert.path("changedAt").asText()).truncatedTo(ChronoUnit.MILLIS);
      JsonNode gateway =
          eventually(
              "a look because of the alert that names the rollout",
              GATEWAY,
              it -> !observedAt(it).isBefore(heardAt) && namesTheRollout(it.path("diagnosis")));
      assertSeen(gateway, service.get(GATEWAY + "/snapshot"));

      estate.heal();

      awaitAlert("resolved");
      eventually(
          "a look because it is over",
          GATEWAY + "/snapshot",
          it ->
              alertsOfOrders(it.path("facts")).stream()
                  .anyMatch(fact -> isStatus(fact, "resolved")));
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

  /** Until nothing fires and a look finds all well: on a busy machine, the start has its errors. */
  private void awaitCalm() throws Exception {
    Instant latest = Instant.now().plus(LONGEST);
    while (!monitoring.isCalm()
        || !service.get(ALERTS + "&state=firing").path("alerts").isEmpty()
        || !service.post(GATEWAY + "/evaluate").path("verdict").asText().equals("healthy")) {
      if (Instant.now().isAfter(latest)) {
        fail("no calm; the gateway is %s", service.get(GATEWAY));
      }
      Thread.sleep(500);
    }
  }

  /** The alert, as soon as the service has heard that it is so. */
  private JsonNode awaitAlert(String state) throws Exception {
    String path = ALERTS + "&state=" + state;
    JsonNode page =
        eventually(
            "an alert that is " + state, path, it -> !alertsOfOrders(it.path("alerts")).isEmpty());
    return alertsOfOrders(page.path("alerts")).getFirst();
  }

  private static boolean namesTheRollout(JsonNode diagnosis) {
    JsonNode cause = diagnosis.at("/causes/0");
    return cause.path("category").asText().equals("deployment_issue")
        && cause.at("/subject/kind").asText().equals("Deployment")
        && cause.at("/subject/name").asText().equals("orders");
  }

  private static void assertSeen(JsonNode gateway, JsonNode snapshot) {
    assertThat(alertsOfOrders(snapshot.path("facts")))
        .singleElement()
        .matches(it -> it.path("kind").asText().equals("Alert"))
        .matches(it -> isStatus(it, "firing"));
    // The access log tells of paths; a route by the gateway's name for it is from Prometheus.
    assertThat(list(snapshot.path("facts")))
        .filteredOn(it -> it.path("kind").asText().equals("RouteTraffic"))
        .anyMatch(
            it -> it.path("route").asText().equals("orders") && it.path("responses").has("500"));
    assertThat(list(gateway.path("sources")))
        .filteredOn(it -> it.path("name").asText().equals("prometheus"))
        .singleElement()
        .matches(it -> it.path("result").asText().equals("whole"))
        .matches(it -> it.path("facts").asInt() > 0);
  }

  private JsonNode eventually(String what, String path, Predicate<JsonNode> isSo) throws Exception {
    Instant latest = Instant.now().plus(LONGEST);
    JsonNode said = service.get(path);
    while (!isSo.test(said)) {
      if (Instant.now().isAfter(latest)) {
        fail("not %s: %s says %s; warnings: %s", what, path, said, monitoring.log());
      }
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

  /** Alerts of the route that the rollout breaks, among facts or by themselves. */
  private static List<JsonNode> alertsOfOrders(JsonNode array) {
    return list(array).stream()
        .filter(it -> it.path("name").asText().equals(Monitoring.ALERT))
        .filter(it -> it.at("/labels/routeId").asText().equals("orders"))
        .toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
