package io.fivewhys.http.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Bodies that are text or a JSON object; their size was bounded before. */
public final class JsonBody {
  // A field named twice would leave open which one is meant.
  private static final ObjectReader STRICT =
      DiagnosisJson.jsonMapper()
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonBody() {}

  /** The body as text, exactly as it was sent. */
  public static String text(Call call) throws IOException {
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

  /**
   * @param fields that there may be
   * @throws Refusal when the body is no JSON object, or has others
   */
  public static JsonNode object(Call call, Set<String> fields) throws IOException {
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

  /** A text of at most 1000 characters; empty when it is missing, null or blank. */
  public static Optional<String> text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().length() > 1_000) {
      throw malformed(field + " must be a text of at most 1000 characters.");
    }
    return Optional.of(value.asText().strip()).filter(it -> !it.isEmpty());
  }

  /** 400, with what was found and what is allowed. */
  public static Refusal malformed(String detail) {
    return Problem.of(400, "malformed-body", detail).refusal();
  }
}
