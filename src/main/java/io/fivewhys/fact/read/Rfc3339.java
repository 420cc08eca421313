package io.fivewhys.fact.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time as RFC 3339 writes them; finer than nanoseconds is cut off. */
final class Rfc3339 {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})"
              + "(\\.[0-9]{1,30})?([Zz]|[-+][0-9]{2}:[0-9]{2})");

  private Rfc3339() {}

  /** Empty when it is none, or lies outside the years 0 to 9999 and could not be written again. */
  static Optional<Instant> instant(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String fraction = form.group(3) == null ? "" : form.group(3);
    String nanos = fraction.substring(0, Math.min(fraction.length(), 1 + 9));
    try {
      var at = OffsetDateTime.parse(form.group(1) + 'T' + form.group(2) + nanos + form.group(4));
      int year = at.withOffsetSameInstant(ZoneOffset.UTC).getYear();
      return year >= 0 && year <= 9999 ? Optional.of(at.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
