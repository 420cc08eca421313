package io.fivewhys.cases;

import io.fivewhys.rulebook.source.Stage;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Takes a YAML file apart, as a tree whose nodes know their place. Whatever has another shape than
 * asked for is noted as a problem and then passed over.
 */
final class CaseYaml {
  /** The parser's own work grows faster than the text. */
  private static final int MOST_CHARS = 1 << 20;

  private static final int DEEPEST = 40;

  /** A key and what stands there. */
  record Field(ScalarNode key, Node value) {}

  private final FileProblems problems;

  CaseYaml(FileProblems problems) {
    this.problems = problems;
  }

  /** The root of a file; empty when there is none or it cannot be read. */
  Optional<Node> root(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARS);
    options.setNestingDepthLimit(DEEPEST);
    if (text.length() > MOST_CHARS) {
      problems.add(
          Stage.PARSE,
          null,
          "",
          "the file has more than " + MOST_CHARS + " characters",
          "put some of the rules and their cases into another folder");
      return Optional.empty();
    }
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      return root != null && isPlainTree(root) ? Optional.of(root) : Optional.empty();
    } catch (MarkedYAMLException e) {
      String said = e.getProblem() == null ? "" : ": " + e.getProblem();
      problems.add(
          Stage.PARSE,
          e.getProblemMark(),
          "",
          "this is not YAML" + said.lines().findFirst().orElse(""),
          "mind indentation, and quote texts that hold any of : # { } [ ] , & *");
    } catch (ReaderException e) {
      int line = (int) text.substring(0, Math.min(e.getPosition(), text.length())).lines().count();
      problems.add(
          Stage.PARSE,
          new Mark("", 0, Math.max(0, line - 1), 0, new int[0], 0),
          "",
          "the character U+%04X, which YAML excludes".formatted(e.getCodePoint()),
          "remove it");
    } catch (YAMLException e) {
      problems.add(
          Stage.PARSE, null, "", "this is not YAML: " + e.getMessage(), "simplify the file");
    }
    return Optional.empty();
  }

  /** Aliases make a graph of a tree, in which a small file is a huge one. */
  private boolean isPlainTree(Node root) {
    return isPlainTree(root, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private boolean isPlainTree(Node node, Set<Node> seen) {
    if (!seen.add(node) || node.getAnchor() != null) {
      problems.parse(node, "anchors and aliases are not read here", "use a fixture instead");
      return false;
    }
    return switch (node) {
      case MappingNode map ->
          map.getValue().stream()
              .allMatch(
                  it -> isPlainTree(it.getKeyNode(), seen) && isPlainTree(it.getValueNode(), seen));
      case SequenceNode list -> list.getValue().stream().allMatch(it -> isPlainTree(it, seen));
      default -> true;
    };
  }

  /** The fields of an object by name, whatever they are called; each name once. */
  Map<String, Field> anyFields(Node node, String what) {
    Map<String, Field> fields = new LinkedHashMap<>();
    if (!(node instanceof MappingNode map)) {
      problems.parse(node, what + " must be keys with values", "write key: value");
      return fields;
    }
    for (NodeTuple tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.parse(tuple.getKeyNode(), "a key must be a text", "write key: value");
      } else if (fields.putIfAbsent(key.getValue(), new Field(key, tuple.getValueNode())) != null) {
        problems.parse(
            key, "\"" + key.getValue() + "\" stands here twice", "remove or rename one of them");
      }
    }
    return fields;
  }

  /** The fields of an object that may have these only. */
  Map<String, Field> fields(Node node, String what, Collection<String> allowed) {
    Map<String, Field> fields = anyFields(node, what);
    for (Field field : List.copyOf(fields.values())) {
      String name = field.key().getValue();
      if (!allowed.contains(name)) {
        problems.parse(
            field.key(), "unknown key \"" + name + "\"", FileProblems.meant(name, allowed));
        fields.remove(name);
      }
    }
    return fields;
  }

  List<Node> items(Field field) {
    if (field.value() instanceof SequenceNode list) {
      return list.getValue();
    }
    problems.parse(
        field.value(), field.key().getValue() + " must be a list", "write each entry after a -");
    return List.of();
  }

  /** A text, or several as a list. */
  List<ScalarNode> texts(Field field) {
    if (field.value() instanceof ScalarNode) {
      return text(field.value(), field.key().getValue()).map(List::of).orElse(List.of());
    }
    List<ScalarNode> texts = new ArrayList<>();
    for (Node item : items(field)) {
      text(item, "an entry of " + field.key().getValue()).ifPresent(texts::add);
    }
    return texts;
  }

  Optional<ScalarNode> text(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar);
    }
    problems.parse(
        node,
        what + " must be a text",
        node instanceof ScalarNode
            ? "write one, or leave the key out"
            : "put it in quotes if it holds : or #");
    return Optional.empty();
  }
}
