package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.crash.Client.Answer;
import io.fivewhys.crash.Script.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Those who take incidents on and write into their timelines, each thing once. */
final class People {
  private static final String TAKEN_ON = "taken on";

  private final Client client;
  private final Script script;

  /** Incidents whose acknowledgement was answered to be applied. */
  private final Set<String> acknowledged = new TreeSet<>();

  /** Incidents by the comment that was answered to be applied. */
  private final Map<String, String> comments = new HashMap<>();

  private int number;

  People(Client client, Script script) {
    this.client = client;
    this.script = script;
  }

  void live(String url) throws InterruptedException {
    number++;
    Answer open = client.get(url + "/api/v1/incidents?state=open&limit=1");
    if (open.status() == 200 && open.json().get("incidents").size() > 0) {
      acknowledge(url, open.json().get("incidents").get(0).get("id").asText());
    }
    Answer any = client.get(url + "/api/v1/incidents?limit=5");
    if (any.status() == 200 && any.json().get("incidents").size() > 0) {
      JsonNode incidents = any.json().get("incidents");
      comment(url, incidents.get(number % incidents.size()).get("id").asText());
    }
  }

  private void acknowledge(String url, String id) throws InterruptedException {
    script.send(
        url,
        new Request(
            "acknowledge-" + id,
            "/api/v1/incidents/" + id + "/acknowledge",
            Map.of("reason", TAKEN_ON),
            answer -> {
              // It may be over by now, which the answer says.
              if (answer.json().get("applied").asBoolean()) {
                acknowledged.add(id);
              }
            }));
  }

  private void comment(String url, String id) throws InterruptedException {
    String text = "comment number " + number;
    script.send(
        url,
        new Request(
            text.replace(' ', '-'),
            "/api/v1/incidents/" + id + "/comment",
            Map.of("text", text),
            answer -> {
              assertThat(answer.json().get("applied").asBoolean()).as(answer.body()).isTrue();
              comments.put(text, id);
            }));
  }

  /** How many commands were done. */
  int commands() {
    return acknowledged.size() + comments.size();
  }

  /** Everything that was answered is in its timeline once, and nothing is there twice. */
  void verify(List<JsonNode> incidents, Map<String, List<JsonNode>> timelines) {
    for (JsonNode incident : incidents) {
      String id = incident.get("id").asText();
      List<JsonNode> taken = entries(timelines.get(id), "acknowledged");
      assertThat(taken.size())
          .as("acknowledgements of %s: %s", id, timelines.get(id))
          .isEqualTo(acknowledged.contains(id) ? 1 : 0);
      assertThat(incident.has("acknowledged"))
          .as("acknowledged " + incident)
          .isEqualTo(acknowledged.contains(id));
      List<String> said =
          entries(timelines.get(id), "commented").stream()
              .map(it -> it.get("text").asText())
              .toList();
      List<String> answered =
          comments.entrySet().stream()
              .filter(it -> it.getValue().equals(id))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(said).as("comments on " + id).containsExactlyInAnyOrderElementsOf(answered);
    }
  }

  private static List<JsonNode> entries(List<JsonNode> timeline, String kind) {
    return timeline.stream().filter(it -> it.get("kind").asText().equals(kind)).toList();
  }
}
