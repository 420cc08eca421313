package io.fivewhys.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a setting may hold. */
public sealed interface Kind {
  /** For people: what is allowed. */
  String allowed();

  /** The value that the text stands for; empty when it is not allowed. */
  Optional<Object> parse(String text);

  /** How a value is written in the file, for flags and for people. */
  default String write(Object value) {
    return value.toString();
  }

  /** A whole number; an {@code int} where narrow. */
  record Whole(long least, long most, boolean narrow) implements Kind {
    @Override
    public String allowed() {
      return "a whole number from %d to %d".formatted(least, most);
    }

    @Override
    public Optional<Object> parse(String text) {
      try {
        long value = Long.parseLong(text.replace("_", ""));
        if (value < least || value > most) {
          return Optional.empty();
        }
        return Optional.of(narrow ? (Object) (int) value : (Object) value);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** A number. */
  record Real(double least, double most) implements Kind {
    private static final int LONGEST = 32;

    @Override
    public String allowed() {
      return "a number from %s to %s".formatted(write(least), write(most));
    }

    @Override
    public Optional<Object> parse(String text) {
      if (text.length() > LONGEST) {
        return Optional.empty();
      }
      try {
        // BigDecimal, because Double.parseDouble also takes "NaN", "Infinity", "1f" and "0x1p3".
        double value = new BigDecimal(text).doubleValue();
        return value < least || value > most ? Optional.empty() : Optional.of(value);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public String write(Object value) {
      double number = (Double) value;
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }

  /** A length of time. */
  record Time(Duration least, Duration most) implements Kind {
    @Override
    public String allowed() {
      return "a duration from %s to %s, such as 500ms, 30s, 20m or PT20M"
          .formatted(write(least), write(most));
    }

    @Override
    public Optional<Object> parse(String text) {
      return Durations.parse(text)
          .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
          .map(time -> time);
    }

    @Override
    public String write(Object value) {
      return Durations.write((Duration) value);
    }
  }

  /** Yes or no. */
  record Truth() implements Kind {
    @Override
    public String allowed() {
      return "true or false";
    }

    @Override
    public Optional<Object> parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }
  }

  /** One line of text. */
  record Text() implements Kind {
    private static final int LONGEST = 1_000;

    @Override
    public String allowed() {
      return "a text of 1 to %d characters in one line".formatted(LONGEST);
    }

    @Override
    public Optional<Object> parse(String text) {
      boolean fits = !text.isBlank() && text.length() <= LONGEST;
      return fits && text.chars().noneMatch(Character::isISOControl)
          ? Optional.of(text)
          : Optional.empty();
    }
  }

  /** Several lines of text: a YAML list, or separated by commas. */
  record Texts() implements Kind {
    @Override
    public String allowed() {
      return "a list of texts, in a flag or variable separated by commas";
    }

    @Override
    public Optional<Object> parse(String text) {
      return parse(text.isBlank() ? List.of() : Arrays.asList(text.split(",", -1)));
    }

    Optional<Object> parse(List<String> texts) {
      var trimmed = texts.stream().map(String::strip).toList();
      boolean fits = trimmed.stream().allMatch(text -> new Text().parse(text).isPresent());
      return fits ? Optional.of(trimmed) : Optional.empty();
    }

    @Override
    public String write(Object value) {
      return String.join(",", ((List<?>) value).stream().map(Object::toString).toList());
    }
  }

  /** Numbers by names of one's own: a YAML mapping, or {@code name=number} separated by commas. */
  record Numbers() implements Kind {
    private static final int MOST = 1_000;
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_.:-]{0,199}";
    private static final Real NUMBER = new Real(-1e12, 1e12);

    @Override
    public String allowed() {
      return "numbers by name, in a flag or variable as name=number separated by commas; a name has"
          + " letters, digits and _ . : - and at most 200 characters";
    }

    @Override
    public Optional<Object> parse(String text) {
      return parse(text.isBlank() ? List.of() : Arrays.asList(text.split(",", -1)));
    }

    Optional<Object> parse(List<String> entries) {
      var numbers = new TreeMap<String, Double>();
      for (String entry : entries) {
        String[] parts = entry.split("=", 2);
        var number = parts.length == 2 ? NUMBER.parse(parts[1].strip()) : Optional.empty();
        boolean fits = number.isPresent() && parts[0].strip().matches(NAME);
        if (!fits || numbers.put(parts[0].strip(), (Double) number.get()) != null) {
          return Optional.empty();
        }
      }
      return numbers.size() <= MOST ? Optional.of(numbers) : Optional.empty();
    }

    @Override
    public String write(Object value) {
      return String.join(
          ",",
          ((Map<?, ?>) value)
              .entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + NUMBER.write(entry.getValue()))
                  .toList());
    }
  }

  /** A file or directory. */
  record Place() implements Kind {
    @Override
    public String allowed() {
      return "a path, relative to the working directory or absolute";
    }

    @Override
    public Optional<Object> parse(String text) {
      try {
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
  }

  /** A file or directory, or none. */
  record PlaceOrNone() implements Kind {
    @Override
    public String allowed() {
      return new Place().allowed() + ", or nothing";
    }

    @Override
    public Optional<Object> parse(String text) {
      return text.isBlank()
          ? Optional.of(Optional.empty())
          : new Place().parse(text).map(Optional::of);
    }

    @Override
    public String write(Object value) {
      return ((Optional<?>) value).map(Object::toString).orElse("");
    }
  }

  /** One line of text, or none. */
  record TextOrNone() implements Kind {
    @Override
    public String allowed() {
      return new Text().allowed() + ", or nothing";
    }

    @Override
    public Optional<Object> parse(String text) {
      return text.isBlank()
          ? Optional.of(Optional.empty())
          : new Text().parse(text).map(Optional::of);
    }

    @Override
    public String write(Object value) {
      return ((Optional<?>) value).map(Object::toString).orElse("");
    }
  }

  /** A URL. */
  record Address() implements Kind {
    @Override
    public String allowed() {
      return "a URL, such as https://prometheus.monitoring.svc:9090";
    }

    @Override
    public Optional<Object> parse(String text) {
      try {
        URI url = new URI(text);
        return url.isAbsolute() ? Optional.of(url) : Optional.empty();
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }
  }

  /** A time of day, without a zone. */
  record DayTime() implements Kind {
    @Override
    public String allowed() {
      return "a time of day, such as 08:30";
    }

    @Override
    public Optional<Object> parse(String text) {
      return parsed(() -> LocalTime.parse(text));
    }
  }

  /** A time zone. */
  record Zone() implements Kind {
    @Override
    public String allowed() {
      return "a time zone as IANA names it, such as Europe/Berlin or UTC";
    }

    @Override
    public Optional<Object> parse(String text) {
      boolean known = text.equals("UTC") || text.contains("/");
      return known ? parsed(() -> ZoneId.of(text)) : Optional.empty();
    }
  }

  /** A point in time. */
  record Moment() implements Kind {
    @Override
    public String allowed() {
      return "a time with its zone, such as 2026-12-24T08:00:00Z";
    }

    @Override
    public Optional<Object> parse(String text) {
      return parsed(() -> OffsetDateTime.parse(text).toInstant());
    }
  }

  private static Optional<Object> parsed(Supplier<Object> value) {
    try {
      return Optional.of(value.get());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** One of a few names, with dashes; underscores, as the API has them, stand for dashes. */
  record Choice(Class<?> type) implements Kind {
    /** The names, in the order of the type. */
    public List<String> names() {
      return Arrays.stream(type.getEnumConstants()).map(this::write).toList();
    }

    @Override
    public String allowed() {
      return "one of " + String.join(", ", names());
    }

    @Override
    public Optional<Object> parse(String text) {
      return Arrays.stream(type.getEnumConstants())
          .filter(value -> write(value).equals(text.toLowerCase(Locale.ROOT).replace('_', '-')))
          .map(Object.class::cast)
          .findFirst();
    }

    @Override
    public String write(Object value) {
      return ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
