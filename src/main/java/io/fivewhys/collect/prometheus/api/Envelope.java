package io.fivewhys.collect.prometheus.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every answer of the API is wrapped in.
 *
 * @param status success or error
 * @param errorType bad_data, execution, timeout, ...; empty where there is none
 * @param error in the server's words; empty where there is none
 * @param warnings why the data may not be all
 * @param data empty where there is none
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">the API</a>
 */
record Envelope<T>(
    String status, String errorType, String error, List<String> warnings, Optional<T> data) {
  private static final int MOST_WARNINGS = 10;

  /** Remarks about the query, which some versions put among the warnings: the data is whole. */
  private static final String REMARK = "PromQL info:";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(20)
                  .maxStringLength(1 << 20)
                  .maxNameLength(4_096)
                  .maxNumberLength(100)
                  .build())
          .build();

  /** Reads what stands under {@code data}, from its first token to its last. */
  interface DataReader<T> {
    T read(JsonParser in) throws IOException, TooMany;
  }

  /** There is more than may be kept. */
  static final class TooMany extends Exception {
    private static final long serialVersionUID = 1L;

    TooMany(String what) {
      super(what);
    }
  }

  boolean isSuccess() {
    return status.equals("success") && data.isPresent();
  }

  /**
   * @throws IOException when it is no such envelope
   */
  static <T> Envelope<T> read(byte[] body, DataReader<T> reader) throws IOException, TooMany {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    Optional<T> data = Optional.empty();
    try (JsonParser in = JSON.createParser(body)) {
      expect(in.nextToken(), JsonToken.START_OBJECT, in);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        switch (field) {
          case "status", "errorType", "error" -> texts.put(field, in.getValueAsString(""));
          case "data" -> data = value == JsonToken.VALUE_NULL ? data : Optional.of(reader.read(in));
          case "warnings" -> readWarnings(in, warnings);
          case "isPartial" -> {
            // VictoriaMetrics, when some of its stores did not answer.
            if (value == JsonToken.VALUE_TRUE) {
              warnings.add("some of its stores did not answer (isPartial)");
            }
          }
          default -> in.skipChildren();
        }
      }
      expect(in.currentToken(), JsonToken.END_OBJECT, in);
    }
    return new Envelope<>(
        texts.getOrDefault("status", ""),
        texts.getOrDefault("errorType", ""),
        texts.getOrDefault("error", ""),
        List.copyOf(warnings),
        data);
  }

  private static void readWarnings(JsonParser in, List<String> warnings) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      String warning = in.getValueAsString("");
      if (!warning.startsWith(REMARK) && warnings.size() < MOST_WARNINGS) {
        warnings.add(warning);
      }
      in.skipChildren();
    }
  }

  /**
   * @throws IOException when another token stands there
   */
  static void expect(JsonToken found, JsonToken wanted, JsonParser in) throws IOException {
    if (found != wanted) {
      throw new IOException(
          "%s instead of %s at line %d, column %d"
              .formatted(
                  found == null ? "the end" : found,
                  wanted,
                  in.currentLocation().getLineNr(),
                  in.currentLocation().getColumnNr()));
    }
  }

  /** A section of texts by name; other values are refused. */
  static Map<String, String> readTexts(JsonParser in) throws IOException {
    expect(in.currentToken(), JsonToken.START_OBJECT, in);
    Map<String, String> texts = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      expect(in.nextToken(), JsonToken.VALUE_STRING, in);
      texts.put(name, in.getText());
    }
    return texts;
  }
}
