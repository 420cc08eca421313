package io.fivewhys.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Bodies of requests about rules; their size was bounded before. */
final class RuleBodies {
  // A file named twice would leave open which one is meant.
  private static final ObjectReader STRICT =
      DiagnosisJson.jsonMapper()
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RuleBodies() {}

  /**
   * All files of a candidate.
   *
   * @param base revision that must be in force; empty: none demanded
   */
  record Candidate(RuleFiles files, Optional<String> base, Optional<String> message) {}

  /** What to go back to. */
  record Back(String revision, Optional<String> message) {}

  /** The body as text, exactly as it was sent. */
  static String text(Call call) throws IOException {
    byte[] bytes = call.body().orElseThrow().readAllBytes();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("The body is not UTF-8.");
    }
  }

  static Candidate candidate(Call call) throws IOException {
    return candidate(object(call, Set.of("files", "base", "message")));
  }

  private static Candidate candidate(JsonNode body) {
    JsonNode files = body.path("files");
    if (!files.isObject()) {
      throw malformed("files must be an object: path to text.");
    }
    var contents = new TreeMap<String, String>();
    for (var file : files.properties()) {
      if (!file.getValue().isTextual()) {
        throw malformed("files: every value must be the text of a file.");
      }
      contents.put(file.getKey(), file.getValue().asText());
    }
    return new Candidate(new RuleFiles(contents), text(body, "base"), text(body, "message"));
  }

  /** The same, where files may be given as what they change beside those in force. */
  static Candidate candidate(Call call, RulesInForce rules) throws IOException {
    JsonNode body = object(call, Set.of("files", "changes", "base", "message"));
    if (body.has("files") == body.has("changes")) {
      throw malformed(
          "Give either files, all there is to be, or changes, path to text or null beside the files"
              + " in force.");
    }
    return body.has("files")
        ? candidate(body)
        : new Candidate(
            TrialBody.changed(body.get("changes"), rules),
            text(body, "base"),
            text(body, "message"));
  }

  static Back back(Call call) throws IOException {
    JsonNode body = object(call, Set.of("revision", "message"));
    String revision =
        text(body, "revision").orElseThrow(() -> malformed("revision says what to go back to."));
    return new Back(RevisionName.checked(revision), text(body, "message"));
  }

  /**
   * @throws Refusal when the body is none
   */
  static JsonNode object(Call call) throws IOException {
    String text = text(call);
    JsonNode body;
    try {
      body = STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      throw malformed("The body is no JSON: " + Call.bounded(e.getOriginalMessage()));
    }
    if (!body.isObject()) {
      throw malformed("The body must be a JSON object.");
    }
    return body;
  }

  static JsonNode object(Call call, Set<String> fields) throws IOException {
    JsonNode body = object(call);
    for (var field : body.properties()) {
      if (!fields.contains(field.getKey())) {
        throw malformed(
            "The body has an unknown field; allowed: "
                + String.join(", ", fields.stream().sorted().toList()));
      }
    }
    return body;
  }

  static Optional<String> text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().length() > 1_000) {
      throw malformed(field + " must be a text of at most 1000 characters.");
    }
    return Optional.of(value.asText().strip()).filter(it -> !it.isEmpty());
  }

  static Refusal malformed(String detail) {
    return Problem.of(400, "malformed-body", detail).refusal();
  }
}
