package io.fivewhys.mitigate.guard;

import io.fivewhys.settings.Required;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Hours of the week, by the clock on the wall of a place.
 *
 * @param days on which they begin; empty: on every day
 * @param from included
 * @param to not included; where it is not after {@code from}, it is that of the next day
 */
public record Hours(
    Optional<List<DayOfWeek>> days,
    @Required LocalTime from,
    @Required LocalTime to,
    @Required ZoneId zone) {
  public Hours {
    days = days.map(List::copyOf);
    if (days.filter(List::isEmpty).isPresent()) {
      throw new IllegalArgumentException("at least one day, or no key days for every day");
    }
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "different times in from and to; 00:00 in both would be no time at all");
    }
  }

  public boolean contain(Instant time) {
    ZonedDateTime there = time.atZone(zone);
    LocalTime clock = there.toLocalTime();
    DayOfWeek today = there.getDayOfWeek();
    boolean hasBegun = !clock.isBefore(from);
    boolean hasNotEnded = clock.isBefore(to);
    if (from.isBefore(to)) {
      return hasBegun && hasNotEnded && isOn(today);
    }
    return hasBegun && isOn(today) || hasNotEnded && isOn(today.minus(1));
  }

  private boolean isOn(DayOfWeek day) {
    return days.isEmpty() || days.get().contains(day);
  }

  /** For people: "friday, saturday 22:00 to 06:00 Europe/Berlin". */
  public String words() {
    String on =
        days.map(
                them ->
                    them.stream()
                        .map(it -> it.name().toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.joining(", ")))
            .orElse("every day");
    return "%s %s to %s %s".formatted(on, from, to, zone);
  }
}
