package io.fivewhys.collect.prometheus.own;

import io.fivewhys.collect.prometheus.api.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for labels, {@code {{queue}}}, for the sample's value, {@code {{value}}}, and
 * for its time, {@code {{time}}}.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)\\}\\}");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final String VALUE = "value";
  private static final String TIME = "time";

  /** A literal text, or a place. */
  private record Piece(String text, boolean isPlace) {}

  private final List<Piece> pieces = new ArrayList<>();

  /**
   * @throws IllegalArgumentException when a place is none
   */
  Template(String text) {
    Matcher places = PLACE.matcher(text);
    int end = 0;
    while (places.find()) {
      literal(text.substring(end, places.start()), text);
      String name = places.group(1).strip();
      if (!LABEL.matcher(name).matches()) {
        throw new IllegalArgumentException("{{label}}, {{value}} or {{time}} in " + text);
      }
      pieces.add(new Piece(name, true));
      end = places.end();
    }
    literal(text.substring(end), text);
  }

  private void literal(String literal, String text) {
    if (literal.contains("{{") || literal.contains("}}")) {
      throw new IllegalArgumentException("{{label}}, {{value}} or {{time}} in " + text);
    }
    if (!literal.isEmpty()) {
      pieces.add(new Piece(literal, false));
    }
  }

  /** It is the sample's value and nothing else. */
  boolean isValue() {
    return isOnly(VALUE);
  }

  /** It is the sample's time and nothing else. */
  boolean isTime() {
    return isOnly(TIME);
  }

  private boolean isOnly(String place) {
    return pieces.equals(List.of(new Piece(place, true)));
  }

  /** The text for this series; empty where its only label is missing. */
  Optional<String> of(Series series) {
    var text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.isPlace() ? filled(piece.text(), series) : piece.text());
    }
    return Optional.of(text.toString()).filter(it -> !it.isBlank());
  }

  private static String filled(String place, Series series) {
    return switch (place) {
      case VALUE -> number(series.value());
      case TIME -> java.time.Instant.ofEpochMilli(series.samples().getLast().millis()).toString();
      default -> series.label(place);
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
