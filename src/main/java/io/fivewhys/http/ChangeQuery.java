package io.fivewhys.http;

import io.fivewhys.fact.read.SnapshotRefused;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * How a change is to be made.
 *
 * @param message why
 * @param author who wrote it, as the request says
 * @param dryRun only check
 * @param strict every rule needs both kinds of case
 * @param maxChanges most recorded snapshots in which the mitigation may change
 */
record ChangeQuery(
    Optional<String> message,
    Optional<String> author,
    boolean dryRun,
    boolean strict,
    OptionalInt maxChanges) {
  private static final int LONGEST_MESSAGE = 1_000;
  private static final int LONGEST_AUTHOR = 100;
  private static final List<String> NAMES =
      List.of("message", "author", "dry-run", "strict", "max-changes");

  /**
   * @throws Refusal with every parameter that is unknown, doubled or out of range
   */
  static ChangeQuery of(Call call) {
    return of(call, NAMES);
  }

  /**
   * @param names of the parameters that the operation takes
   * @throws Refusal as the other one
   */
  static ChangeQuery of(Call call, List<String> names) {
    var reading = new Reading(call.query(), names);
    var message = reading.text("message", LONGEST_MESSAGE);
    var author = reading.text("author", LONGEST_AUTHOR);
    var query =
        new ChangeQuery(
            message,
            author.isPresent() ? author : authorOf(call),
            reading.flag("dry-run"),
            reading.flag("strict"),
            reading.count("max-changes"));
    reading.mustBeFine();
    return query;
  }

  ChangeQuery withMessage(Optional<String> other) {
    return other.isPresent() ? new ChangeQuery(other, author, dryRun, strict, maxChanges) : this;
  }

  ChangeQuery asDryRun() {
    return new ChangeQuery(message, author, true, strict, maxChanges);
  }

  private static Optional<String> authorOf(Call call) {
    var author = call.header("X-Fivewhys-Author");
    if (author.filter(name -> name.length() > LONGEST_AUTHOR).isPresent()) {
      var detail = "X-Fivewhys-Author has more than " + LONGEST_AUTHOR + " characters.";
      throw Problem.of(400, "bad-request", detail).refusal();
    }
    return author.filter(name -> !name.isBlank());
  }

  /**
   * @throws Refusal when there is a parameter
   */
  static void none(Call call) {
    if (!call.query().isEmpty()) {
      throw Problem.of(400, "bad-parameter", "This takes no query parameters.").refusal();
    }
  }

  /** Collects what is wrong while it reads, so that a client hears of all of it at once. */
  private static final class Reading {
    private final MultiMap query;
    private final List<SnapshotRefused.Problem> problems = new ArrayList<>();

    Reading(MultiMap query, List<String> names) {
      this.query = query;
      for (String name : new TreeSet<>(query.names())) {
        if (!names.contains(name)) {
          problem(Call.bounded(name), "a parameter", "one of " + String.join(", ", names));
        } else if (query.getAll(name).size() > 1) {
          problem(name, query.getAll(name).size() + " values", "one value");
        }
      }
    }

    Optional<String> text(String name, int longest) {
      var text = Optional.ofNullable(query.get(name)).map(String::strip);
      if (text.filter(it -> it.length() > longest).isPresent()) {
        problem(name, text.get().length() + " characters", longest + " at most");
      }
      return text.filter(it -> !it.isEmpty());
    }

    boolean flag(String name) {
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

    OptionalInt count(String name) {
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

    void mustBeFine() {
      if (!problems.isEmpty()) {
        var detail = "The query cannot be understood.";
        throw Problem.of(400, "bad-parameter", detail, problems).refusal();
      }
    }

    private void problem(String name, String found, String allowed) {
      if (problems.size() < SnapshotRefused.MOST_PROBLEMS) {
        String pointer = "/query/" + name.replace("~", "~0").replace("/", "~1");
        problems.add(new SnapshotRefused.Problem(pointer, found, allowed, Optional.empty()));
      }
    }
  }
}
