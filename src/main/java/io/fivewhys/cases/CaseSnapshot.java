package io.fivewhys.cases;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fivewhys.cases.CaseYaml.Field;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.rulebook.source.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Makes the snapshot of a case: its facts as they are written, with the short forms written out,
 * through the same strict reader as every other snapshot.
 */
final class CaseSnapshot {
  /** What a snapshot needs beside facts, unless the case says otherwise. */
  static final Map<String, String> DEFAULTS =
      Map.of(
          "gateway", "edge",
          "namespace", "shop",
          "observedAt", "2026-01-05T12:00:00Z",
          "window", "PT5M");

  private static final JsonFactory JSON = new JsonFactory();
  private static final SnapshotReader READER =
      new SnapshotReader(Clock.fixed(Instant.parse(DEFAULTS.get("observedAt")), ZoneOffset.UTC));
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

  private final FileProblems problems;
  private final Node of;
  private final Map<String, Field> frame;
  private final List<Node> facts;

  /**
   * @param of the case, for problems that are in none of its fields
   * @param frame the fields of the case
   */
  CaseSnapshot(FileProblems problems, Node of, Map<String, Field> frame, List<Node> facts) {
    this.problems = problems;
    this.of = of;
    this.frame = frame;
    this.facts = facts;
  }

  /** Empty when the reader refuses it; every reason is noted at the place it was written. */
  Optional<Snapshot> read(CaseBudget budget) {
    if (!budget.take(0)) {
      return Optional.empty();
    }
    byte[] json = json();
    if (!budget.take(json.length)) {
      problems.parse(
          of,
          "the facts of all cases together are more than " + CaseBudget.MOST_BYTES + " bytes",
          "use fewer or smaller fixtures");
      return Optional.empty();
    }
    try {
      return Optional.of(READER.read(new ByteArrayInputStream(json), SnapshotReader.Format.JSON));
    } catch (SnapshotRefused refused) {
      note(refused);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private void note(SnapshotRefused refused) {
    if (refused.problems().isEmpty()) {
      problems.parse(of, "the facts are refused: " + refused.getMessage(), "");
    }
    for (var problem : refused.problems()) {
      problems.add(
          Stage.PARSE,
          node(problem.pointer()).getStartMark(),
          "",
          "found " + problem.found(),
          problem
              .didYouMean()
              .map(it -> "did you mean " + it + "?")
              .orElse("allowed: " + problem.allowed()));
    }
  }

  /** What stands at a JSON pointer, or as near to it as there is something written. */
  private Node node(String pointer) {
    String[] steps = pointer.split("/");
    Node node = of;
    for (int i = 1; i < steps.length; i++) {
      String step = steps[i].replace("~1", "/").replace("~0", "~");
      Optional<Node> next =
          i == 1 && step.equals("facts") && steps.length > 2
              ? Optional.of(facts.get(Integer.parseInt(steps[++i])))
              : child(node, step);
      if (next.isEmpty()) {
        return node;
      }
      node = next.get();
    }
    return node;
  }

  private static Optional<Node> child(Node node, String step) {
    return switch (node) {
      case MappingNode map ->
          map.getValue().stream()
              .filter(
                  it -> it.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step))
              .map(NodeTuple::getValueNode)
              .findFirst();
      case SequenceNode list ->
          Optional.of(step)
              .filter(it -> it.matches("\\d{1,9}"))
              .map(Integer::parseInt)
              .filter(it -> it < list.getValue().size())
              .map(list.getValue()::get);
      default -> Optional.empty();
    };
  }

  private byte[] json() {
    var bytes = new ByteArrayOutputStream();
    String observedAt = framed("observedAt");
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("gateway", framed("gateway"));
      out.writeStringField("namespace", framed("namespace"));
      out.writeStringField("observedAt", observedAt);
      out.writeStringField("window", ShortForms.length(framed("window")));
      out.writeArrayFieldStart("facts");
      for (Node fact : facts) {
        writeFact(fact, instant(observedAt), out);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private String framed(String name) {
    return frame.get(name) instanceof Field(_, ScalarNode given)
        ? given.getValue()
        : DEFAULTS.get(name);
  }

  /** One that is no time is refused by the reader; until then any will do. */
  private static Instant instant(String observedAt) {
    try {
      return Instant.parse(observedAt);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static void writeFact(Node fact, Instant observedAt, JsonGenerator out)
      throws IOException {
    if (!(fact instanceof MappingNode map)) {
      write(fact, out);
      return;
    }
    String kind =
        child(fact, "kind")
            .filter(ScalarNode.class::isInstance)
            .map(it -> ((ScalarNode) it).getValue())
            .orElse("");
    out.writeStartObject();
    for (NodeTuple field : map.getValue()) {
      String name = name(field);
      out.writeFieldName(name);
      if (field.getValueNode() instanceof ScalarNode value && ShortForms.isTime(kind, name)) {
        out.writeString(ShortForms.time(value.getValue(), observedAt));
      } else {
        write(field.getValueNode(), out);
      }
    }
    out.writeEndObject();
  }

  private static void write(Node node, JsonGenerator out) throws IOException {
    switch (node) {
      case MappingNode map -> {
        out.writeStartObject();
        for (NodeTuple field : map.getValue()) {
          out.writeFieldName(name(field));
          write(field.getValueNode(), out);
        }
        out.writeEndObject();
      }
      case SequenceNode list -> {
        out.writeStartArray();
        for (Node item : list.getValue()) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case ScalarNode scalar -> writeScalar(scalar, out);
      default -> throw new IllegalStateException("YAML has no " + node.getNodeId());
    }
  }

  private static String name(NodeTuple field) {
    return field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }

  /** As a snapshot in YAML is read: a number or a truth only where it is written as in JSON. */
  private static void writeScalar(ScalarNode scalar, JsonGenerator out) throws IOException {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      out.writeString(text);
    } else if (NUMBER.matcher(text).matches()) {
      out.writeNumber(text);
    } else {
      switch (text) {
        case "true" -> out.writeBoolean(true);
        case "false" -> out.writeBoolean(false);
        case "null", "~", "" -> out.writeNull();
        default -> out.writeString(text);
      }
    }
  }
}
