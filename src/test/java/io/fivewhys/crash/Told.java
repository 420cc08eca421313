package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the webhook and the pager were told, held against what the service says. */
final class Told {
  private final List<JsonNode> hooked;
  private final List<JsonNode> paged;

  Told(Receiver receiver) {
    hooked = receiver.hooked();
    paged = receiver.paged();
  }

  /**
   * @param mayComeLate whether one that was stopped went on with what others had done meanwhile:
   *     then the last word to a pager is that of the one who came late, which nobody can help
   */
  void verify(List<JsonNode> incidents, List<JsonNode> notifications, boolean mayComeLate) {
    delivered(notifications);
    Map<String, List<JsonNode>> byIncident = firstArrivals();
    assertThat(byIncident.keySet())
        .as("told of each incident, and of none that is not there")
        .isEqualTo(incidents.stream().map(Told::id).collect(Collectors.toSet()));
    for (JsonNode incident : incidents) {
      inOrder(incident, byIncident.get(id(incident)));
      paged(incident, mayComeLate);
    }
    Set<String> keys = keys();
    assertThat(incidents).as("whom the pager rang for").extracting(Told::key).containsAll(keys);
  }

  /** Everything came to an end, and what came in at the hook is what is said to be delivered. */
  private void delivered(List<JsonNode> notifications) {
    assertThat(notifications)
        .allSatisfy(
            it -> assertThat(it.get("state").asText()).isIn("delivered", "superseded", "silenced"));
    Set<String> said =
        notifications.stream()
            .filter(it -> it.get("channel").asText().equals("hook"))
            .filter(it -> it.get("state").asText().equals("delivered"))
            .map(it -> it.get("message").asText())
            .collect(Collectors.toSet());
    assertThat(said).as("messages that came in").isEqualTo(arrivals().keySet());
  }

  private static void inOrder(JsonNode incident, List<JsonNode> messages) {
    List<String> occasions = messages.stream().map(it -> it.get("occasion").asText()).toList();
    List<Long> versions =
        messages.stream().map(it -> it.get("incident").get("version").asLong()).toList();
    assertThat(versions).as("%s is told in order: %s", incident, occasions).isSorted();
    assertThat(occasions).as("of " + incident).startsWith("opened").containsOnlyOnce("opened");
    if (isOver(incident)) {
      assertThat(occasions).as("of " + incident).endsWith("resolved").containsOnlyOnce("resolved");
    } else {
      assertThat(occasions).as("of " + incident).doesNotContain("resolved");
    }
  }

  private void paged(JsonNode incident, boolean mayComeLate) {
    List<String> events =
        paged.stream()
            .filter(it -> it.get("dedup_key").asText().equals(key(incident)))
            .map(it -> it.get("event_action").asText())
            .toList();
    boolean called = incident.get("escalation").get("level").asInt() > 0;
    if (!called) {
      assertThat(events).as("nobody was called for " + incident).doesNotContain("trigger");
    } else if (!isOver(incident)) {
      assertThat(events).as("goes on: " + incident).doesNotContain("resolve");
      // Whoever was faster than the message that was to call somebody is not called.
      if (!incident.has("acknowledged")) {
        assertThat(events).as("rings: " + incident).contains("trigger");
      }
    } else if (events.contains("trigger")) {
      assertThat(events.subList(events.indexOf("trigger"), events.size()))
          .as("ended after it rang: " + incident)
          .contains("resolve");
      if (!mayComeLate) {
        assertThat(events.getLast())
            .as("the last of %s for %s", events, incident)
            .isEqualTo("resolve");
      }
    }
  }

  /** How often each message came in. */
  Map<String, Long> arrivals() {
    return hooked.stream()
        .collect(Collectors.groupingBy(it -> it.get("id").asText(), Collectors.counting()));
  }

  int pages() {
    return paged.size();
  }

  Set<String> keys() {
    return paged.stream().map(it -> it.get("dedup_key").asText()).collect(Collectors.toSet());
  }

  /** Incidents that are over, for which a pager rings all the same. */
  long ringing(List<JsonNode> incidents) {
    return incidents.stream()
        .filter(Told::isOver)
        .filter(
            incident ->
                paged.stream()
                    .filter(it -> it.get("dedup_key").asText().equals(key(incident)))
                    .reduce((_, later) -> later)
                    .filter(it -> it.get("event_action").asText().equals("trigger"))
                    .isPresent())
        .count();
  }

  /** By incident, in the order in which they came in, without repetitions. */
  private Map<String, List<JsonNode>> firstArrivals() {
    Set<String> seen = new HashSet<>();
    Map<String, List<JsonNode>> all = new LinkedHashMap<>();
    for (JsonNode message : hooked) {
      if (seen.add(message.get("id").asText())) {
        all.computeIfAbsent(id(message.get("incident")), _ -> new ArrayList<>()).add(message);
      }
    }
    return all;
  }

  private static boolean isOver(JsonNode incident) {
    return incident.get("state").asText().equals("resolved");
  }

  private static String id(JsonNode incident) {
    return incident.get("id").asText();
  }

  private static String key(JsonNode incident) {
    return "fivewhys/" + id(incident);
  }
}
