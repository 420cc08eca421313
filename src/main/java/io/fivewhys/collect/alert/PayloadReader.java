package io.fivewhys.collect.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fivewhys.fact.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads deliveries as they arrive. Fields that it does not know are passed over, since Alertmanager
 * and what speaks like it grow; what it knows must have its shape, and an alert that has not is
 * left out alone: Alertmanager never delivers the others of its group again. Safe for use by
 * several threads.
 */
public final class PayloadReader {
  /** Of one delivery; the rest counts as unread. */
  static final int MOST_ALERTS = 10_000;

  /** Labels and annotations of one delivery together; the alerts beyond count as unread. */
  static final int MOST_ENTRIES = 200_000;

  /** More than a delivery has: what is too long for us costs one alert and not all of them. */
  private static final int LONGEST_TEXT = Integer.MAX_VALUE;

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
                  .maxNameLength(LONGEST_TEXT)
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
    private final PayloadValues values;
    private final List<NotifiedAlert> alerts = new ArrayList<>();
    private long leftOut;
    private int looked;
    private long unread;
    private Optional<PayloadRefused> firstUnread = Optional.empty();
    private boolean listed;
    private Optional<String> groupKey = Optional.empty();
    private Optional<String> receiver = Optional.empty();

    Reading(JsonParser parser) {
      this.parser = parser;
      values = new PayloadValues(parser);
    }

    AlertmanagerPayload payload() throws IOException, PayloadRefused {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw values.refused("an object with alerts, as Alertmanager's webhook sends it");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "alerts" -> list();
          case "groupKey" -> groupKey = values.shortText();
          case "receiver" -> receiver = values.shortText();
          case "truncatedAlerts" -> leftOut += values.count();
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw values.refused("one object and nothing behind it");
      }
      if (!listed) {
        throw new PayloadRefused("/alerts", "nothing", "a list of alerts");
      }
      var rest = new AlertmanagerPayload.Unread(unread, firstUnread);
      return new AlertmanagerPayload(groupKey, receiver, leftOut, rest, alerts);
    }

    private void list() throws IOException, PayloadRefused {
      if (parser.currentToken() != JsonToken.START_ARRAY || listed) {
        throw values.refused("one list of alerts");
      }
      listed = true;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (looked >= MOST_ALERTS || values.entries() >= MOST_ENTRIES) {
          unread++;
          parser.skipChildren();
        } else {
          looked++;
          alertOrNone();
        }
      }
    }

    private void alertOrNone() throws IOException {
      JsonStreamContext list =
          parser.currentToken().isStructStart()
              ? parser.getParsingContext().getParent()
              : parser.getParsingContext();
      try {
        alerts.add(alert());
      } catch (PayloadRefused odd) {
        unread++;
        firstUnread = firstUnread.or(() -> Optional.of(odd));
        while (parser.getParsingContext() != list) {
          parser.nextToken();
        }
      }
    }

    private NotifiedAlert alert() throws IOException, PayloadRefused {
      values.mustBe(JsonToken.START_OBJECT, "an alert, an object with labels");
      String pointer = values.pointer();
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
          case "labels" -> labels = Optional.of(values.labels());
          case "annotations" -> annotations = values.annotations();
          case "status" -> status = Optional.of(values.status());
          case "startsAt" -> startsAt = values.time();
          case "endsAt" -> endsAt = values.time();
          case "generatorURL" -> url = values.shortText();
          case "fingerprint" -> fingerprint = values.shortText().filter(Fingerprint::isOne);
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
  }
}
