package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.fivewhys.fact.read.Tokens.Token;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The scalars of the contract. Each takes exactly the JSON type that the contract names. */
final class Scalars {
  /** Above it JSON numbers are not exact, and the sum of a route's counts could overflow. */
  static final long MOST = (1L << 53) - 1;

  private static final Pattern OBJECT = Pattern.compile("^[A-Za-z]+/.+");

  static final Scalar<String> ANY_TEXT = new Text("text", text -> true);
  static final Scalar<String> TEXT =
      new Text("text of at least one character", text -> !text.isEmpty());
  static final Scalar<String> NAME =
      new Text(
          "a name of 1 to 253 characters",
          text -> !text.isEmpty() && text.codePointCount(0, text.length()) <= 253);
  static final Scalar<String> OBJECT_NAME =
      new Text(
          "an object as Kind/name, e.g. ConfigMap/gateway-routes",
          text -> OBJECT.matcher(text).find());
  static final Scalar<Long> COUNT = new Whole("a whole number of 0 or more", 0, MOST);
  static final Scalar<Long> INTEGER =
      new Whole("a whole number of 32 bits", Integer.MIN_VALUE, Integer.MAX_VALUE);
  static final Scalar<Long> PORT = new Whole("a port, 1 to 65535", 1, 65_535);
  static final Scalar<Double> NUMBER = new Real("a number", number -> true);
  static final Scalar<Double> NOT_NEGATIVE =
      new Real("a number of 0 or more", number -> number >= 0);
  static final Scalar<Double> POSITIVE = new Real("a number above 0", number -> number > 0);
  static final Scalar<Double> RATIO =
      new Real("a ratio from 0 to 1", number -> number >= 0 && number <= 1);
  static final Scalar<Boolean> TRUTH = new Truth();
  static final Scalar<Instant> INSTANT = new Time();
  static final Scalar<Duration> DURATION = new Length();

  private Scalars() {}

  private record Text(String allowed, Predicate<String> fits) implements Scalar<String> {
    @Override
    public String from(Token token, String text) {
      return token == Token.STRING && fits.test(text) ? text : null;
    }

    @Override
    public void write(String value, JsonGenerator out) throws IOException {
      out.writeString(value);
    }
  }

  /** 3.0 and 3e0 are integers, as JSON Schema has it. */
  private record Whole(String allowed, long least, long most) implements Scalar<Long> {
    private static final int ALWAYS_FITS_DIGITS = 15;

    @Override
    public Long from(Token token, String text) {
      if (token != Token.NUMBER) {
        return null;
      }
      if (text.length() <= ALWAYS_FITS_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return within(Long.parseLong(text));
      }
      if (Math.abs(Double.parseDouble(text)) > MOST) {
        return null;
      }
      try {
        // The size is known to be small by now, so that no exponent can make this expensive.
        var exact = new BigDecimal(text).stripTrailingZeros();
        return exact.scale() <= 0 ? within(exact.longValueExact()) : null;
      } catch (NumberFormatException e) {
        return null;
      }
    }

    private Long within(long value) {
      return value >= least && value <= most ? value : null;
    }

    @Override
    public void write(Long value, JsonGenerator out) throws IOException {
      out.writeNumber(value.longValue());
    }
  }

  private record Real(String allowed, Predicate<Double> fits) implements Scalar<Double> {
    @Override
    public Double from(Token token, String text) {
      if (token != Token.NUMBER) {
        return null;
      }
      double value = Double.parseDouble(text);
      return Double.isFinite(value) && fits.test(value) ? value : null;
    }

    @Override
    public void write(Double value, JsonGenerator out) throws IOException {
      boolean whole = value.doubleValue() == Math.rint(value) && Math.abs(value) <= MOST;
      boolean negativeZero = value.equals(-0.0);
      if (whole && !negativeZero) {
        out.writeNumber(value.longValue());
      } else {
        out.writeNumber(value.doubleValue());
      }
    }
  }

  private record Truth() implements Scalar<Boolean> {
    @Override
    public String allowed() {
      return "true or false";
    }

    @Override
    public List<String> names() {
      return List.of("true", "false");
    }

    @Override
    public Boolean from(Token token, String text) {
      return switch (token) {
        case TRUE -> true;
        case FALSE -> false;
        case START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, KEY, STRING, NUMBER, NULL, END ->
            null;
      };
    }

    @Override
    public void write(Boolean value, JsonGenerator out) throws IOException {
      out.writeBoolean(value);
    }
  }

  private record Time() implements Scalar<Instant> {
    @Override
    public String allowed() {
      return "a date and time as in RFC 3339, e.g. 2026-11-22T10:15:00Z";
    }

    @Override
    public Instant from(Token token, String text) {
      return token == Token.STRING ? Rfc3339.instant(text).orElse(null) : null;
    }

    @Override
    public void write(Instant value, JsonGenerator out) throws IOException {
      out.writeString(value.toString());
    }
  }

  /** ISO 8601 without years and months, whose length varies. */
  private record Length() implements Scalar<Duration> {
    private static final Pattern WEEKS = Pattern.compile("P([0-9]{1,4})W");

    @Override
    public String allowed() {
      return "a duration as in ISO 8601 in weeks, days, hours, minutes or seconds, e.g. PT5M";
    }

    @Override
    public Duration from(Token token, String text) {
      if (token != Token.STRING || !text.startsWith("P")) {
        return null;
      }
      var weeks = WEEKS.matcher(text);
      if (weeks.matches()) {
        return Duration.ofDays(7 * Long.parseLong(weeks.group(1)));
      }
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        return null;
      }
    }

    @Override
    public void write(Duration value, JsonGenerator out) throws IOException {
      out.writeString(value.toString());
    }
  }

  /** An enum whose {@code toString} is its name on the wire. */
  static <E extends Enum<E>> Scalar<E> oneOf(Class<E> type) {
    Map<String, E> byName = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      byName.put(constant.toString(), constant);
    }
    return new OneOf<>(byName);
  }

  private record OneOf<E>(Map<String, E> byName) implements Scalar<E> {
    @Override
    public String allowed() {
      return "one of " + String.join(", ", byName.keySet());
    }

    @Override
    public List<String> names() {
      return new ArrayList<>(byName.keySet());
    }

    @Override
    public E from(Token token, String text) {
      return token == Token.STRING ? byName.get(text) : null;
    }

    @Override
    public void write(E value, JsonGenerator out) throws IOException {
      out.writeString(value.toString());
    }
  }
}
