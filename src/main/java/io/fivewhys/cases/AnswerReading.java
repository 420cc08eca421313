package io.fivewhys.cases;

import io.fivewhys.cases.CaseYaml.Field;
import io.fivewhys.cases.RuleCase.Answer;
import io.fivewhys.cases.RuleCase.Mitigation;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what a case expects of the diagnosis. */
record AnswerReading(CaseYaml yaml, FileProblems problems) {
  static final List<String> KEYS =
      List.of("verdict", "category", "subject", "mechanism", "mitigation");

  Answer read(Map<String, Field> fields) {
    return new Answer(
        oneOf(fields.get("verdict"), Verdict.values()),
        oneOf(fields.get("category"), Category.values()),
        text(fields.get("subject")),
        text(fields.get("mechanism")),
        mitigation(fields.get("mitigation")));
  }

  private Optional<String> text(Field field) {
    return Optional.ofNullable(field)
        .flatMap(it -> yaml.text(it.value(), it.key().getValue()))
        .map(ScalarNode::getValue);
  }

  private Optional<Mitigation> mitigation(Field field) {
    if (field == null || !(field.value() instanceof MappingNode)) {
      return oneOf(field, Action.values()).map(it -> new Mitigation(it, Optional.empty()));
    }
    var parts = yaml.fields(field.value(), "mitigation", List.of("action", "target"));
    if (!parts.containsKey("action")) {
      problems.parse(field.key(), "the mitigation has no action", "add action: …");
    }
    return oneOf(parts.get("action"), Action.values())
        .map(it -> new Mitigation(it, text(parts.get("target"))));
  }

  /** By the names that answers have. */
  private <E extends Enum<E>> Optional<E> oneOf(Field field, E[] known) {
    if (field == null) {
      return Optional.empty();
    }
    Optional<ScalarNode> given = yaml.text(field.value(), field.key().getValue());
    Optional<E> meant =
        given.flatMap(
            it ->
                Arrays.stream(known).filter(one -> one.toString().equals(it.getValue())).findAny());
    if (given.isPresent() && meant.isEmpty()) {
      problems.parse(
          field.value(),
          "there is no " + field.key().getValue() + " \"" + given.get().getValue() + "\"",
          FileProblems.meant(
              given.get().getValue(), Arrays.stream(known).map(Object::toString).toList()));
    }
    return meant;
  }
}
