package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.crash.Client.Answer;
import io.fivewhys.crash.WritesSeen.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the service says that it did, held against what the API server saw.
 *
 * @param actions all of them, each with its history
 * @param timelines by incident
 */
record InterventionsTold(Map<String, JsonNode> actions, Map<String, List<JsonNode>> timelines) {
  private static final Set<String> OVER =
      Set.of("done", "failed", "rejected", "expired", "withdrawn");

  /** Both clocks are the machine's, but the database's is asked now and then and not exact. */
  private static final Duration CLOCKS = Duration.ofMillis(250);

  static InterventionsTold read(Client client, String url) throws InterruptedException {
    Map<String, JsonNode> actions = new TreeMap<>();
    for (JsonNode each : pages(client, url, "/api/v1/actions?limit=100", "actions")) {
      String id = each.get("id").asText();
      Answer whole = client.get(url + "/api/v1/actions/" + id);
      assertThat(whole.status()).as(whole.body()).isEqualTo(200);
      actions.put(id, whole.json());
    }
    Map<String, List<JsonNode>> timelines = new HashMap<>();
    for (JsonNode each : pages(client, url, "/api/v1/incidents?limit=100", "incidents")) {
      String id = each.get("id").asText();
      List<JsonNode> entries = new ArrayList<>();
      client
          .get(url + "/api/v1/incidents/" + id + "/timeline?limit=500")
          .json()
          .get("entries")
          .forEach(entries::add);
      assertThat(entries.stream().map(it -> it.get("version").asInt()).toList())
          .as("versions of " + each + ": " + entries)
          .isEqualTo(IntStream.rangeClosed(1, each.get("version").asInt()).boxed().toList());
      timelines.put(id, entries);
    }
    return new InterventionsTold(actions, timelines);
  }

  private static List<JsonNode> pages(Client client, String url, String path, String list)
      throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      Answer answer = client.get(url + path + cursor);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      answer.json().get(list).forEach(all::add);
      cursor = answer.json().has("next") ? "&cursor=" + answer.json().get("next").asText() : "";
    } while (!cursor.isEmpty());
    return all;
  }

  /**
   * What it comes to, for the record.
   *
   * @param byState interventions
   * @param begunAnew intents whose replica went before it did anything
   * @param takeovers of what may have been done, and what was found out
   * @param late changes that came after somebody else had settled them, and were refused
   */
  record Figures(
      int incidents,
      int interventions,
      Map<String, Long> byState,
      Map<String, Long> byEffect,
      int effectiveWrites,
      long conflicts,
      long late,
      int begunAnew,
      Map<String, Integer> takeovers) {}

  /** Nothing was done twice, nothing without intent, nothing was forgotten. */
  Figures verify(WritesSeen writes) {
    Map<String, List<Seen>> done =
        writes.effective().stream()
            .collect(Collectors.groupingBy(it -> it.action().orElse("nobody's")));
    assertThat(actions.keySet()).as("all that was done has its intent").containsAll(done.keySet());
    Map<String, String> byTarget = new HashMap<>();
    Map<String, Integer> takeovers = new TreeMap<>();
    int begunAnew = 0;
    for (JsonNode action : actions.values()) {
      String id = action.get("id").asText();
      List<JsonNode> history = history(action);
      List<Seen> its = done.getOrDefault(id, List.of());
      assertThat(its).as("done once at most: " + action).hasSizeLessThanOrEqualTo(1);
      assertThat(OVER).as("nothing is left of " + action).contains(state(action));
      isAsDone(action, history, !its.isEmpty());
      for (Seen write : its) {
        isIntended(action, history, write);
        String target = action.get("incident").asText() + " " + write.target();
        assertThat(byTarget.put(target, id))
            .as("no target is changed twice for an incident: " + action)
            .isNull();
      }
      begunAnew += (int) history.stream().filter(it -> isMove(it, "intended", "approved")).count();
      takenOver(history).forEach(it -> takeovers.merge(it, 1, Integer::sum));
    }
    return new Figures(
        timelines.size(),
        actions.size(),
        count(action -> Optional.of(state(action))),
        count(action -> Optional.ofNullable(action.get("effect")).map(JsonNode::asText)),
        writes.effective().size(),
        writes.conflicts(),
        writes.late(),
        begunAnew,
        takeovers);
  }

  private Map<String, Long> count(
      java.util.function.Function<JsonNode, Optional<String>> property) {
    return actions.values().stream()
        .flatMap(it -> property.apply(it).stream())
        .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
  }

  private static String state(JsonNode action) {
    return action.get("state").asText();
  }

  private static List<JsonNode> history(JsonNode action) {
    List<JsonNode> entries = new ArrayList<>();
    action.get("history").forEach(entries::add);
    assertThat(entries.stream().map(it -> it.get("version").asLong()).toList())
        .as("entries in order, each once: " + action)
        .doesNotHaveDuplicates()
        .isSorted();
    return entries;
  }

  private static boolean isMove(JsonNode entry, String from, String to) {
    return entry.path("from").asText().equals(from) && entry.get("to").asText().equals(to);
  }

  /** The journal says that it was done, and what came of it, exactly when it was. */
  private static void isAsDone(JsonNode action, List<JsonNode> history, boolean isDone) {
    List<String> states = history.stream().map(it -> it.get("to").asText()).toList();
    assertThat(states.contains("verifying"))
        .as("what the API server saw is what the journal says: " + action)
        .isEqualTo(isDone);
    assertThat(state(action).equals("done"))
        .as("what was done is looked after to its end: " + action)
        .isEqualTo(isDone);
  }

  /** When the change came, its intent stood there, and that it was about to be done. */
  private static void isIntended(JsonNode action, List<JsonNode> history, Seen write) {
    List<JsonNode> before =
        history.stream()
            .filter(it -> !at(it).isAfter(write.write().at().plus(CLOCKS)))
            .filter(it -> !it.get("to").asText().equals("verifying"))
            .toList();
    List<String> states = before.stream().map(it -> it.get("to").asText()).toList();
    assertThat(states)
        .as("before the change that came at %s: %s", write.write().at(), action)
        .containsSubsequence("intended", "acting");
  }

  private static Instant at(JsonNode entry) {
    return Instant.parse(entry.get("at").asText());
  }

  /** What was found out of each that was taken over while it may have been done. */
  private static List<String> takenOver(List<JsonNode> history) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      if (isMove(history.get(i), "acting", "acting")) {
        boolean isAgain = i + 1 < history.size() && isMove(history.get(i + 1), "acting", "acting");
        found.add(
            isAgain
                ? "taken over again"
                : switch (history.get(i + 1).get("to").asText()) {
                  case "verifying" -> "done";
                  case "failed" -> "not done";
                  case "unknown" -> "unknown";
                  default -> throw new AssertionError("after a takeover: " + history);
                });
      }
    }
    return found;
  }
}
