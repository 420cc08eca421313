package io.fivewhys.cases;

import io.fivewhys.cases.CaseYaml.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Facts under a name, for several cases. An entry {@code use: NAME} among facts stands for those of
 * another fixture. However often a fixture is named, a case gets its facts once.
 */
final class Fixtures {
  /** A fixture that uses one that uses one and so on is followed so far. */
  private static final int MOST = 1_000;

  private static final String USE = "use";

  private final Map<String, Field> byName;
  private final CaseYaml yaml;
  private final FileProblems problems;

  Fixtures(Optional<Field> field, CaseYaml yaml, FileProblems problems) {
    this.yaml = yaml;
    this.problems = problems;
    this.byName = field.map(it -> yaml.anyFields(it.value(), "fixtures")).orElseGet(HashMap::new);
    if (byName.size() > MOST) {
      problems.parse(
          field.orElseThrow().key(),
          "there are more than " + MOST + " fixtures",
          "put some of the rules and their cases into another folder");
      byName.clear();
    }
    Set<String> done = new HashSet<>();
    byName.keySet().forEach(name -> refuseCircles(name, new LinkedHashSet<>(), done));
  }

  private void refuseCircles(String name, Set<String> path, Set<String> done) {
    if (!done.add(name)) {
      return;
    }
    path.add(name);
    for (Node entry : yaml.items(byName.get(name))) {
      for (ScalarNode used : used(entry)) {
        if (path.contains(used.getValue())) {
          problems.consistency(
              used,
              "",
              "the fixture \"" + used.getValue() + "\" uses itself",
              "the way is " + String.join(" > ", path) + "; take one step out");
        } else if (byName.containsKey(used.getValue())) {
          refuseCircles(used.getValue(), path, done);
        }
      }
    }
    path.remove(name);
  }

  /** The facts of a case: those of the fixtures it uses, then its own. */
  List<Node> facts(Map<String, Field> fields) {
    List<Node> facts = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    if (fields.containsKey(USE)) {
      yaml.texts(fields.get(USE)).forEach(it -> addFixture(it, facts, done));
    }
    if (fields.containsKey("facts")) {
      addAll(fields.get("facts"), facts, done);
    }
    return facts;
  }

  private void addAll(Field field, List<Node> facts, Set<String> done) {
    for (Node entry : yaml.items(field)) {
      List<ScalarNode> used = used(entry);
      used.forEach(it -> addFixture(it, facts, done));
      if (used.isEmpty()) {
        facts.add(entry);
      }
    }
  }

  private void addFixture(ScalarNode name, List<Node> facts, Set<String> done) {
    Field fixture = byName.get(name.getValue());
    if (fixture == null) {
      problems.consistency(
          name,
          "",
          "there is no fixture \"" + name.getValue() + "\" in this file",
          byName.isEmpty()
              ? "add it under fixtures:"
              : FileProblems.meant(name.getValue(), byName.keySet()));
    } else if (done.add(name.getValue())) {
      addAll(fixture, facts, done);
    }
  }

  /** The fixtures that an entry names; empty when it is a fact. */
  private List<ScalarNode> used(Node entry) {
    if (entry instanceof MappingNode map
        && map.getValue().size() == 1
        && map.getValue().getFirst().getKeyNode() instanceof ScalarNode key
        && key.getValue().equals(USE)) {
      return yaml.texts(new Field(key, map.getValue().getFirst().getValueNode()));
    }
    return List.of();
  }
}
