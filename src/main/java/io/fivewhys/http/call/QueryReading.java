package io.fivewhys.http.call;

import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.incident.Prose;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the parameters of a query, and collects what is wrong while it does so, so that a client
 * hears of all of it at once.
 */
public final class QueryReading {
  /** Longest name of anything. */
  private static final int LONGEST_NAME = 200;

  private final MultiMap query;
  private final List<SnapshotRefused.Problem> problems = new ArrayList<>();

  /**
   * @param names of the parameters that the operation takes
   */
  public QueryReading(MultiMap query, List<String> names) {
    this(query, names, Set.of());
  }

  /**
   * @param repeatable those of them that may come more than once
   */
  public QueryReading(MultiMap query, List<String> names, Set<String> repeatable) {
    this.query = query;
    for (String name : new TreeSet<>(query.names())) {
      if (!names.contains(name)) {
        String allowed = names.isEmpty() ? "none" : "one of " + String.join(", ", names);
        problem(Call.bounded(name), "a parameter", allowed);
      } else if (query.getAll(name).size() > 1 && !repeatable.contains(name)) {
        problem(name, query.getAll(name).size() + " values", "one value");
      }
    }
  }

  /** What somebody wrote, at most so long; empty when it is missing, blank or a problem. */
  public Optional<String> text(String name, int longest) {
    var text = Optional.ofNullable(query.get(name)).map(String::strip);
    if (text.filter(it -> it.length() > longest).isPresent()) {
      problem(name, text.get().length() + " characters", longest + " at most");
    }
    if (text.filter(it -> it.chars().anyMatch(QueryReading::isUnprintable)).isPresent()) {
      problem(name, "control characters", "none of them");
    }
    return text.filter(it -> !it.isEmpty());
  }

  /** Lines may have ends. */
  private static boolean isUnprintable(int character) {
    return Character.isISOControl(character)
        && character != '\n'
        && character != '\r'
        && character != '\t';
  }

  /** False when it is missing; without a value it is true. */
  public boolean flag(String name) {
    String text = query.get(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    // As in ?dry-run, which has no value.
    if (!text.equals("true") && !text.isEmpty()) {
      problem(name, Call.bounded(text), "true or false");
    }
    return true;
  }

  /** A whole number from 0 to 9999999; empty when it is missing or a problem. */
  public OptionalInt count(String name) {
    String text = query.get(name);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("\\d{1,7}")) {
      problem(name, Call.bounded(text), "a whole number from 0 to 9999999");
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /**
   * A value of which not every text is one.
   *
   * @param reading empty for what is none
   */
  public <T> Optional<T> value(String name, String allowed, Function<String, Optional<T>> reading) {
    String text = query.get(name);
    if (text == null) {
      return Optional.empty();
    }
    Optional<T> value = reading.apply(text);
    if (value.isEmpty()) {
      problem(name, Call.bounded(text), allowed);
    }
    return value;
  }

  /** The same, of a parameter that may come more than once. */
  public <T> List<T> values(String name, String allowed, Function<String, Optional<T>> reading) {
    List<T> values = new ArrayList<>();
    for (String text : query.getAll(name)) {
      Optional<T> value = reading.apply(text);
      if (value.isEmpty()) {
        problem(name, Call.bounded(text), allowed);
      }
      value.ifPresent(values::add);
    }
    return values;
  }

  /** The same, where there must be one. */
  public <T> Optional<T> needed(
      String name, String allowed, Function<String, Optional<T>> reading) {
    if (query.get(name) == null) {
      problem(name, "nothing", allowed);
    }
    return value(name, allowed, reading);
  }

  /** A whole number within bounds; the usual one when it is missing or a problem. */
  public int number(String name, int least, int most, int usual) {
    return value(
            name,
            least + " to " + most,
            text ->
                text.matches("\\d{1,7}")
                        && Integer.parseInt(text) >= least
                        && Integer.parseInt(text) <= most
                    ? Optional.of(Integer.parseInt(text))
                    : Optional.<Integer>empty())
        .orElse(usual);
  }

  /**
   * @throws Refusal with all that was wrong
   */
  public void mustBeFine() {
    if (!problems.isEmpty()) {
      var detail = "The query cannot be understood.";
      throw Problem.of(400, "bad-parameter", detail, problems).refusal();
    }
  }

  /** An RFC 3339 time; empty for what is none. */
  public static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** A name, such as that of a gateway; empty for what can be none. */
  public static Optional<String> name(String text) {
    boolean fits = Prose.isFine(text, LONGEST_NAME);
    return fits ? Optional.of(text) : Optional.empty();
  }

  /** All of them, for people to read. */
  public static String words(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::toString).collect(Collectors.joining(", "));
  }

  private void problem(String name, String found, String allowed) {
    if (problems.size() < SnapshotRefused.MOST_PROBLEMS) {
      String pointer = "/query/" + name.replace("~", "~0").replace("/", "~1");
      problems.add(new SnapshotRefused.Problem(pointer, found, allowed, Optional.empty()));
    }
  }
}
