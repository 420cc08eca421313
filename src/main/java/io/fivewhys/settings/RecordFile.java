package io.fivewhys.settings;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a YAML file of nested lists and sections onto records, for configuration that has too much
 * structure for flags and variables.
 *
 * <p>A key is the record component's name in kebab case. A component that is an {@code Optional},
 * list or map may be left out; so may any other for which the record's static {@code defaults()}
 * holds a value and which is not {@link Required}. Ranges are those of {@link Within}. A component
 * marked {@link Inline} takes its keys from the same section. Where a component is a sealed
 * interface of records, the key {@code type} says which record, by its name in kebab case.
 */
public final class RecordFile {
  private static final int MOST_CHARS = 4 << 20;
  private static final int DEEPEST = 30;

  private RecordFile() {}

  /**
   * @param file its name, for messages
   * @param text YAML, one document
   * @throws SettingsRefused naming every problem with its line
   */
  public static <T extends Record> T read(String file, String text, Class<T> type) {
    var problems = new ArrayList<Problem>();
    var binder = new RecordBinder(file, problems);
    Optional<T> bound = compose(file, text).flatMap(node -> binder.record(node, type, ""));
    if (!problems.isEmpty() || bound.isEmpty()) {
      throw problems.isEmpty()
          ? refused(file, "nothing", "a file with the keys of " + type.getSimpleName())
          : new SettingsRefused(problems);
    }
    return bound.get();
  }

  private static Optional<Node> compose(String file, String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(MOST_CHARS);
    try {
      return Optional.ofNullable(
          new Yaml(new SafeConstructor(options)).compose(new StringReader(text)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw refused(file + ":" + line, e.getProblem(), "YAML");
    } catch (YAMLException e) {
      throw refused(file, e.getMessage(), "YAML");
    }
  }

  private static SettingsRefused refused(String where, String found, String allowed) {
    return new SettingsRefused(
        List.of(new Problem("the file", where, found, allowed, Optional.empty())));
  }
}
