package io.fivewhys.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fivewhys.diagnose.VisibleEscapes;

/** JSON on a terminal: what it would obey is written as escapes. */
final class SafeJson {
  private static final JsonMapper JSON = mapper();

  private SafeJson() {}

  private static JsonMapper mapper() {
    var mapper = new JsonMapper();
    mapper.getFactory().setCharacterEscapes(new VisibleEscapes());
    return mapper;
  }

  static String pretty(JsonNode json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
