package io.fivewhys.cases;

import io.fivewhys.fact.Fact;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a case may write shorter than a snapshot: a point in time as its distance from {@code
 * observedAt} ({@code -10m}, {@code +3d}), and {@code window} as {@code 5m}.
 */
final class ShortForms {
  private static final Pattern DISTANCE = Pattern.compile("([-+])(\\d{1,9})([smhd])");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})([smhd])");

  /** The fields of each kind of fact that hold a point in time: only there is "-10m" one. */
  private static final Map<String, Set<String>> TIMES =
      Arrays.stream(Fact.class.getPermittedSubclasses())
          .collect(
              Collectors.toUnmodifiableMap(
                  Class::getSimpleName,
                  kind ->
                      Arrays.stream(kind.getRecordComponents())
                          .filter(ShortForms::isTime)
                          .map(RecordComponent::getName)
                          .collect(Collectors.toUnmodifiableSet())));

  private ShortForms() {}

  private static boolean isTime(RecordComponent component) {
    return component.getType() == Instant.class
        || component.getGenericType() instanceof ParameterizedType type
            && type.getRawType() == Optional.class
            && type.getActualTypeArguments()[0] == Instant.class;
  }

  static boolean isTime(String kind, String field) {
    return TIMES.getOrDefault(kind, Set.of()).contains(field);
  }

  /** The time that a distance leads to; anything else as it is, for the reader to judge. */
  static String time(String text, Instant observedAt) {
    Matcher match = DISTANCE.matcher(text);
    if (!match.matches()) {
      return text;
    }
    Duration distance = duration(match.group(2), match.group(3));
    try {
      return observedAt.plus(match.group(1).equals("-") ? distance.negated() : distance).toString();
    } catch (DateTimeException e) {
      return text;
    }
  }

  static String length(String text) {
    Matcher match = LENGTH.matcher(text);
    return match.matches() ? duration(match.group(1), match.group(2)).toString() : text;
  }

  private static Duration duration(String amount, String unit) {
    long number = Long.parseLong(amount);
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case String other -> throw new IllegalStateException("the pattern knows no " + other);
    };
  }
}
