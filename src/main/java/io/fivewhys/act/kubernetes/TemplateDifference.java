package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fivewhys.collect.kubernetes.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * In what two pod templates differ, for people: {@code containers[orders].image: orders:9 →
 * orders:8}. Values are shown where they cannot be secrets; of others it is said that they differ.
 */
final class TemplateDifference {
  private static final String SPEC = "spec.";
  private static final int MOST_LINES = 40;
  private static final int MOST_CHARS = 200;

  /**
   * Texts that are no secret: image and resources of a container. Keys may hold dots and whatever
   * else, so that nothing within brackets may be taken for the name of a field.
   */
  private static final Pattern OF_CONTAINER =
      Pattern.compile("spec\\.(initC|c)ontainers\\[[-a-z0-9]+]\\.(image|resources\\..+)");

  /** By which entries of a list are told apart, where all have it. */
  private static final List<String> KEYS = List.of("name", "mountPath", "containerPort", "key");

  private final List<String> lines = new ArrayList<>();
  private int more;

  private TemplateDifference() {}

  /** At most so many lines as people read; none when the templates are the same. */
  static List<String> between(JsonNode from, JsonNode to) {
    var difference = new TemplateDifference();
    difference.compare("", PodTemplate.comparable(from), PodTemplate.comparable(to));
    if (difference.more > 0) {
      difference.lines.add("and " + difference.more + " more");
    }
    return List.copyOf(difference.lines);
  }

  private void compare(String path, JsonNode from, JsonNode to) {
    if (from.equals(to)) {
      return;
    }
    if (from.isMissingNode() || to.isMissingNode()) {
      add(path, from, to);
    } else if (from.isObject() && to.isObject()) {
      compareAll(path, ".", members(from), members(to));
    } else if (from.isArray() && to.isArray()) {
      Optional<String> key = key(from, to);
      if (key.isPresent()) {
        Map<String, JsonNode> before = entries(from, key.get());
        Map<String, JsonNode> after = entries(to, key.get());
        if (before.equals(after)) {
          say(path + ": another order");
        } else {
          compareAll(path, "", before, after);
        }
      } else {
        say(path + ": another value");
      }
    } else {
      add(path, from, to);
    }
  }

  private void compareAll(
      String path, String between, Map<String, JsonNode> from, Map<String, JsonNode> to) {
    var names = new TreeSet<>(from.keySet());
    names.addAll(to.keySet());
    JsonNode missing = MissingNode.getInstance();
    for (String name : names) {
      compare(
          path.isEmpty() ? name : path + between + name,
          from.getOrDefault(name, missing),
          to.getOrDefault(name, missing));
    }
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(it -> members.put(it.getKey(), it.getValue()));
    return members;
  }

  private static Map<String, JsonNode> entries(JsonNode list, String key) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    list.forEach(it -> entries.put("[" + it.path(key).asText() + "]", it));
    return entries;
  }

  /** What tells the entries of both lists apart; empty when nothing does. */
  private static Optional<String> key(JsonNode from, JsonNode to) {
    return KEYS.stream().filter(it -> tellsApart(from, it) && tellsApart(to, it)).findFirst();
  }

  private static boolean tellsApart(JsonNode list, String key) {
    for (JsonNode each : list) {
      if (!each.path(key).isValueNode()) {
        return false;
      }
    }
    return entries(list, key).size() == list.size();
  }

  private void add(String path, JsonNode from, JsonNode to) {
    boolean shown = isHarmless(path, from) && isHarmless(path, to);
    if (shown) {
      say("%s: %s → %s".formatted(path, text(from), text(to)));
    } else if (from.isMissingNode()) {
      say(path + ": added");
    } else {
      say(path + (to.isMissingNode() ? ": removed" : ": another value"));
    }
  }

  /** What is in the environment, in arguments, in headers or in annotations may be a secret. */
  private static boolean isHarmless(String path, JsonNode value) {
    if (value.isMissingNode()) {
      return true;
    }
    return path.startsWith(SPEC)
        && (value.isNumber()
            || value.isBoolean()
            || value.isValueNode() && OF_CONTAINER.matcher(path).matches());
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "none" : value.asText();
  }

  private void say(String line) {
    if (lines.size() >= MOST_LINES) {
      more++;
      return;
    }
    String shorter = line.startsWith(SPEC) ? line.substring(SPEC.length()) : line;
    lines.add(Said.line(shorter, MOST_CHARS));
  }
}
