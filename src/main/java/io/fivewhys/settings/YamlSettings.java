package io.fivewhys.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a YAML file of nested sections into flat keys with their lines. */
final class YamlSettings {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;
  private final List<Given> given = new ArrayList<>();

  private YamlSettings(String file) {
    this.file = file;
  }

  /**
   * @param file how the file is named in messages
   * @throws SettingsRefused when the text is no YAML mapping
   */
  static List<Given> read(String file, String text) {
    var settings = new YamlSettings(file);
    try (var parser = FACTORY.createParser(text)) {
      settings.document(parser);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw refused(file + ":" + line, e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw refused(file, e.getMessage());
    }
    return settings.given;
  }

  private static SettingsRefused refused(String where, String found) {
    return new SettingsRefused(
        List.of(new Problem("the file", where, found, "YAML, sections of keys", Optional.empty())));
  }

  private void document(JsonParser parser) throws IOException {
    var token = parser.nextToken();
    if (token == null || token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw refused(where(parser), words(token));
    }
    section(parser, "");
    if (parser.nextToken() != null) {
      throw refused(where(parser), "a second document");
    }
  }

  /**
   * @return whether there is nothing in it
   */
  private boolean section(JsonParser parser, String prefix) throws IOException {
    boolean empty = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      empty = false;
      String key = prefix + parser.currentName();
      String where = where(parser);
      switch (parser.nextToken()) {
        case START_OBJECT -> {
          if (section(parser, key + ".")) {
            given.add(new Given(key, where, new Given.Value.Empty()));
          }
        }
        case START_ARRAY -> given.add(new Given(key, where, items(parser)));
        default -> given.add(new Given(key, where, scalar(parser)));
      }
    }
    return empty;
  }

  private static Given.Value scalar(JsonParser parser) throws IOException {
    boolean empty = parser.currentToken() == JsonToken.VALUE_NULL || parser.getText().isEmpty();
    return empty ? new Given.Value.Nothing() : new Given.Value.Scalar(parser.getText());
  }

  private static Given.Value items(JsonParser parser) throws IOException {
    var texts = new ArrayList<String>();
    boolean plain = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
        texts.add(parser.getText());
      } else {
        plain = false;
        parser.skipChildren();
      }
    }
    return plain
        ? new Given.Value.Items(List.copyOf(texts))
        : new Given.Value.Other("a list that holds something else than texts");
  }

  private String where(JsonParser parser) {
    return file + ":" + parser.currentTokenLocation().getLineNr();
  }

  private static String words(JsonToken token) {
    return token == JsonToken.START_ARRAY ? "a list" : "a single value";
  }
}
