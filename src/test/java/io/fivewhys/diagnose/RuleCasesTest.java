package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.logs.LogReader;
import io.fivewhys.rulebook.Rulebook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the {@code cases.yaml} beside the rules: each case posts facts and names rules that must
 * conclude and rules that must not. Every rule needs both kinds beside it.
 */
class RuleCasesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static Rulebook rulebook;

  @BeforeAll
  static void compile() {
    rulebook = SharedRulebook.rulebook();
  }

  private record Case(
      String file, String name, Snapshot snapshot, List<String> does, List<String> doesNot) {}

  @TestFactory
  Stream<DynamicTest> everyCaseHolds() throws IOException {
    return cases().stream().map(it -> dynamicTest(it.file() + ": " + it.name(), () -> check(it)));
  }

  private static void check(Case it) {
    Diagnoser diagnoser = new Diagnoser(DiagnosisPolicy.defaults());
    Situation situation =
        diagnoser.situation(
            it.snapshot(), new LogReader(rulebook.logPatterns()).read(it.snapshot()));
    Set<String> concluded = diagnoser.evaluate(rulebook, situation).concluded();
    assertThat(concluded).as("rules that must conclude").containsAll(it.does());
    assertThat(it.doesNot()).as("rules that must not").noneMatch(concluded::contains);
  }

  @Test
  void everyRuleHasACaseThatConcludesAndOneThatDoesNot() throws IOException {
    Map<String, Set<String>> does = new TreeMap<>();
    Map<String, Set<String>> doesNot = new TreeMap<>();
    for (Case it : cases()) {
      String pack = "rules." + it.file().replace("/cases.yaml", "").replace('/', '.');
      does.computeIfAbsent(pack, key -> new TreeSet<>()).addAll(it.does());
      doesNot.computeIfAbsent(pack, key -> new TreeSet<>()).addAll(it.doesNot());
    }
    List<String> missing = new ArrayList<>();
    rulebook
        .ruleNames()
        .forEach(
            (pack, rules) -> {
              for (String rule : rules) {
                if (!does.getOrDefault(pack, Set.of()).contains(rule)) {
                  missing.add(pack + ": no case concludes \"" + rule + "\"");
                }
                if (!doesNot.getOrDefault(pack, Set.of()).contains(rule)) {
                  missing.add(pack + ": no case keeps quiet about \"" + rule + "\"");
                }
              }
            });
    assertThat(missing).isEmpty();
  }

  @Test
  void casesNameOnlyRulesThatExist() throws IOException {
    Set<String> known = new TreeSet<>();
    rulebook.ruleNames().values().forEach(known::addAll);
    for (Case it : cases()) {
      assertThat(known).as(it.file() + ": " + it.name()).containsAll(it.does());
      assertThat(known).as(it.file() + ": " + it.name()).containsAll(it.doesNot());
    }
  }

  /**
   * A case: {@code name}, {@code facts} (as in a snapshot; {@code use: [fixture]} adds the facts of
   * a shared fixture), {@code concludes} and {@code doesNotConclude}. A file may begin with {@code
   * fixtures}. What a snapshot needs besides facts has defaults.
   */
  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (var file : rulebook.files().cases().entrySet()) {
      JsonNode root = YAML.readTree(file.getValue());
      for (JsonNode node : root.get("cases")) {
        cases.add(
            new Case(
                file.getKey(),
                node.get("name").asText(),
                snapshot(node, root.path("fixtures")),
                texts(node.path("concludes")),
                texts(node.path("doesNotConclude"))));
      }
    }
    return cases;
  }

  private static Snapshot snapshot(JsonNode node, JsonNode fixtures) throws IOException {
    ObjectNode snapshot = YAML.createObjectNode();
    snapshot.put("gateway", node.path("gateway").asText("edge"));
    snapshot.put("namespace", node.path("namespace").asText("shop"));
    snapshot.put("observedAt", node.path("observedAt").asText("2026-01-05T12:00:00Z"));
    snapshot.put("window", node.path("window").asText("PT5M"));
    var facts = snapshot.putArray("facts");
    for (String fixture : texts(node.path("use"))) {
      fixtures.get(fixture).forEach(facts::add);
    }
    node.path("facts").forEach(facts::add);
    return new SnapshotReader(Clock.systemUTC())
        .read(
            new ByteArrayInputStream(new ObjectMapper().writeValueAsBytes(snapshot)),
            SnapshotReader.Format.JSON);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
