package io.fivewhys.notify;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {
  /** Nobody can ask for more: an incident is over by then, or all the more worth a message. */
  static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** Empty when there is none, or one that makes no sense. */
  public static Optional<Duration> of(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .flatMap(it -> it.matches("[0-9]{1,9}") ? seconds(it) : date(it, now))
        .map(it -> it.isNegative() ? Duration.ZERO : it)
        .map(it -> it.compareTo(LONGEST) > 0 ? LONGEST : it);
  }

  private static Optional<Duration> seconds(String text) {
    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, date.toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
