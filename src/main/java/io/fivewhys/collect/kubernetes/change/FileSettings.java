package io.fivewhys.collect.kubernetes.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The settings within a file that a ConfigMap holds, by their paths, so that one changed line of an
 * {@code application.yaml} has a name.
 *
 * <p>YAML and JSON, properties and their kin, directives that end with a semicolon. What cannot be
 * read has no settings, which only makes the change less precise.
 */
final class FileSettings {
  private static final int MOST_CHARS = 256 << 10;
  private static final int MOST_SETTINGS = 300;
  private static final int LONGEST_PATH = 200;
  private static final int DEEPEST = 20;

  /** A longer line is no setting that anybody wrote. */
  private static final int LONGEST_LINE = 4_000;

  // Possessive, so that no line is read again and again from another place.
  private static final Pattern SECTION = Pattern.compile("\\s*+\\[([\\w.:-]{1,80}+)]\\s*+");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*+(?:export\\s++)?+([\\w.\\[\\]-]{1,150}+)\\s*+[=:]\\s*+(.*+)");
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\s*+([A-Za-z_][\\w.-]{1,100}+)\\s++([^;{}]++);\\s*+(?:#.*+)?+");

  private final Map<String, String> settings = new LinkedHashMap<>();

  private FileSettings() {}

  /** Empty when the key names no kind of file that is known. */
  static Map<String, String> of(String key, String text) {
    var found = new FileSettings();
    if (text.length() <= MOST_CHARS && text.indexOf('\n') >= 0) {
      found.read(key.toLowerCase(Locale.ROOT), text);
    }
    return found.settings;
  }

  private void read(String key, String text) {
    switch (key.substring(key.lastIndexOf('.') + 1)) {
      case "yaml", "yml", "json" -> readTree(text);
      case "properties", "env", "ini", "toml", "cfg" -> readLines(text, ASSIGNMENT);
      case "conf" -> {
        readLines(text, DIRECTIVE);
        if (settings.isEmpty()) {
          readLines(text, ASSIGNMENT);
        }
      }
      default -> {}
    }
  }

  private void readTree(String text) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(10);
    options.setCodePointLimit(MOST_CHARS);
    try {
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
        flatten("", document, DEEPEST);
      }
    } catch (YAMLException | ClassCastException e) {
      settings.clear(); // a template, or broken: it has no settings that could be named
    }
  }

  private void flatten(String path, Object node, int deepest) {
    if (settings.size() >= MOST_SETTINGS || deepest == 0) {
      return;
    }
    switch (node) {
      case Map<?, ?> map ->
          map.forEach(
              (name, value) ->
                  flatten(path.isEmpty() ? "" + name : path + "." + name, value, deepest - 1));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(path + "[" + i + "]", list.get(i), deepest - 1);
        }
      }
      case null -> put(path, "");
      default -> put(path, node.toString());
    }
  }

  private void readLines(String text, Pattern pattern) {
    String section = "";
    for (String line : joined(text)) {
      if (line.length() > LONGEST_LINE) {
        continue;
      }
      Matcher header = SECTION.matcher(line);
      Matcher setting = pattern.matcher(line);
      if (line.stripLeading().startsWith("#") || settings.size() >= MOST_SETTINGS) {
        continue;
      }
      if (header.matches()) {
        section = header.group(1) + ".";
      } else if (setting.matches()) {
        put(section + setting.group(1), setting.group(2).strip());
      }
    }
  }

  /** Lines that end with a backslash go on in the next. */
  private static List<String> joined(String text) {
    List<String> lines = new ArrayList<>();
    var open = new StringBuilder();
    for (String line : text.split("\r?\n")) {
      if (line.endsWith("\\")) {
        open.append(line, 0, line.length() - 1);
      } else {
        lines.add(open.append(line).toString());
        open.setLength(0);
      }
    }
    return lines;
  }

  /** A directive may stand there several times. */
  private void put(String path, String value) {
    String name = path.replace(Content.INSIDE, ' ');
    String free = name;
    for (int i = 2; settings.containsKey(free) && i <= MOST_SETTINGS; i++) {
      free = name + "#" + i;
    }
    if (!name.isEmpty() && free.length() <= LONGEST_PATH) {
      settings.put(free, value);
    }
  }
}
