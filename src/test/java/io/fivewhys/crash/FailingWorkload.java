package io.fivewhys.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.crash.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A Deployment that fails until it was changed at the API server, or somebody mends it by hand, and
 * again when all is over. Its gateway is told of its traffic by a script.
 */
final class FailingWorkload {
  private static final Set<String> GIVEN_UP = Set.of("failed", "rejected", "expired", "withdrawn");

  /** Then people do something about it. */
  private static final Duration LONGEST_FAILURE = Duration.ofSeconds(40);

  private static final int MANY = 1_000;

  /** Too few to tell anything by. */
  private static final int FEW = 5;

  private final String name;
  private final Client client;
  private final WritesSeen writes;
  private final Random random;

  private boolean fails;
  private int responses = MANY;
  private boolean isPushed;
  private long before;
  private boolean helps;
  private boolean isSeldomUsed;
  private long sinceNanos;
  private int byHand;

  FailingWorkload(String name, Client client, WritesSeen writes, Random random) {
    this.name = name;
    this.client = client;
    this.writes = writes;
    this.random = random;
  }

  String name() {
    return name;
  }

  String gateway() {
    return "gateway-of-" + name;
  }

  /** How often people mended it. */
  int byHand() {
    return byHand;
  }

  /**
   * @param mayFail again, once all is over
   */
  void live(String url, boolean mayFail) throws InterruptedException {
    if (!mayFail && responses == FEW) {
      // Nobody waits until it is given up that anything can be told.
      responses = MANY;
      isPushed = false;
    }
    if (!isPushed) {
      isPushed = push(url);
    } else if (fails) {
      mend(url, mayFail);
    } else if (mayFail && isCalm(url)) {
      fails = true;
      isPushed = false;
      before = writes.effective(name);
      helps = random.nextInt(6) > 0;
      isSeldomUsed = random.nextInt(6) == 0;
      sinceNanos = System.nanoTime();
    }
  }

  private void mend(String url, boolean mayFail) throws InterruptedException {
    boolean isChanged = writes.effective(name) > before;
    if (isChanged && (helps || !mayFail)) {
      recover(mayFail);
    } else if (!mayFail || isGivenUp(url) || isTooLong()) {
      byHand++;
      recover(mayFail);
    }
  }

  private boolean isTooLong() {
    return System.nanoTime() - sinceNanos > LONGEST_FAILURE.toNanos();
  }

  private void recover(boolean mayFail) {
    fails = false;
    isPushed = false;
    responses = isSeldomUsed && mayFail ? FEW : MANY;
  }

  /** The service has tried what it could. */
  private boolean isGivenUp(String url) throws InterruptedException {
    JsonNode open = open(url);
    if (open == null || open.isEmpty()) {
      return false;
    }
    Answer actions = client.get(url + "/api/v1/actions?incident=" + open.get(0).get("id").asText());
    if (actions.status() != 200 || actions.json().get("actions").isEmpty()) {
      return false;
    }
    String last = actions.json().get("actions").get(0).get("state").asText();
    return GIVEN_UP.contains(last) || last.equals("done");
  }

  /** Unresolved incidents; null while nobody answers. */
  private JsonNode open(String url) throws InterruptedException {
    Answer answer = client.get(url + "/api/v1/incidents?state=unresolved&gateway=" + gateway());
    return answer.status() == 200 ? answer.json().get("incidents") : null;
  }

  /** It does not fail, and nothing is being done about it. */
  boolean isCalm(String url) throws InterruptedException {
    if (fails || !isPushed) {
      return false;
    }
    JsonNode open = open(url);
    if (open == null || !open.isEmpty()) {
      return false;
    }
    Answer last = client.get(url + "/api/v1/actions?limit=5&gateway=" + gateway());
    if (last.status() != 200) {
      return false;
    }
    for (JsonNode each : last.json().get("actions")) {
      String state = each.get("state").asText();
      if (!GIVEN_UP.contains(state) && !state.equals("done")) {
        return false;
      }
    }
    return true;
  }

  private boolean push(String url) throws InterruptedException {
    Map<String, Integer> traffic =
        fails ? Map.of("200", MANY / 10, "503", MANY) : Map.of("200", responses);
    Map<String, Object> route =
        Map.of("kind", "RouteTraffic", "route", "/" + name, "upstream", name, "responses", traffic);
    String path = "/api/v1/gateways/%s/facts?source=crash&ttl=PT2H".formatted(gateway());
    return client.post(url + path, Map.of("facts", List.of(route)), Map.of()).status() == 200;
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(name, fails ? "fails" : "is well", isPushed ? "" : ", not told yet");
  }
}
