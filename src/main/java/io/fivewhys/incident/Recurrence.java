package io.fivewhys.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How often the same has gone wrong lately, for people. */
public final class Recurrence {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final List<String> ORDINALS =
      List.of("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth");

  private Recurrence() {}

  /**
   * "third time this week", "second time within 30 days"; empty for the first time.
   *
   * @param earlier incidents of the same cause and subject within the span
   */
  public static Optional<String> words(Incident incident, List<Incident> earlier, Duration span) {
    Instant weekBegan = incident.openedAt().minus(WEEK);
    long thisWeek = earlier.stream().filter(it -> !it.openedAt().isBefore(weekBegan)).count();
    if (thisWeek > 0) {
      return Optional.of(ordinal(thisWeek) + " time this week");
    }
    return earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(ordinal(earlier.size()) + " time within " + Spans.words(span));
  }

  private static String ordinal(long before) {
    long number = before + 1;
    if (before <= ORDINALS.size()) {
      return ORDINALS.get((int) before - 1);
    }
    boolean isTeen = number % 100 >= 11 && number % 100 <= 13;
    String ending =
        isTeen
            ? "th"
            : switch ((int) (number % 10)) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return number + ending;
  }
}
