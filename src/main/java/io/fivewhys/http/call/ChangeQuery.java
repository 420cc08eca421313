package io.fivewhys.http.call;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a change is to be made.
 *
 * @param message why
 * @param author who wrote it, as the request says
 * @param dryRun only check
 * @param strict every rule needs both kinds of case
 * @param maxChanges most recorded snapshots in which the mitigation may change
 */
public record ChangeQuery(
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
  public static ChangeQuery of(Call call) {
    return of(call, NAMES);
  }

  /**
   * @param names of the parameters that the operation takes
   * @throws Refusal as the other one
   */
  public static ChangeQuery of(Call call, List<String> names) {
    var reading = new QueryReading(call.query(), names);
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

  /** The same with another message, where there is one. */
  public ChangeQuery withMessage(Optional<String> other) {
    return other.isPresent() ? new ChangeQuery(other, author, dryRun, strict, maxChanges) : this;
  }

  /** The same, and nothing is changed. */
  public ChangeQuery asDryRun() {
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
  public static void none(Call call) {
    if (!call.query().isEmpty()) {
      throw Problem.of(400, "bad-parameter", "This takes no query parameters.").refusal();
    }
  }
}
