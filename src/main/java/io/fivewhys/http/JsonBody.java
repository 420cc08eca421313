package io.fivewhys.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.fact.read.SnapshotRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small JSON object that somebody sent. Collects what is wrong with it while it is read, so that
 * a client hears of all of it at once.
 */
final class JsonBody {
  private static final ObjectReader STRICT =
      DiagnosisJson.jsonMapper()
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode body;
  private final List<SnapshotRefused.Problem> problems = new ArrayList<>();

  private JsonBody(JsonNode body, List<String> fields) {
    this.body = body;
    for (var field : body.properties()) {
      if (!fields.contains(field.getKey())) {
        String allowed = "one of " + String.join(", ", fields);
        problem(Call.bounded(field.getKey()), "a field", allowed);
      }
    }
  }

  /**
   * @param fields that it may have
   * @throws Refusal when it is no JSON object
   */
  static JsonBody of(Call call, List<String> fields) throws IOException {
    JsonNode body;
    try {
      body = STRICT.readTree(RuleBodies.text(call));
    } catch (JsonProcessingException e) {
      throw RuleBodies.malformed("The body is no JSON: " + Call.bounded(e.getOriginalMessage()));
    }
    if (!body.isObject()) {
      throw RuleBodies.malformed("The body must be a JSON object.");
    }
    return new JsonBody(body, fields);
  }

  /** A text that must be there; empty when something is wrong, of which is told later. */
  String needed(String field, int longest) {
    Optional<String> text = text(field, longest);
    if (text.isEmpty() && body.path(field).isMissingNode()) {
      problem(field, "nothing", allowed(longest));
    } else if (text.isEmpty() && (body.path(field).isNull() || isBlank(field))) {
      problem(field, body.path(field).isNull() ? "null" : "an empty text", allowed(longest));
    }
    return text.orElse("");
  }

  private boolean isBlank(String field) {
    return body.path(field).isTextual() && body.path(field).asText().isBlank();
  }

  /** A text without control characters; empty when there is none, or it is null or blank. */
  Optional<String> text(String field, int longest) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      String found = value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
      problem(field, found, allowed(longest));
      return Optional.empty();
    }
    String text = value.asText().strip();
    if (text.length() > longest) {
      problem(field, text.length() + " characters", allowed(longest));
    } else if (!isPrintable(text)) {
      problem(field, "control characters", allowed(longest));
    }
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  boolean has(String field) {
    return body.has(field);
  }

  /** Whether a database and a terminal can take it. */
  static boolean isPrintable(String text) {
    return text.chars().noneMatch(it -> Character.isISOControl(it) && it != '\n' && it != '\t')
        && java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String allowed(int longest) {
    return "a text of 1 to " + longest + " characters";
  }

  void problem(String field, String found, String allowed) {
    if (problems.size() < SnapshotRefused.MOST_PROBLEMS) {
      String pointer = "/" + field.replace("~", "~0").replace("/", "~1");
      problems.add(new SnapshotRefused.Problem(pointer, found, allowed, Optional.empty()));
    }
  }

  /**
   * @throws Refusal with all that was wrong
   */
  void mustBeFine() {
    if (!problems.isEmpty()) {
      var detail = "The body cannot be understood.";
      throw Problem.of(400, "malformed-body", detail, problems).refusal();
    }
  }
}
