package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebAnswer;
import java.io.IOException;
import java.util.function.Consumer;

/** JSON that somebody answered. */
final class JsonBody {
  private static final int MOST_TREE_BYTES = 8 << 20;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(50)
                      .maxNumberLength(100)
                      .maxNameLength(10_000)
                      .maxStringLength(1 << 20)
                      .build())
              .build());

  private JsonBody() {}

  /** Whether it looks like JSON at all, and is not some other form. */
  static boolean isJson(WebAnswer answer) {
    for (byte each : answer.body()) {
      if (each > ' ' || each < 0) {
        return each == '{' || each == '[';
      }
    }
    return false;
  }

  /**
   * All of it at once, for what is small.
   *
   * @param place for messages
   */
  static JsonNode tree(WebAnswer answer, String place) throws SourceFailed {
    if (answer.body().length > MOST_TREE_BYTES) {
      throw new SourceFailed(
          Code.TOO_LARGE, place + " answers more than " + MOST_TREE_BYTES + " bytes");
    }
    try (JsonParser parser = MAPPER.createParser(answer.body())) {
      JsonNode root = MAPPER.readTree(parser);
      if (root == null || parser.nextToken() != null) {
        throw nonsense(place, null);
      }
      return root;
    } catch (IOException e) {
      throw nonsense(place, e);
    }
  }

  /** Each element of a list in the outermost object, one at a time, for what may be large. */
  static void each(WebAnswer answer, String list, String place, Consumer<JsonNode> element)
      throws SourceFailed {
    boolean found = false;
    boolean empty = true;
    try (JsonParser parser = MAPPER.createParser(answer.body())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw nonsense(place, null);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        boolean wanted = parser.currentName().equals(list);
        JsonToken value = parser.nextToken();
        if (!wanted || value != JsonToken.START_ARRAY) {
          parser.skipChildren();
          continue;
        }
        found = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          element.accept(MAPPER.readTree(parser));
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw nonsense(place, null);
      }
    } catch (IOException e) {
      throw nonsense(place, e);
    }
    if (!found && !empty) {
      throw new SourceFailed(Code.NONSENSE, place + " answers JSON without " + list);
    }
  }

  private static SourceFailed nonsense(String place, IOException cause) {
    return new SourceFailed(Code.NONSENSE, place + " answers no JSON, or not all of it", cause);
  }
}
