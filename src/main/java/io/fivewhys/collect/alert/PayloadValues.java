package io.fivewhys.collect.alert;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fivewhys.fact.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values of a delivery, each read where the parser stands, or refused with that place. */
final class PayloadValues {
  static final int MOST_LABELS = 200;
  static final int LONGEST_NAME = 1_024;
  static final int LONGEST_VALUE = 8_192;

  private final JsonParser parser;
  private int entries;

  PayloadValues(JsonParser parser) {
    this.parser = parser;
  }

  /** Labels and annotations so far. */
  int entries() {
    return entries;
  }

  /** They name the alert, so that none may be left out or cut. */
  Map<String, String> labels() throws IOException, PayloadRefused {
    Map<String, String> read = new LinkedHashMap<>();
    mustBe(JsonToken.START_OBJECT, "labels, an object of texts");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = whole(parser.currentName());
      parser.nextToken();
      mustBe(JsonToken.VALUE_STRING, "a text");
      String value = whole(parser.getText());
      entries++;
      if (value.length() > LONGEST_VALUE
          || name.length() > LONGEST_NAME
          || read.size() == MOST_LABELS) {
        throw refused(
            "at most %d labels of at most %d characters, with names of at most %d"
                .formatted(MOST_LABELS, LONGEST_VALUE, LONGEST_NAME));
      }
      if (read.put(name, value) != null) {
        throw refused("each label once");
      }
    }
    return read;
  }

  /** Words for people: what is too much of them is cut, for an alert is worth more than they. */
  Map<String, String> annotations() throws IOException, PayloadRefused {
    Map<String, String> read = new LinkedHashMap<>();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return read;
    }
    mustBe(JsonToken.START_OBJECT, "annotations, an object of texts");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = whole(parser.currentName());
      parser.nextToken();
      mustBe(JsonToken.VALUE_STRING, "a text");
      entries++;
      if (read.size() < MOST_LABELS && name.length() <= LONGEST_NAME) {
        String value = parser.getText();
        boolean fits = value.length() <= LONGEST_VALUE;
        read.put(name, whole(fits ? value : value.substring(0, LONGEST_VALUE - 1) + "…"));
      }
    }
    return read;
  }

  Alert.Status status() throws IOException, PayloadRefused {
    mustBe(JsonToken.VALUE_STRING, "firing or resolved");
    return switch (parser.getText()) {
      case "firing" -> Alert.Status.FIRING;
      case "resolved" -> Alert.Status.RESOLVED;
      default -> throw refused("firing or resolved");
    };
  }

  /** Whatever lies before 1970 means that there is none: Go's zero time is in the year 1. */
  Optional<Instant> time() throws IOException, PayloadRefused {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    mustBe(JsonToken.VALUE_STRING, "a time as RFC 3339 has it");
    try {
      return Optional.of(OffsetDateTime.parse(parser.getText()).toInstant())
          .filter(it -> it.isAfter(Instant.EPOCH));
    } catch (DateTimeException e) {
      throw refused("a time as RFC 3339 has it");
    }
  }

  long count() throws IOException, PayloadRefused {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return 0;
    }
    mustBe(JsonToken.VALUE_NUMBER_INT, "a whole number of 0 or more");
    if (parser.getNumberType() != JsonParser.NumberType.INT || parser.getIntValue() < 0) {
      throw refused("a whole number of 0 or more");
    }
    return parser.getIntValue();
  }

  /** What is not needed: left out where it is no text, or longer than anybody reads. */
  Optional<String> shortText() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return Optional.empty();
    }
    return Optional.of(whole(parser.getText()))
        .filter(it -> !it.isEmpty() && it.length() <= LONGEST_VALUE);
  }

  void mustBe(JsonToken token, String allowed) throws IOException, PayloadRefused {
    if (parser.currentToken() != token) {
      throw refused(allowed);
    }
  }

  PayloadRefused refused(String allowed) {
    return new PayloadRefused(pointer(), shown(), allowed);
  }

  /** The place, cut where a name in it is long. */
  String pointer() {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.length() <= LONGEST_NAME ? pointer : pointer.substring(0, LONGEST_NAME) + "…";
  }

  /** Never the value itself: it may be long, and whoever sent it knows it. */
  private String shown() {
    return switch (parser.currentToken()) {
      case null -> "nothing";
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> "another text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
    };
  }

  /** With each half of a character replaced: no UTF-8 can hold one. */
  private static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return text;
  }
}
