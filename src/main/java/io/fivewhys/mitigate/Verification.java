package io.fivewhys.mitigate;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.incident.Sighting;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Says whether an intervention helped, by a look of the same collectors after it. What is not seen
 * helps nobody: without responses on the affected routes it cannot be told.
 */
public final class Verification {
  /** A share of 5xx that grew by less may be chance. */
  static final double MUCH_WORSE = 0.1;

  private static final double GREW_BY_FACTOR = 1.25;

  /** From here on there is no room for a factor. */
  private static final double NEARLY_ALL = 0.95;

  /** Of fewer responses a share says nothing. */
  static final int FEWEST_RESPONSES = 10;

  private Verification() {}

  /**
   * Whether a look counts: its window begins after the intervention has settled, so that nothing of
   * the time before is in its numbers.
   */
  public static boolean counts(Intervention it, Snapshot snapshot) {
    return it.verifyFrom()
        .filter(from -> !snapshot.observedAt().minus(snapshot.window()).isBefore(from))
        .isPresent();
  }

  /**
   * @param before how things stood right before; of its routes this is about
   */
  public static Assessment assess(
      Measure before, Snapshot snapshot, Diagnosis diagnosis, Remedy remedy) {
    Measure after = Measuring.of(snapshot, Set.copyOf(before.routes()), remedy.target());
    Effect effect = effect(before, after, Sighting.of(snapshot, diagnosis, false));
    return new Assessment(effect, after, words(before, after));
  }

  private static Effect effect(Measure before, Measure after, Sighting sighting) {
    if (after.errorRatio().isEmpty()
        || after.responses().orElse(0) < FEWEST_RESPONSES
        || sighting.verdict() == Verdict.INCONCLUSIVE && sighting.routes().isEmpty()) {
      return Effect.CANNOT_TELL;
    }
    if (isWorse(before, after)) {
      return Effect.WORSE;
    }
    boolean stillFails = sighting.routes().stream().anyMatch(before.routes()::contains);
    if (stillFails || !isAllReady(after) || isMoreAlarming(before, after)) {
      return Effect.NOT_YET;
    }
    boolean seesAll = after.routes().containsAll(before.routes());
    boolean seesPods = before.ready().isEmpty() || after.ready().isPresent();
    return seesAll && seesPods ? Effect.RECOVERED : Effect.CANNOT_TELL;
  }

  /** Much more fails, of whatever was not all that could fail; or nothing is ready any more. */
  private static boolean isWorse(Measure before, Measure after) {
    double now = after.errorRatio().orElseThrow();
    double then = before.errorRatio().orElse(1);
    boolean grew = now >= then * GREW_BY_FACTOR || now >= NEARLY_ALL;
    boolean nothingReady =
        before.ready().orElse(0) > 0 && after.ready().isPresent() && after.ready().getAsInt() == 0;
    return now >= then + MUCH_WORSE && grew || nothingReady && now >= then;
  }

  /** An alert that fired before may go on for minutes; one that came since is news. */
  private static boolean isMoreAlarming(Measure before, Measure after) {
    return after.alerts().isPresent() && after.alerts().getAsInt() > before.alerts().orElse(0);
  }

  private static boolean isAllReady(Measure after) {
    return after.ready().isEmpty()
        || after.desired().isEmpty()
        || after.ready().getAsInt() >= after.desired().getAsInt();
  }

  /** "5xx 62.0 % → 0.4 % of 5800 responses, ready 2 of 3 → 3 of 3, alerts 1 → 0". */
  static String words(Measure before, Measure after) {
    var words = new StringBuilder("5xx ");
    words.append(percent(before)).append(" → ").append(percent(after));
    words.append(" of ").append(after.responses().isEmpty() ? "no" : after.responses().getAsLong());
    words.append(" responses");
    if (after.ready().isPresent()) {
      words.append(", ready ").append(ready(before)).append(" → ").append(ready(after));
    }
    if (after.alerts().isPresent()) {
      words.append(", alerts ").append(number(before.alerts())).append(" → ");
      words.append(number(after.alerts()));
    }
    return words.toString();
  }

  private static String percent(Measure measure) {
    return measure.errorRatio().isEmpty()
        ? "unknown"
        : String.format(Locale.ROOT, "%.1f %%", 100 * measure.errorRatio().getAsDouble());
  }

  private static String ready(Measure measure) {
    return number(measure.ready()) + " of " + number(measure.desired());
  }

  private static String number(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "unknown";
  }

  /** What is said when nothing was seen until the end. */
  public static Assessment unseen(Measure before, Optional<Assessment> last) {
    return last.orElse(
        new Assessment(
            Effect.CANNOT_TELL,
            before,
            "no look since then could tell: none came, or it was blind"));
  }
}
