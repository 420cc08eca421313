package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fivewhys.fact.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A command is made to be pasted; names that came with a snapshot must not run what they say. */
class HostileNamesTest {
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\\\\'");

  /** Where a shell begins a word; a URL has %XX there. */
  private static final Pattern RUNS = Pattern.compile("[\\s;&|`(]reboot");

  /** Fields that name something. */
  private static final Set<String> NAMING =
      Set.of(
          "gateway",
          "namespace",
          "name",
          "workload",
          "upstream",
          "caller",
          "callee",
          "dependency",
          "service",
          "usedBy",
          "affects",
          "pod",
          "node",
          "owner",
          "subject",
          "object",
          "from",
          "to",
          "server",
          "managedBy");

  private static final Set<String> KINDS_WHOSE_NAME_IS_A_WORD = Set.of("Setting", "Signal");

  private static final String FOREIGN = "'; reboot; $(reboot) `reboot` & reboot\nreboot";

  @Test
  void noNameRunsWhatItSays() {
    List<String> dangerous = new ArrayList<>();
    int named = 0;
    for (IncidentCase it : IncidentCase.all()) {
      ObjectNode snapshot = it.json().deepCopy();
      rename(snapshot, "", FOREIGN);
      if (!snapshot.has("namespace")) {
        snapshot.put("namespace", "default" + FOREIGN);
      }
      for (String command : commands(IncidentCase.read(snapshot))) {
        named += command.contains("reboot") ? 1 : 0;
        if (isCommand(command) && RUNS.matcher(QUOTED.matcher(command).replaceAll("")).find()) {
          dangerous.add(it.id() + ": " + command);
        }
      }
    }
    assertThat(named).as("commands with such a name").isGreaterThanOrEqualTo(60);
    assertThat(dangerous).isEmpty();
  }

  @Test
  void noNameBecomesAnOption() {
    List<String> options = new ArrayList<>();
    for (IncidentCase it : IncidentCase.all()) {
      ObjectNode snapshot = it.json().deepCopy();
      rename(snapshot, "--everything=", "");
      for (String command : commands(IncidentCase.read(snapshot))) {
        if (isCommand(command) && (" " + command).contains(" --everything")) {
          options.add(it.id() + ": " + command);
        }
      }
    }
    assertThat(options).isEmpty();
  }

  /** What is told in words is not pasted. */
  private static boolean isCommand(String text) {
    return text.contains("kubectl")
        || text.contains("curl")
        || text.contains("dig ")
        || text.contains("git ");
  }

  private static List<String> commands(Snapshot snapshot) {
    Diagnosis answer = IncidentCase.diagnose(snapshot);
    List<String> commands = new ArrayList<>(answer.needs());
    answer.causes().forEach(it -> it.mitigations().forEach(one -> commands.add(one.command())));
    return commands;
  }

  private static void rename(JsonNode node, String before, String after) {
    if (node instanceof ArrayNode array) {
      array.forEach(it -> rename(it, before, after));
    } else if (node instanceof ObjectNode object) {
      String kind = object.path("kind").asText();
      for (var field : List.copyOf(object.properties())) {
        boolean word = KINDS_WHOSE_NAME_IS_A_WORD.contains(kind) && field.getKey().equals("name");
        boolean of = kind.equals("Setting") && field.getKey().equals("of");
        boolean names = NAMING.contains(field.getKey()) && !word || of;
        switch (field.getValue()) {
          case TextNode text when names ->
              object.put(field.getKey(), renamed(text.asText(), before, after));
          case ArrayNode texts when names -> {
            for (int i = 0; i < texts.size(); i++) {
              texts.set(i, TextNode.valueOf(renamed(texts.get(i).asText(), before, after)));
            }
          }
          default -> rename(field.getValue(), before, after);
        }
      }
    }
  }

  /** By itself or behind a kind. */
  private static String renamed(String name, String before, String after) {
    int at = name.indexOf('/') + 1;
    return name.substring(0, at) + before + name.substring(at) + after;
  }
}
