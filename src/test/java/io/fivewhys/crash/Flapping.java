package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.crash.Client.Answer;
import io.fivewhys.crash.Script.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Gateways that fail, recover and fail again, of which snapshots are posted to any replica, and to
 * two at once: their incidents are joined, go quiet, come back and end.
 */
final class Flapping {
  private static final int GATEWAYS = 3;
  private static final String NAME = "flapping-";

  /** What says nothing new is forgotten after an hour. */
  private static final Duration PASSING = Duration.ofMinutes(30);

  private final Client client;
  private final Script script;
  private final Random random;

  /** Diagnoses that were answered as kept. */
  private final List<Kept> kept = Collections.synchronizedList(new ArrayList<>());

  private record Kept(String diagnosis, Instant at) {}

  private Instant last = Instant.EPOCH;
  private int number;

  Flapping(Client client, Script script, Random random) {
    this.client = client;
    this.script = script;
    this.random = random;
  }

  /**
   * One look at one gateway is posted to each address, all at once.
   *
   * @param urls of services that may be dead
   */
  void live(List<String> urls) throws InterruptedException {
    String gateway = NAME + number++ % GATEWAYS;
    List<Request> requests = urls.stream().map(_ -> request(gateway, isFailing())).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < urls.size(); i++) {
        String url = urls.get(i);
        Request request = requests.get(i);
        sent.add(
            threads.submit(
                () -> {
                  script.send(url, request);
                  return null;
                }));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof AssertionError wrong ? wrong : new AssertionError(e);
    }
  }

  private boolean isFailing() {
    return random.nextInt(100) < 55;
  }

  private Request request(String gateway, boolean fails) {
    Instant at = next();
    return new Request(
        "%s/%s".formatted(gateway, at),
        "/api/v1/diagnoses",
        fails ? Posted.failing(gateway, at) : Posted.healthy(gateway, at),
        this::keep);
  }

  private void keep(Answer answer) {
    if (answer.isKept()) {
      kept.add(new Kept(answer.json().get("id").asText(), Instant.now()));
    }
  }

  /** No two looks are of the same time: the later one would be none. */
  private Instant next() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return last;
  }

  static boolean isOne(JsonNode incident) {
    return incident.get("gateway").asText().startsWith(NAME);
  }

  /** All of them recover, until every incident is over. */
  void recover(String url, Duration patience) throws InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      for (int i = 0; i < GATEWAYS; i++) {
        script.send(url, request(NAME + i, false));
      }
      List<JsonNode> open = new ArrayList<>();
      for (int i = 0; i < GATEWAYS; i++) {
        Answer answer = client.get(url + "/api/v1/incidents?state=unresolved&gateway=" + NAME + i);
        answer.json().get("incidents").forEach(open::add);
        assertThat(answer.json().get("incidents").size())
            .as("at most one that is not over: " + answer.body())
            .isLessThanOrEqualTo(1);
      }
      if (open.isEmpty()) {
        return;
      }
      assertThat(System.nanoTime()).as("over in time: " + open).isLessThan(endNanos);
      Thread.sleep(250);
    }
  }

  /**
   * What was answered is there, and of each gateway one incident ended before the next began.
   *
   * @param timelines by incident
   */
  void verify(String url, List<JsonNode> incidents, Map<String, List<JsonNode>> timelines)
      throws InterruptedException {
    Instant since = Instant.now().minus(PASSING);
    for (Kept each : List.copyOf(kept)) {
      if (each.at().isAfter(since)) {
        assertThat(client.get(url + "/api/v1/diagnoses/" + each.diagnosis()).status())
            .as("diagnosis " + each)
            .isEqualTo(200);
      }
    }
    for (int i = 0; i < GATEWAYS; i++) {
      String gateway = NAME + i;
      List<JsonNode> its =
          incidents.stream()
              .filter(it -> it.get("gateway").asText().equals(gateway))
              .sorted(Comparator.comparing(it -> Instant.parse(it.get("startedAt").asText())))
              .toList();
      for (int n = 1; n < its.size(); n++) {
        Instant end = endOf(url, timelines.get(its.get(n - 1).get("id").asText()));
        assertThat(Instant.parse(its.get(n).get("startedAt").asText()))
            .as("the one before is over: %s, then %s", its.get(n - 1), its.get(n))
            .isAfter(end);
      }
    }
  }

  /** When that was observed of which it was concluded; no clock of a replica has a part in it. */
  private Instant endOf(String url, List<JsonNode> timeline) throws InterruptedException {
    // It may be over by time alone; then the look is that since which it was quiet.
    JsonNode concluded =
        timeline.stream()
            .filter(it -> List.of("quiet", "resolved").contains(it.get("kind").asText()))
            .filter(it -> it.has("diagnosis"))
            .reduce((_, later) -> later)
            .orElseThrow(() -> new AssertionError("not over: " + timeline));
    Answer diagnosis = client.get(url + "/api/v1/diagnoses/" + concluded.get("diagnosis").asText());
    assertThat(diagnosis.status()).as("the diagnosis of " + concluded).isEqualTo(200);
    return Instant.parse(diagnosis.json().get("observedAt").asText());
  }
}
