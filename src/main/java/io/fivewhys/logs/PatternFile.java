package io.fivewhys.logs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.re2j.PatternSyntaxException;
import io.fivewhys.fact.KnownError;
import io.fivewhys.logs.LogPatternsRefused.Problem;
import io.fivewhys.logs.line.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one file of patterns: a YAML list of entries, each with {@code pattern} and {@code match}.
 */
final class PatternFile {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final int LONGEST_REGEX = 2_000;
  private static final Set<String> LISTS = Set.of("examples", "counterexamples");
  private static final List<String> FIELDS =
      List.of("pattern", "match", "not", "target", "level", "scope", "examples", "counterexamples");

  private final String file;
  private final List<Problem> problems;
  private final List<LogPatternRule> rules = new ArrayList<>();

  private PatternFile(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The file's rules; what is wrong with it is added to the problems. */
  static List<LogPatternRule> read(String file, String content, List<Problem> problems) {
    PatternFile reading = new PatternFile(file, problems);
    try (JsonParser parser = YAML.createParser(content)) {
      reading.list(parser);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      reading.problem(
          line, "is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return reading.rules;
  }

  private void list(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return;
    }
    if (first != JsonToken.START_ARRAY) {
      problem(1, "must be a list of patterns: - pattern: …");
      return;
    }
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      int line = parser.currentTokenLocation().getLineNr();
      if (token != JsonToken.START_OBJECT) {
        problem(line, "must be an entry with the fields " + String.join(", ", FIELDS));
        parser.skipChildren();
      } else {
        entry(parser, line);
      }
    }
  }

  private void entry(JsonParser parser, int line) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int at = parser.currentTokenLocation().getLineNr();
      if (!seen.add(name)) {
        problem(at, name + " stands here twice");
      }
      JsonToken token = parser.nextToken();
      if (!FIELDS.contains(name)) {
        problem(at, "unknown field " + name + "; known are " + String.join(", ", FIELDS));
        parser.skipChildren();
      } else if (LISTS.contains(name)) {
        lists.put(name, texts(parser, token, name, at));
      } else if (token.isScalarValue()) {
        texts.put(name, parser.getText());
      } else {
        problem(at, name + " must be a text");
        parser.skipChildren();
      }
    }
    rule(line, texts, lists);
  }

  private List<String> texts(JsonParser parser, JsonToken token, String name, int at)
      throws IOException {
    List<String> texts = new ArrayList<>();
    if (token != JsonToken.START_ARRAY) {
      problem(at, name + " must be a list of texts");
      parser.skipChildren();
      return texts;
    }
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      if (next.isScalarValue()) {
        texts.add(parser.getText().stripTrailing());
      } else {
        problem(
            parser.currentTokenLocation().getLineNr(),
            name + " must be a list of texts; put the line in quotes");
        parser.skipChildren();
      }
    }
    return texts;
  }

  private void rule(int line, Map<String, String> texts, Map<String, List<String>> lists) {
    int before = problems.size();
    Optional<KnownError> kind =
        Arrays.stream(KnownError.values())
            .filter(known -> known.toString().equals(texts.get("pattern")))
            .findFirst();
    if (kind.isEmpty()) {
      problem(line, "pattern must be one of " + Arrays.toString(KnownError.values()));
    }
    Optional<Expression> match = regex(line, "match", texts.get("match"));
    if (!texts.containsKey("match")) {
      problem(line, "match is missing");
    }
    Optional<Expression> not = regex(line, "not", texts.get("not"));
    Optional<String> target = Optional.ofNullable(texts.get("target"));
    if (match.isPresent()
        && target.isPresent()
        && !target.get().equals(LogPatternRule.NO_TARGET)
        && !match.get().hasGroup(target.get())) {
      problem(
          line, "target must name a group of match, like (?P<" + target.get() + ">…), or be none");
    }
    Optional<Level> level = Optional.of(Level.WARN);
    if (texts.containsKey("level")) {
      level = Level.named(texts.get("level")).filter(l -> l != Level.FATAL);
      if (level.isEmpty()) {
        problem(line, "level must be debug, info, warn or error");
      }
    }
    String scope = texts.getOrDefault("scope", "line").toLowerCase(Locale.ROOT);
    if (!scope.equals("line") && !scope.equals("event")) {
      problem(line, "scope must be line or event");
    }
    if (problems.size() == before) {
      rules.add(
          new LogPatternRule(
              kind.orElseThrow(),
              match.orElseThrow(),
              not,
              target,
              level.orElseThrow(),
              scope.equals("event"),
              List.copyOf(lists.getOrDefault("examples", List.of())),
              List.copyOf(lists.getOrDefault("counterexamples", List.of())),
              file,
              line));
    }
  }

  private Optional<Expression> regex(int line, String field, String regex) {
    if (regex == null) {
      return Optional.empty();
    }
    if (regex.isEmpty() || regex.length() > LONGEST_REGEX) {
      problem(line, field + " must have 1 to " + LONGEST_REGEX + " characters");
      return Optional.empty();
    }
    try {
      return Optional.of(Expression.of(regex));
    } catch (PatternSyntaxException e) {
      problem(line, field + " is no RE2 expression: " + e.getDescription() + ": " + e.getPattern());
      return Optional.empty();
    }
  }

  private void problem(int line, String message) {
    problems.add(new Problem(file, line, message));
  }
}
