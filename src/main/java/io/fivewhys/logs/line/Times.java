package io.fivewhys.logs.line;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Finds the time at a place in a line: RFC 3339 and its kin, Java, Python, Go, nginx, Apache, PHP,
 * Redis, klog, syslog, or a mere time of day. A time without a zone is UTC.
 */
public final class Times {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String WEEKDAYS = "MonTueWedThuFriSatSun";

  private final Instant observedAt;

  /**
   * @param observedAt lends its year to formats that name none
   */
  public Times(Instant observedAt) {
    this.observedAt = observedAt;
  }

  /**
   * @param at the time; empty for a time of day without its day
   * @param end index after it
   * @param fractionDigits digits given for the fraction of the second
   */
  public record Found(Optional<Instant> at, int end, int fractionDigits) {}

  /** The time that starts at this index, if one does. */
  public Optional<Found> at(String line, int from) {
    if (from >= line.length()) {
      return Optional.empty();
    }
    try {
      Reading reading = new Reading(line, from);
      char first = line.charAt(from);
      if (first >= '0' && first <= '9') {
        return Optional.ofNullable(digitsFirst(reading));
      }
      return first >= 'A' && first <= 'W'
          ? Optional.ofNullable(wordFirst(reading))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // the 31st of a shorter month and the like: no time after all
    }
  }

  /** klog's {@code MMDD hh:mm:ss.ffffff}, which follows the letter of its level. */
  public Optional<Found> klog(String line, int from) {
    Reading reading = new Reading(line, from);
    int month = reading.number(2);
    int day = reading.number(2);
    if (month < 1 || month > 12 || day < 1 || day > 31 || !reading.skip(' ')) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(reading.clock() ? yearless(reading, month, day) : null);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size. */
  public static Optional<Instant> epoch(double number) {
    double seconds = number;
    for (int step = 0; step < 3 && seconds > 1e11; step++) {
      seconds /= 1000;
    }
    return seconds > 5e8 && seconds < 1e11
        ? Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000)))
        : Optional.empty();
  }

  private Found digitsFirst(Reading reading) {
    String line = reading.line;
    int from = reading.next;
    char third = reading.peek(2);
    if (third == ':') {
      return reading.clock()
          ? new Found(Optional.empty(), reading.next, reading.fractionDigits)
          : null;
    }
    char fifth = reading.peek(4);
    if (fifth == '-' || fifth == '/') {
      return yearFirst(reading, fifth);
    }
    int day = reading.number(third == '/' || third == '-' || third == ' ' ? 2 : 1);
    char separator = reading.peek(0);
    if (day < 1 || (separator != '/' && separator != '-' && separator != ' ')) {
      return null;
    }
    reading.next++;
    int month = reading.month();
    if (month == 0) {
      reading.next = from;
      return null;
    }
    if (separator == ' ' && line.startsWith(" ", reading.next) && reading.peek(3) == ':') {
      reading.next++; // Redis without the year: 22 Nov 10:15:00.123
      return reading.clock() ? yearless(reading, month, day) : null;
    }
    if (!reading.skip(separator)) {
      return null;
    }
    int year = reading.number(4);
    if (year < 1970 || !(reading.skip(':') || reading.skip(' ')) || !reading.clock()) {
      return null;
    }
    return reading.found(LocalDate.of(year, month, day));
  }

  private static Found yearFirst(Reading reading, char separator) {
    int year = reading.number(4);
    reading.next++;
    int month = reading.number(2);
    if (year < 1970 || month < 1 || !reading.skip(separator)) {
      return null;
    }
    int day = reading.number(2);
    if (day < 1
        || !(reading.skip('T') || reading.skip(' ') || reading.skip('t'))
        || !reading.clock()) {
      return null;
    }
    return reading.found(LocalDate.of(year, month, day));
  }

  private Found wordFirst(Reading reading) {
    if (reading.isWeekday()) {
      reading.next += 3;
      if (!reading.skip(' ')) {
        return null;
      }
    }
    int month = reading.month();
    if (month == 0 || !reading.skip(' ')) {
      return null;
    }
    int day = reading.skip(' ') ? reading.number(1) : reading.number(2);
    if (day < 1 || !reading.skip(' ') || !reading.clock()) {
      return null;
    }
    int clockEnd = reading.next;
    int year = reading.skip(' ') ? reading.number(4) : -1;
    if (year >= 1970 && year < 2200 && reading.peek(0) != ':') {
      return new Found(
          Optional.of(reading.time(LocalDate.of(year, month, day)).toInstant(ZoneOffset.UTC)),
          reading.next,
          reading.fractionDigits);
    }
    reading.next = clockEnd;
    return yearless(reading, month, day);
  }

  /** In the year of observation, or the one before where that would lie in the future. */
  private Found yearless(Reading reading, int month, int day) {
    int year = observedAt.atOffset(ZoneOffset.UTC).getYear();
    LocalDateTime time = reading.time(LocalDate.of(year, month, day));
    Instant at = time.toInstant(ZoneOffset.UTC);
    if (at.isAfter(observedAt.plus(Duration.ofDays(2)))) {
      at = time.minusYears(1).toInstant(ZoneOffset.UTC);
    }
    return new Found(Optional.of(at), reading.next, reading.fractionDigits);
  }

  /** Where one scan stands, and the time of day it has read. */
  private static final class Reading {
    private final String line;
    private int next;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private int fractionDigits;

    Reading(String line, int from) {
      this.line = line;
      this.next = from;
    }

    char peek(int offset) {
      int index = next + offset;
      return index < line.length() ? line.charAt(index) : 0;
    }

    boolean skip(char wanted) {
      if (peek(0) != wanted) {
        return false;
      }
      next++;
      return true;
    }

    /** A number of exactly this many digits, -1 when there is none. */
    int number(int digits) {
      int number = 0;
      for (int i = 0; i < digits; i++) {
        char c = peek(i);
        if (c < '0' || c > '9') {
          return -1;
        }
        number = number * 10 + c - '0';
      }
      next += digits;
      return number;
    }

    int month() {
      int index = next + 3 <= line.length() ? MONTHS.indexOf(line.substring(next, next + 3)) : -1;
      if (index < 0 || index % 3 != 0) {
        return 0;
      }
      next += 3;
      return index / 3 + 1;
    }

    boolean isWeekday() {
      int index = next + 3 <= line.length() ? WEEKDAYS.indexOf(line.substring(next, next + 3)) : -1;
      return index >= 0 && index % 3 == 0;
    }

    /** {@code hh:mm:ss} with a fraction after a dot or comma. */
    boolean clock() {
      hour = number(2);
      if (hour < 0 || hour > 23 || !skip(':')) {
        return false;
      }
      minute = number(2);
      if (minute < 0 || minute > 59 || !skip(':')) {
        return false;
      }
      second = number(2);
      if (second < 0 || second > 60) {
        return false;
      }
      second = Math.min(second, 59);
      if ((peek(0) == '.' || peek(0) == ',') && peek(1) >= '0' && peek(1) <= '9') {
        next++;
        int scale = 100_000_000;
        while (peek(0) >= '0' && peek(0) <= '9') {
          nanos += (peek(0) - '0') * scale;
          scale /= 10;
          fractionDigits++;
          next++;
        }
      }
      return true;
    }

    LocalDateTime time(LocalDate date) {
      return date.atTime(hour, minute, second, nanos);
    }

    Found found(LocalDate date) {
      LocalDateTime time = time(date);
      return new Found(
          Optional.of(time.toInstant(ZoneOffset.ofTotalSeconds(zone()))), next, fractionDigits);
    }

    /** Seconds east of UTC; 0 where no zone is given. */
    private int zone() {
      if (skip('Z')) {
        return 0;
      }
      int before = next;
      boolean apart = skip(' ');
      char sign = peek(0);
      if (sign == '+' || sign == '-') {
        next++;
        int hours = number(2);
        boolean colon = skip(':');
        int minutes = hours < 0 ? -1 : number(2);
        if (hours >= 0
            && hours <= 18
            && minutes >= 0
            && minutes < 60
            && (hours < 18 || minutes == 0)) {
          return (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
        }
        if (hours >= 0 && hours <= 18 && !colon) {
          return (sign == '-' ? -1 : 1) * hours * 3600;
        }
      } else if (apart && (line.startsWith("UTC", next) || line.startsWith("GMT", next))) {
        next += 3;
        return 0;
      }
      next = before;
      return 0;
    }
  }
}
