package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.crash.Client.Answer;
import io.fivewhys.crash.Script.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Those around a service that dies again and again: whoever sends alerts, snapshots and commands
 * writes down what was accepted, as a script would, and tries again with the same key what was not
 * answered. In the end everything that was accepted has to be there, once.
 */
final class World implements AutoCloseable {
  static final String TOKEN = "a-token-of-more-than-twenty-characters";
  private static final Duration LONGEST_REST = Duration.ofSeconds(90);
  private static final String ALERTED = "alerted";
  private static final int EVERY_PUSH = 5;
  private static final int MOST_RETRIES = 5;

  final Path directory;
  final Receiver receiver;
  final Client client = new Client(TOKEN, Duration.ofSeconds(5));

  /** Fingerprints of alerts that were acknowledged. */
  private final Set<String> alerts = new TreeSet<>();

  /** Diagnoses that were answered as kept, by gateway; one for each. */
  private final Map<String, String> diagnoses = new TreeMap<>();

  private final Script script = new Script(client);
  private final People people = new People(client, script);
  private final Flapping flapping;
  private boolean pushed;
  private int number;

  /**
   * @param random says what becomes of the gateways
   */
  World(Path directory, Receiver receiver, Random random) throws IOException {
    flapping = new Flapping(client, script, random);
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
        incidents: {sweeps-to-open: 1, quiet: 1s}
        """
            .formatted(receiver.url()));
  }

  Map<String, String> environment() {
    return Map.of("FIVEWHYS_ADMIN_TOKEN", TOKEN, "ROUTING_KEY", "0123456789abcdef0123456789abcdef");
  }

  /**
   * One alert, one snapshot, looks at a gateway that comes and goes, commands; and again what was
   * not answered before. Where nobody is at home for the alert, nobody waits for the rest.
   *
   * @param urls of services that may be dead: the first does most, the looks go to all at once
   */
  void live(String... urls) throws InterruptedException {
    String url = urls[0];
    number++;
    boolean answers = alert(url, "alert-" + number);
    if (answers && (number % EVERY_PUSH == 1 || !pushed)) {
      push(url);
    }
    String gateway = "crash-" + number;
    script.send(
        url,
        new Request(
            "key-of-" + gateway,
            "/api/v1/diagnoses",
            Posted.failing(gateway, Instant.now()),
            answer -> {
              assertThat(answer.isKept()).as(answer.body()).isTrue();
              diagnoses.put(gateway, answer.json().get("id").asText());
            }));
    flapping.live(List.of(urls));
    if (answers) {
      people.live(url);
      script.retry(url, MOST_RETRIES);
    }
  }

  /** What a sweep finds at a gateway that only the service itself looks at. */
  private void push(String url) throws InterruptedException {
    Answer answer =
        client.post(
            url + "/api/v1/gateways/" + ALERTED + "/facts?source=crash&ttl=PT2H",
            Map.of("facts", List.of(Posted.failingRoute())),
            Map.of());
    assertThat(answer.status()).as(answer.body()).isIn(0, 200, 503);
    pushed |= answer.status() == 200;
  }

  /** Whether it was accepted. */
  private boolean alert(String url, String name) throws InterruptedException {
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
    boolean accepted = client.post(url + "/api/v1/alerts", delivery, Map.of()).status() == 200;
    if (accepted) {
      alerts.add(name);
    }
    return accepted;
  }

  /**
   * What the figures come to, for the record.
   *
   * @param ended incidents that are over
   * @param returns how often any came back
   * @param hooked messages, and how often they came in
   * @param repeated messages that came in more than once, and how often at most
   * @param ringing incidents that are over, for which a pager rings all the same
   */
  record Figures(
      int alerts,
      int diagnoses,
      int commands,
      int incidents,
      int ended,
      int returns,
      int hooked,
      long arrivals,
      long repeated,
      long mostOften,
      int pages,
      int keys,
      long ringing) {}

  /**
   * Everything that was accepted is there, and once; nothing is stuck.
   *
   * @param url of a service that is left alone now
   * @param mayComeLate whether one that was stopped may have gone on with what others had done
   */
  Figures verify(String url, boolean mayComeLate) throws InterruptedException {
    script.awaitAnswers(url, LONGEST_REST);
    while (!pushed) {
      push(url);
    }
    flapping.recover(url, LONGEST_REST);
    script.awaitAnswers(url, LONGEST_REST);
    awaitSwept(url);
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
    onePerGateway(incidents);
    Map<String, List<JsonNode>> timelines = timelines(url, incidents);
    people.verify(incidents, timelines);
    flapping.verify(url, incidents, timelines);
    var told = new Told(receiver);
    told.verify(
        incidents, pages(url, "/api/v1/notifications?limit=200", "notifications"), mayComeLate);
    return figures(incidents, told);
  }

  /** Of those that fail once and for all, and of the one that sweeps look at: one. */
  private void onePerGateway(List<JsonNode> incidents) {
    Map<String, Long> byGateway =
        incidents.stream()
            .filter(it -> !Flapping.isOne(it))
            .collect(
                Collectors.groupingBy(it -> it.get("gateway").asText(), Collectors.counting()));
    Set<String> expected = new TreeSet<>(diagnoses.keySet());
    expected.add(ALERTED);
    assertThat(byGateway.keySet()).as("gateways with incidents").isEqualTo(expected);
    assertThat(byGateway).allSatisfy((it, count) -> assertThat(count).as(it).isEqualTo(1));
  }

  /** By incident; each change is there once, in order. */
  private Map<String, List<JsonNode>> timelines(String url, List<JsonNode> incidents)
      throws InterruptedException {
    Map<String, List<JsonNode>> all = new HashMap<>();
    for (JsonNode incident : incidents) {
      String id = incident.get("id").asText();
      List<JsonNode> entries = new ArrayList<>();
      Answer answer = client.get(url + "/api/v1/incidents/" + id + "/timeline?limit=500");
      answer.json().get("entries").forEach(entries::add);
      assertThat(entries.stream().map(it -> it.get("version").asInt()).toList())
          .as("versions of " + incident + ": " + entries)
          .isEqualTo(IntStream.rangeClosed(1, incident.get("version").asInt()).boxed().toList());
      List<String> kinds = entries.stream().map(it -> it.get("kind").asText()).toList();
      assertThat(kinds).as("of " + incident).startsWith("opened").containsOnlyOnce("opened");
      boolean isOver = incident.get("state").asText().equals("resolved");
      assertThat(Collections.frequency(kinds, "resolved"))
          .as("ends of " + incident + ": " + entries)
          .isEqualTo(isOver ? 1 : 0);
      assertThat(Collections.frequency(kinds, "escalated"))
          .as("calls for " + incident + ": " + entries)
          .isEqualTo(incident.get("escalation").get("level").asInt());
      all.put(id, entries);
    }
    return all;
  }

  private Figures figures(List<JsonNode> incidents, Told told) {
    Map<String, Long> arrivals = told.arrivals();
    return new Figures(
        alerts.size(),
        diagnoses.size(),
        people.commands(),
        incidents.size(),
        (int) incidents.stream().filter(it -> it.has("resolved")).count(),
        incidents.stream().mapToInt(it -> it.get("returns").asInt()).sum(),
        arrivals.size(),
        arrivals.values().stream().mapToLong(it -> it).sum(),
        arrivals.values().stream().filter(it -> it > 1).count(),
        arrivals.values().stream().mapToLong(it -> it).max().orElse(0),
        told.pages(),
        told.keys().size(),
        told.ringing(incidents));
  }

  /** Some replica's look has found what was pushed. */
  private void awaitSwept(String url) throws InterruptedException {
    long endNanos = System.nanoTime() + LONGEST_REST.toNanos();
    while (true) {
      Answer answer = client.get(url + "/api/v1/incidents?gateway=" + ALERTED);
      if (!answer.json().get("incidents").isEmpty()) {
        return;
      }
      assertThat(System.nanoTime()).as(() -> "an incident of what was pushed").isLessThan(endNanos);
      Thread.sleep(100);
    }
  }

  /** No message is pending any more, and nothing is due. */
  private void awaitDelivered(String url) throws InterruptedException {
    long endNanos = System.nanoTime() + LONGEST_REST.toNanos();
    while (true) {
      JsonNode pending = client.get(url + "/api/v1/notifications?state=pending&limit=5").json();
      List<JsonNode> due =
          pages(url, "/api/v1/incidents?state=open&limit=100", "incidents").stream()
              .filter(it -> it.get("escalation").get("level").asInt() == 0)
              .toList();
      if (pending.get("notifications").isEmpty() && due.isEmpty()) {
        return;
      }
      assertThat(System.nanoTime())
          .as("delivered in time: %s, called: %s", pending, due)
          .isLessThan(endNanos);
      Thread.sleep(100);
    }
  }

  private List<JsonNode> pages(String url, String path, String list) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
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
