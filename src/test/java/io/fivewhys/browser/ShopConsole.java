package io.fivewhys.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fivewhys.RunningService;
import io.fivewhys.demo.DemoEstate;
import io.fivewhys.demo.DemoOptions;
import io.fivewhys.demo.Fault;
import io.fivewhys.demo.FaultControl;
import io.fivewhys.demo.GatewaysFile;
import io.fivewhys.demo.MitigationFile;
import io.fivewhys.demo.NotificationsFile;
import io.fivewhys.mitigate.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The estate, and the service that looks at it and waits for people to approve what it plans. */
final class ShopConsole implements AutoCloseable {
  static final Map<String, String> PEOPLE =
      Map.of(
          "ann", "fw_ann-0123456789abcdef0123456789abcdef",
          "bob", "fw_bob-0123456789abcdef0123456789abcdef");

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration INTERVAL = Duration.ofSeconds(4);
  private static final Duration QUIET = Duration.ofSeconds(6);
  private static final Duration WINDOW = Duration.ofSeconds(15);

  private static final YAMLMapper YAML = new YAMLMapper();

  private final DemoEstate estate;
  private final FaultControl control;
  private final RunningService service;

  private ShopConsole(Path directory) throws Exception {
    estate = DemoEstate.start(DemoOptions.forTests(directory.resolve("estate")));
    control = new FaultControl(estate, 0);
    GatewaysFile.write(estate, INTERVAL, WINDOW, directory.resolve("gateways.yaml"));
    NotificationsFile.write(control.inbox(), QUIET, directory.resolve("notifications.yaml"));
    MitigationFile.write(
        Mode.APPROVE,
        Duration.ofSeconds(1),
        Duration.ofMinutes(2),
        directory.resolve("mitigation.yaml"));
    service =
        RunningService.start(
            directory,
            "serve",
            "--http.port=0",
            "--access.people-directory=" + people(directory.resolve("people")),
            "--gateways.file=" + directory.resolve("gateways.yaml"),
            "--notifications.file=" + directory.resolve("notifications.yaml"),
            "--mitigation.file=" + directory.resolve("mitigation.yaml"),
            "--data.directory=" + directory.resolve("data"));
    until(
        "/api/v1/gateways/api-gateway",
        it -> it.at("/diagnosis/verdict").asText().equals("healthy"));
  }

  static ShopConsole start() throws Exception {
    return new ShopConsole(Files.createTempDirectory("fivewhys-console"));
  }

  private static Path people(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (var each : PEOPLE.entrySet()) {
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Path file =
          Files.createFile(
              directory.resolve(each.getKey()), PosixFilePermissions.asFileAttribute(ownerOnly));
      Files.writeString(file, each.getValue());
    }
    return directory;
  }

  String url() {
    return service.url();
  }

  RunningService service() {
    return service;
  }

  /**
   * @return the diagnosis, which is kept, of the example that the program comes with
   */
  JsonNode diagnosesTheExample() throws Exception {
    var snapshot = YAML.readTree(Path.of("config", "example-snapshot.yaml").toFile());
    return service.post("/api/v1/diagnoses", snapshot.toString());
  }

  /** Lets something go wrong and waits until there is an incident of it. */
  JsonNode incident(Fault fault, String category) throws Exception {
    estate.inject(fault);
    return until(
            "/api/v1/incidents?state=unresolved&limit=5",
            it -> it.at("/incidents/0/cause/category").asText().equals(category))
        .at("/incidents/0");
  }

  /** Takes back what is wrong and waits until customers and the service know it. */
  void heal() throws Exception {
    estate.heal();
    estate.awaitTraffic();
    until("/api/v1/incidents?state=unresolved", it -> it.path("incidents").isEmpty());
  }

  /**
   * @param path of the API
   * @return what stands there once it is so
   */
  JsonNode until(String path, Predicate<JsonNode> isSo) throws Exception {
    return until(path, isSo, LONGEST);
  }

  /** Goes on once the traffic of so long a time from now on was looked at. */
  void looksFor(Duration time) throws Exception {
    String path = "/api/v1/gateways/api-gateway/traffic?since=" + Instant.now();
    long points = time.dividedBy(INTERVAL);
    until(path, it -> it.path("points").size() >= points, time.multipliedBy(2).plus(LONGEST));
  }

  private JsonNode until(String path, Predicate<JsonNode> isSo, Duration longest) throws Exception {
    Instant latest = Instant.now().plus(longest);
    while (true) {
      JsonNode seen = service.get(path);
      if (isSo.test(seen)) {
        return seen;
      }
      if (Instant.now().isAfter(latest)) {
        throw new AssertionError(
            "%s within %s: there is %s\n%s".formatted(path, longest, seen, whatTheServiceSees()));
      }
      Thread.sleep(200);
    }
  }

  /** The sources, and what they told of the cluster: tells a machine that lags from a fault. */
  private String whatTheServiceSees() throws Exception {
    var said = new StringBuilder(Instant.now().toString());
    String gateway = "/api/v1/gateways/api-gateway";
    said.append(" sources ").append(service.get(gateway).path("sources"));
    for (JsonNode fact : service.get(gateway + "/snapshot").path("facts")) {
      if (Set.of("Rollout", "Workload", "Pod", "Blind").contains(fact.path("kind").asText())) {
        said.append('\n').append(fact);
      }
    }
    return said.toString();
  }

  @Override
  public void close() {
    service.close();
    control.close();
    estate.close();
  }
}
