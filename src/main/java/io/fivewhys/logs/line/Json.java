package io.fivewhys.logs.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** A line that is one JSON object, and its fields by the many names that loggers give them. */
public record Json(JsonNode root) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(50).maxNumberLength(100).build())
              .build());

  public static Optional<Json> of(String text) {
    int last = text.length() - 1;
    while (last > 0 && text.charAt(last) == ' ') {
      last--;
    }
    if (last < 1 || text.charAt(0) != '{' || text.charAt(last) != '}') {
      return Optional.empty();
    }
    try {
      JsonNode root = MAPPER.readTree(text);
      return root != null && root.isObject() ? Optional.of(new Json(root)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // a line that only looks like JSON is a line like any other
    }
  }

  /**
   * The first of these fields that is there; a dot leads into an object unless a field is named so.
   */
  public Optional<JsonNode> node(String... names) {
    for (String name : names) {
      JsonNode node = root.get(name);
      int dot = name.indexOf('.');
      if (node == null && dot > 0) {
        node = root;
        for (String part : name.split("\\.")) {
          node = node == null ? null : node.get(part);
        }
      }
      if (node != null && !node.isNull() && !node.isMissingNode()) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** Text of the first of these fields that holds one; {@code -} and nothing count as absent. */
  public Optional<String> text(String... names) {
    for (String name : names) {
      Optional<String> text = node(name).filter(JsonNode::isValueNode).map(JsonNode::asText);
      if (text.isPresent() && !text.get().isEmpty() && !text.get().equals("-")) {
        return text;
      }
    }
    return Optional.empty();
  }

  /** Number of the first of these fields that holds one, be it as text. */
  public OptionalDouble number(String... names) {
    Optional<String> text = text(names);
    if (text.isEmpty() || text.get().length() > 40) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(text.get());
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The time of these fields, as text or as a number since 1970. */
  public Optional<Instant> time(Times times, String... names) {
    Optional<String> text = text(names);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> at = times.at(text.get(), 0).flatMap(Times.Found::at);
    OptionalDouble number = number(names);
    return at.isPresent() || number.isEmpty() ? at : Times.epoch(number.getAsDouble());
  }

  /** When it was written, by the usual names. */
  public Optional<Instant> time(Times times) {
    return time(
        times,
        "time",
        "ts",
        "timestamp",
        "@timestamp",
        "@t",
        "datetime",
        "eventTime",
        "asctime",
        "timeMillis",
        "instant.epochSecond",
        "date",
        "t");
  }

  /** How serious it says it is. */
  public Optional<Level> level() {
    Optional<String> text =
        text(
            "level",
            "lvl",
            "severity",
            "log.level",
            "levelname",
            "loglevel",
            "log_level",
            "@l",
            "LogLevel",
            "level_name",
            "Level",
            "severity_text");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String name = text.get();
    return !name.isEmpty() && name.length() <= 3 && name.chars().allMatch(Character::isDigit)
        ? Level.numbered(Integer.parseInt(name))
        : Level.named(name);
  }
}
