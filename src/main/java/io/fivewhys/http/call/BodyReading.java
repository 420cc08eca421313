package io.fivewhys.http.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.incident.Objection;
import io.fivewhys.incident.Prose;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the fields of a JSON object, and collects what is wrong while it does so, so that a client
 * hears of all of it at once.
 */
public final class BodyReading {
  private final JsonNode object;
  private final String at;
  private final List<SnapshotRefused.Problem> problems;

  private BodyReading(
      JsonNode object, String at, Set<String> fields, List<SnapshotRefused.Problem> problems) {
    this.object = object;
    this.at = at;
    this.problems = problems;
    for (var field : object.properties()) {
      if (!fields.contains(field.getKey())) {
        problem(field.getKey(), "a field", "one of " + String.join(", ", sorted(fields)));
      }
    }
  }

  /**
   * @param fields that there may be
   * @throws Refusal when the body is no JSON object
   */
  public static BodyReading of(Call call, Set<String> fields) throws IOException {
    return new BodyReading(JsonBody.object(call), "", fields, new ArrayList<>());
  }

  /** An object within; empty when it is not there. */
  public Optional<BodyReading> object(String name, Set<String> fields) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      problem(name, said(value), "an object");
      return Optional.empty();
    }
    return Optional.of(new BodyReading(value, at + "/" + name, fields, problems));
  }

  /** Empty when it is not there, or is no text. */
  public Optional<String> text(String name) {
    return value(name, "a text", Optional::of);
  }

  /** Empty when that is a problem. */
  public Optional<String> neededText(String name, String allowed) {
    mustBeThere(name, allowed);
    return text(name);
  }

  /** What somebody writes, at most so long. */
  public Optional<String> prose(String name, int longest) {
    return value(
        name, proseOf(longest), text -> Optional.of(text).filter(it -> Prose.isFine(it, longest)));
  }

  /** The same; empty when that is a problem. */
  public Optional<String> neededProse(String name, int longest) {
    mustBeThere(name, proseOf(longest));
    return prose(name, longest);
  }

  private static String proseOf(int longest) {
    return "a text of 1 to " + longest + " characters, without control characters";
  }

  /** A text that must be said to be none: null; missing is a problem. */
  public Optional<String> proseOrNull(String name, int longest) {
    if (object.path(name).isMissingNode()) {
      problem(name, "nothing", proseOf(longest) + ", or null");
    }
    return prose(name, longest);
  }

  /** Empty when that is a problem. */
  public Optional<Boolean> neededFlag(String name) {
    JsonNode value = object.path(name);
    if (!value.isBoolean()) {
      problem(name, value.isMissingNode() ? "nothing" : said(value), "true or false");
      return Optional.empty();
    }
    return Optional.of(value.booleanValue());
  }

  /** An RFC 3339 time; empty when it is not there, or is none. */
  public Optional<Instant> time(String name) {
    return value(name, "an RFC 3339 time, such as 2026-11-26T12:00:00Z", BodyReading::parsed);
  }

  /** The same; empty when that is a problem. */
  public Optional<Instant> neededTime(String name) {
    mustBeThere(name, "an RFC 3339 time");
    return time(name);
  }

  /** A value of an enum by what it prints as; empty when it is not there, or is none. */
  public <E extends Enum<E>> Optional<E> oneOf(String name, E[] values) {
    return value(
        name,
        words(values),
        text -> Arrays.stream(values).filter(it -> it.toString().equals(text)).findFirst());
  }

  /** The same; empty when that is a problem. */
  public <E extends Enum<E>> Optional<E> neededOneOf(String name, E[] values) {
    mustBeThere(name, words(values));
    return oneOf(name, values);
  }

  /**
   * A value of which not every text is one; empty when that is a problem.
   *
   * @param reading empty for what is none
   */
  public <T> Optional<T> needed(
      String name, String allowed, Function<String, Optional<T>> reading) {
    mustBeThere(name, allowed);
    return value(name, allowed, reading);
  }

  /** A whole number; empty when that is a problem. */
  public OptionalLong neededNumber(String name, long least, long most) {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < least
        || value.asLong() > most) {
      String allowed = "a whole number from %d to %d".formatted(least, most);
      problem(name, value.isMissingNode() ? "nothing" : said(value), allowed);
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.asLong());
  }

  /**
   * @throws Refusal with all that was wrong
   */
  public void mustBeFine() {
    if (!problems.isEmpty()) {
      var detail = "The body is not as it must be.";
      throw Problem.of(400, "malformed-body", detail, problems).refusal();
    }
  }

  /**
   * @param kind of the problem, in kebab case
   * @throws Refusal when there are objections
   */
  public static void mustBeFine(List<Objection> objections, String kind, String detail) {
    if (!objections.isEmpty()) {
      var problems =
          objections.stream()
              .map(
                  it ->
                      new SnapshotRefused.Problem(
                          "/" + it.field(), it.found(), it.allowed(), Optional.empty()))
              .toList();
      throw Problem.of(422, kind, detail, problems).refusal();
    }
  }

  private <T> Optional<T> value(
      String name, String allowed, Function<String, Optional<T>> reading) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    Optional<T> read =
        value.isTextual() ? reading.apply(value.asText().strip()) : Optional.<T>empty();
    if (read.isEmpty()) {
      problem(name, said(value), allowed);
    }
    return read;
  }

  private void mustBeThere(String name, String allowed) {
    if (object.path(name).isMissingNode() || object.path(name).isNull()) {
      problem(name, "nothing", allowed);
    }
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  private static String words(Enum<?>[] values) {
    return "one of " + Arrays.stream(values).map(Enum::toString).collect(Collectors.joining(", "));
  }

  private static List<String> sorted(Set<String> fields) {
    return fields.stream().sorted().toList();
  }

  private static String said(JsonNode value) {
    String text = value.toString();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private void problem(String name, String found, String allowed) {
    if (problems.size() < SnapshotRefused.MOST_PROBLEMS) {
      String field = Call.bounded(name).replace("~", "~0").replace("/", "~1");
      problems.add(new SnapshotRefused.Problem(at + "/" + field, found, allowed, Optional.empty()));
    }
  }
}
