package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.crash.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Those around a service that dies again and again: whoever sends alerts, snapshots and commands
 * writes down what was accepted, as a script would, and tries again with the same key what was not
 * answered. In the end everything that was accepted has to be there, once.
 */
final class World implements AutoCloseable {
  static final String TOKEN = "a-token-of-more-than-twenty-characters";
  private static final Duration LONGEST_REST = Duration.ofSeconds(90);
  private static final String ALERTED = "alerted";

  final Path directory;
  final Receiver receiver;
  final Client client = new Client(TOKEN, Duration.ofSeconds(5));

  /** Fingerprints of alerts that were acknowledged. */
  private final Set<String> alerts = new TreeSet<>();

  /** Diagnoses that were answered as kept, by gateway; one for each. */
  private final Map<String, String> diagnoses = new TreeMap<>();

  /** Snapshots that were sent and not answered yet. */
  private final Map<String, Map<String, Object>> unanswered = new TreeMap<>();

  /** Incidents whose acknowledgement was answered. */
  private final Set<String> acknowledged = new TreeSet<>();

  private int number;

  World(Path directory, Receiver receiver) throws IOException {
    this.directory = directory;
    this.receiver = receiver;
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        directory.resolve("config/gateways.yaml"),
        """
        gateways:
          - name: alerted
            namespace: shop
            interval: 2s
            alerts:
              any: [{match: {gateway: alerted}}]
        """);
    // One rule is enough, and starts at once: what is lost or doubled does not depend on rules.
    Path rule = directory.resolve("rules/evidence/nodes/nodes.drl");
    Files.createDirectories(rule.getParent());
    Files.writeString(
        rule,
        """
        package rules.evidence.nodes;

        import io.fivewhys.fact.*;
        import io.fivewhys.inference.*;

        agenda-group "evidence"

        rule "A node is not ready"
        when
          $n : NodeCondition( notReady )
        then
          insertLogical( Finding.of("node is not ready", $n.node(), Words.of("{} is not ready", $n.node()), $n) );
        end
        """);
    Files.writeString(
        directory.resolve("config/notifications.yaml"),
        """
        channels:
          - {type: webhook, name: hook, url: "%1$s/hook"}
          - {type: pagerduty, name: pager, routing-key: {env: ROUTING_KEY}, api-url: "%1$s"}
        announce:
          - channels: [hook]
        escalation:
          - levels: [{after: 0s, channels: [pager]}]
        incidents: {sweeps-to-open: 1}
        """
            .formatted(receiver.url()));
  }

  Map<String, String> environment() {
    return Map.of("FIVEWHYS_ADMIN_TOKEN", TOKEN, "ROUTING_KEY", "0123456789abcdef0123456789abcdef");
  }

  /** One alert, one snapshot, one command; and again what was not answered before. */
  void live(String url) throws InterruptedException {
    number++;
    alert(url, "alert-" + number);
    unanswered.put("crash-" + number, snapshot("crash-" + number));
    for (var each : Map.copyOf(unanswered).entrySet()) {
      post(url, each.getKey(), each.getValue());
    }
    acknowledge(url);
  }

  private void alert(String url, String name) throws InterruptedException {
    Map<String, Object> alert =
        Map.of(
            "status",
            "firing",
            "fingerprint",
            name,
            "labels",
            Map.of("alertname", "GatewayErrors", "gateway", ALERTED, "name", name),
            "annotations",
            Map.of(),
            "startsAt",
            Instant.now().toString(),
            "endsAt",
            "0001-01-01T00:00:00Z",
            "generatorURL",
            "");
    Map<String, Object> delivery = new HashMap<>();
    delivery.put("version", "4");
    delivery.put("groupKey", "{}:{name=\"" + name + "\"}");
    delivery.put("truncatedAlerts", 0);
    delivery.put("status", "firing");
    delivery.put("receiver", "fivewhys");
    delivery.put("groupLabels", Map.of());
    delivery.put("commonLabels", Map.of());
    delivery.put("commonAnnotations", Map.of());
    delivery.put("externalURL", "http://alertmanager");
    delivery.put("alerts", List.of(alert));
    if (client.post(url + "/api/v1/alerts", delivery, Map.of()).status() == 200) {
      alerts.add(name);
    }
  }

  private void post(String url, String gateway, Map<String, Object> snapshot)
      throws InterruptedException {
    Answer answer =
        client.post(
            url + "/api/v1/diagnoses", snapshot, Map.of("Idempotency-Key", "key-of-" + gateway));
    if (answer.status() == 200 && answer.isKept()) {
      diagnoses.put(gateway, answer.json().get("id").asText());
      unanswered.remove(gateway);
    } else {
      assertThat(answer.status()).as(answer.body()).isIn(0, 200, 409, 503);
    }
  }

  private void acknowledge(String url) throws InterruptedException {
    Answer open = client.get(url + "/api/v1/incidents?state=open&limit=1");
    if (open.status() == 200 && open.json().get("incidents").size() > 0) {
      String id = open.json().get("incidents").get(0).get("id").asText();
      Answer answer =
          client.post(
              url + "/api/v1/incidents/" + id + "/acknowledge",
              Map.of("reason", "number " + number),
              Map.of("Idempotency-Key", "acknowledge-" + id));
      if (answer.status() == 200) {
        acknowledged.add(id);
      }
    }
  }

  private static Map<String, Object> snapshot(String gateway) {
    Instant now = Instant.now();
    return Map.of(
        "gateway",
        gateway,
        "namespace",
        "shop",
        "observedAt",
        now.toString(),
        "window",
        "PT5M",
        "facts",
        List.of(
            Map.of(
                "kind", "RouteTraffic",
                "route", "/orders",
                "upstream", "orders",
                "responses", Map.of("200", 100, "503", 900),
                "errorsSince", now.minusSeconds(120).toString()),
            Map.of(
                "kind",
                "Workload",
                "name",
                "orders",
                "role",
                "upstream",
                "desired",
                2,
                "ready",
                0,
                "available",
                0,
                "updated",
                2),
            Map.of(
                "kind",
                "Pod",
                "name",
                "orders-1",
                "workload",
                "orders",
                "revision",
                2,
                "phase",
                "Running",
                "ready",
                false,
                "restarts",
                9,
                "restartsInWindow",
                9,
                "waitingReason",
                "CrashLoopBackOff"),
            Map.of(
                "kind",
                "Rollout",
                "workload",
                "orders",
                "revision",
                2,
                "previousRevision",
                1,
                "at",
                now.minusSeconds(180).toString(),
                "changes",
                List.of("image"))));
  }

  /** What the figures come to, for the record. */
  record Figures(
      int alerts, int diagnoses, int incidents, int opened, int hooked, int pages, int keys) {}

  /**
   * Everything that was accepted is there, and once; nothing is stuck.
   *
   * @param url of a service that is left alone now
   */
  Figures verify(String url) throws InterruptedException {
    for (var each : Map.copyOf(unanswered).entrySet()) {
      awaitAnswered(url, each.getKey(), each.getValue());
    }
    awaitDelivered(url);
    Set<String> kept =
        pages(url, "/api/v1/alerts?limit=1000", "alerts").stream()
            .map(it -> it.get("labels").get("name").asText())
            .collect(Collectors.toSet());
    assertThat(kept).as("alerts").containsAll(alerts);
    for (var each : diagnoses.entrySet()) {
      assertThat(client.get(url + "/api/v1/diagnoses/" + each.getValue()).status())
          .as("diagnosis of " + each.getKey())
          .isEqualTo(200);
    }
    List<JsonNode> incidents = pages(url, "/api/v1/incidents?limit=100", "incidents");
    Map<String, Long> byGateway =
        incidents.stream()
            .collect(
                Collectors.groupingBy(it -> it.get("gateway").asText(), Collectors.counting()));
    diagnoses
        .keySet()
        .forEach(it -> assertThat(byGateway.get(it)).as("incidents of " + it).isEqualTo(1));
    told(incidents);
    return figures(incidents);
  }

  private void told(List<JsonNode> incidents) throws InterruptedException {
    Set<String> all =
        incidents.stream().map(it -> it.get("id").asText()).collect(Collectors.toSet());
    Set<String> opened =
        receiver.hooked().stream()
            .filter(it -> it.get("occasion").asText().equals("opened"))
            .map(it -> it.get("incident").get("id").asText())
            .collect(Collectors.toSet());
    assertThat(opened).as("told of each incident, and of none that is not there").isEqualTo(all);
    Set<String> paged =
        receiver.paged().stream()
            .filter(it -> it.get("event_action").asText().equals("trigger"))
            .map(it -> it.get("dedup_key").asText())
            .collect(Collectors.toSet());
    long escalated =
        incidents.stream().filter(it -> it.get("escalation").get("level").asInt() > 0).count();
    assertThat(paged).as("one key for each that escalated").hasSize((int) escalated);
    for (JsonNode incident : incidents) {
      if (acknowledged.contains(incident.get("id").asText())) {
        assertThat(incident.has("acknowledged")).as("acknowledged " + incident).isTrue();
      }
    }
  }

  private Figures figures(List<JsonNode> incidents) {
    var messages =
        receiver.hooked().stream().map(it -> it.get("id").asText()).collect(Collectors.toSet());
    var keys =
        receiver.paged().stream()
            .map(it -> it.get("dedup_key").asText())
            .collect(Collectors.toSet());
    return new Figures(
        alerts.size(),
        diagnoses.size(),
        incidents.size(),
        messages.size(),
        receiver.hooked().size(),
        receiver.paged().size(),
        keys.size());
  }

  private void awaitAnswered(String url, String gateway, Map<String, Object> snapshot)
      throws InterruptedException {
    long endNanos = System.nanoTime() + LONGEST_REST.toNanos();
    while (unanswered.containsKey(gateway)) {
      assertThat(System.nanoTime()).as("answered in time: " + gateway).isLessThan(endNanos);
      post(url, gateway, snapshot);
      Thread.sleep(50);
    }
  }

  /** No message is pending any more, and nothing is due. */
  private void awaitDelivered(String url) throws InterruptedException {
    long endNanos = System.nanoTime() + LONGEST_REST.toNanos();
    while (true) {
      JsonNode pending = client.get(url + "/api/v1/notifications?state=pending&limit=5").json();
      JsonNode open = client.get(url + "/api/v1/incidents?state=open&limit=100").json();
      boolean due = false;
      for (JsonNode incident : open.get("incidents")) {
        due |= incident.get("escalation").get("level").asInt() == 0;
      }
      if (pending.get("notifications").isEmpty() && !due) {
        return;
      }
      assertThat(System.nanoTime()).as("delivered in time: " + pending).isLessThan(endNanos);
      Thread.sleep(100);
    }
  }

  private List<JsonNode> pages(String url, String path, String list) throws InterruptedException {
    List<JsonNode> all = new java.util.ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = client.get(url + path + cursor).json();
      page.get(list).forEach(all::add);
      cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    return all;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
