package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.fact.CircuitBreaker.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Values as products write them; what does not fit is not known. */
final class Values {
  private static final int LONGEST_NUMBER = 40;

  private Values() {}

  /** {@code HALF_OPEN}, {@code half-open}, {@code halfOpen}. */
  static State state(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")) {
      case "closed", "close" -> State.CLOSED;
      case "open", "opened", "tripped" -> State.OPEN;
      case "halfopen" -> State.HALF_OPEN;
      case "forcedopen", "forceopen", "isolated" -> State.FORCED_OPEN;
      // It lets everything through and only counts.
      case "disabled", "metricsonly" -> State.DISABLED;
      default -> State.UNKNOWN;
    };
  }

  /** A number of 0 or more, be it as text. */
  static OptionalDouble number(JsonNode node) {
    String text = node.asText("").strip();
    if (!node.isValueNode() || text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) && number >= 0
          ? OptionalDouble.of(number)
          : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** {@code 62.5%} or 62.5 as a ratio; Resilience4j's {@code -1.0%} is too few calls to tell. */
  static OptionalDouble percent(JsonNode node) {
    String text = node.asText("").strip();
    if (!node.isValueNode() || text.length() > LONGEST_NUMBER) {
      return OptionalDouble.empty();
    }
    String bare = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    try {
      double ratio = Double.parseDouble(bare.strip()) / 100;
      return ratio >= 0 && ratio <= 1 ? OptionalDouble.of(ratio) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * RFC 3339, with or without the {@code [Europe/Berlin]} that Java puts behind, or seconds or
   * milliseconds since 1970.
   */
  static Optional<Instant> instant(JsonNode node) {
    if (node.isNumber()) {
      double number = node.asDouble();
      boolean millis = number > 1e11;
      double seconds = millis ? number / 1000 : number;
      return seconds > 5e8 && seconds < 1e11
          ? Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000)))
          : Optional.empty();
    }
    try {
      return node.isTextual()
          ? Optional.of(ZonedDateTime.parse(node.asText().strip()).toInstant())
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
