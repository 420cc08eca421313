package io.fivewhys.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Documentation as {@link ExtractDocs} found it.
 *
 * @param sources hash of what it was taken from
 * @param texts by the names that {@link ExtractDocs} explains
 */
record Docs(String sources, Map<String, String> texts) {
  /** On the class path. */
  static final String PLACE = "/vocabulary/docs.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  Docs {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** What the build put beside the classes. */
  static Docs shipped() {
    try (InputStream in = Docs.class.getResourceAsStream(PLACE)) {
      if (in == null) {
        throw new IllegalStateException(PLACE + " is not on the class path; build with Maven");
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Docs parse(byte[] json) throws IOException {
    return JSON.readValue(json, Docs.class);
  }

  /** The text, or nothing. */
  String of(String key) {
    return texts.getOrDefault(key, "");
  }
}
