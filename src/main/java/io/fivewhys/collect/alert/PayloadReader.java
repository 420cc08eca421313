package io.fivewhys.collect.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fivewhys.fact.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads deliveries as they arrive. Fields that it does not know are passed over, since Alertmanager
 * and what speaks like it grow; what it knows must have its shape. Safe for use by several threads.
 */
public final class PayloadReader {
  /** Of one delivery; the rest counts as left out. */
  static final int MOST_ALERTS = 10_000;

  /** Labels and annotations of one delivery together; the alerts beyond count as left out. */
  static final int MOST_ENTRIES = 200_000;

  static final int MOST_LABELS = 200;
  static final int LONGEST_NAME = 1_024;
  static final int LONGEST_VALUE = 8_192;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int DEEPEST = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Names come from anybody: no table of them that outlives the delivery.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_NAME)
                  .build())
          .build();

  private final Clock clock;

  /**
   * @param clock tells whether an alert without a status has ended
   */
  public PayloadReader(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads one delivery to its end; bytes that are no UTF-8 are replaced, as Alertmanager itself
   * does.
   *
   * @throws PayloadRefused when it is no delivery
   * @throws IOException when the stream cannot be read
   */
  public AlertmanagerPayload read(InputStream in) throws PayloadRefused, IOException {
    try (JsonParser parser = JSON.createParser(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      try {
        return new Reading(parser).payload();
      } catch (JsonProcessingException e) {
        String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        throw new PayloadRefused("", "text that is no JSON or too deep or too long" + at, "JSON");
      }
    }
  }

  /** One pass over one delivery. */
  private final class Reading {
    private final JsonParser parser;
    private final List<NotifiedAlert> alerts = new ArrayList<>();
    private int entries;
    private long leftOut;
    private boolean listed;
    private Optional<String> groupKey = Optional.empty();
    private Optional<String> receiver = Optional.empty();

    Reading(JsonParser parser) {
      this.parser = parser;
    }

    AlertmanagerPayload payload() throws IOException, PayloadRefused {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw refused("an object with alerts, as Alertmanager's webhook sends it");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "alerts" -> list();
          case "groupKey" -> groupKey = shortText();
          case "receiver" -> receiver = shortText();
          case "truncatedAlerts" -> leftOut += count();
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw refused("one object and nothing behind it");
      }
      if (!listed) {
        throw new PayloadRefused("/alerts", "nothing", "a list of alerts");
      }
      return new AlertmanagerPayload(groupKey, receiver, leftOut, alerts);
    }

    private void list() throws IOException, PayloadRefused {
      if (parser.currentToken() != JsonToken.START_ARRAY || listed) {
        throw refused("one list of alerts");
      }
      listed = true;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (alerts.size() >= MOST_ALERTS || entries >= MOST_ENTRIES) {
          leftOut++;
          parser.skipChildren();
        } else {
          alerts.add(alert());
        }
      }
    }

    private NotifiedAlert alert() throws IOException, PayloadRefused {
      mustBe(JsonToken.START_OBJECT, "an alert, an object with labels");
      String pointer = pointer();
      Optional<Map<String, String>> labels = Optional.empty();
      Map<String, String> annotations = Map.of();
      Optional<Alert.Status> status = Optional.empty();
      Optional<Instant> startsAt = Optional.empty();
      Optional<Instant> endsAt = Optional.empty();
      Optional<String> url = Optional.empty();
      Optional<String> fingerprint = Optional.empty();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "labels" -> labels = Optional.of(labels());
          case "annotations" -> annotations = annotations();
          case "status" -> status = Optional.of(status());
          case "startsAt" -> startsAt = time();
          case "endsAt" -> endsAt = time();
          case "generatorURL" -> url = shortText();
          case "fingerprint" -> fingerprint = shortText().filter(Fingerprint::isOne);
          default -> parser.skipChildren();
        }
      }
      if (labels.isEmpty() || labels.get().isEmpty()) {
        throw new PayloadRefused(pointer + "/labels", "no label", "at least one label");
      }
      return new NotifiedAlert(
          fingerprint.orElse(Fingerprint.of(labels.get())),
          status.orElse(statusBy(endsAt)),
          labels.get(),
          annotations,
          startsAt,
          endsAt,
          url);
    }

    private Alert.Status statusBy(Optional<Instant> endsAt) {
      return endsAt.filter(it -> !it.isAfter(clock.instant())).isPresent()
          ? Alert.Status.RESOLVED
          : Alert.Status.FIRING;
    }

    /** They name the alert, so that none may be left out or cut. */
    private Map<String, String> labels() throws IOException, PayloadRefused {
      Map<String, String> read = new LinkedHashMap<>();
      mustBe(JsonToken.START_OBJECT, "labels, an object of texts");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = whole(parser.currentName());
        parser.nextToken();
        mustBe(JsonToken.VALUE_STRING, "a text");
        String value = whole(parser.getText());
        entries++;
        if (value.length() > LONGEST_VALUE || read.size() == MOST_LABELS) {
          throw refused(
              "at most %d labels of at most %d characters".formatted(MOST_LABELS, LONGEST_VALUE));
        }
        if (read.put(name, value) != null) {
          throw refused("each label once");
        }
      }
      return read;
    }

    /** Words for people: what is too much of them is cut, for an alert is worth more than they. */
    private Map<String, String> annotations() throws IOException, PayloadRefused {
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
        if (read.size() < MOST_LABELS) {
          String value = parser.getText();
          boolean fits = value.length() <= LONGEST_VALUE;
          read.put(name, whole(fits ? value : value.substring(0, LONGEST_VALUE - 1) + "…"));
        }
      }
      return read;
    }

    private Alert.Status status() throws IOException, PayloadRefused {
      mustBe(JsonToken.VALUE_STRING, "firing or resolved");
      return switch (parser.getText()) {
        case "firing" -> Alert.Status.FIRING;
        case "resolved" -> Alert.Status.RESOLVED;
        default -> throw refused("firing or resolved");
      };
    }

    /** Whatever lies before 1970 means that there is none: Go's zero time is in the year 1. */
    private Optional<Instant> time() throws IOException, PayloadRefused {
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

    private long count() throws IOException, PayloadRefused {
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
    private Optional<String> shortText() throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        parser.skipChildren();
        return Optional.empty();
      }
      return Optional.of(whole(parser.getText()))
          .filter(it -> !it.isEmpty() && it.length() <= LONGEST_VALUE);
    }

    private void mustBe(JsonToken token, String allowed) throws IOException, PayloadRefused {
      if (parser.currentToken() != token) {
        throw refused(allowed);
      }
    }

    private PayloadRefused refused(String allowed) {
      return new PayloadRefused(pointer(), shown(), allowed);
    }

    private String pointer() {
      return parser.getParsingContext().pathAsPointer().toString();
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
