package io.fivewhys.fact.read;

import io.fivewhys.fact.Certificate;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotRefused.Code;
import io.fivewhys.fact.read.SnapshotRefused.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses what is well formed and cannot be. */
public final class Sense {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(31);

  private Sense() {}

  /**
   * @throws SnapshotRefused as senseless when the window has no length or is absurdly long, or a
   *     fact comes from after the end of the window by more than the window
   */
  static void check(Snapshot snapshot) {
    List<Problem> problems = new ArrayList<>();
    Duration window = snapshot.window();
    if (!window.isPositive() || window.compareTo(LONGEST_WINDOW) > 0) {
      problems.add(
          new Problem(
              "/window",
              window.toString(),
              "a window of more than zero and at most 31 days",
              Optional.empty()));
    } else {
      checkTimes(snapshot, snapshot.observedAt().plus(window), problems);
    }
    if (!problems.isEmpty()) {
      Problem first = problems.getFirst();
      throw new SnapshotRefused(
          Code.SENSELESS,
          "%s: found %s; allowed: %s".formatted(first.pointer(), first.found(), first.allowed()),
          problems);
    }
  }

  private static void checkTimes(Snapshot snapshot, Instant latest, List<Problem> problems) {
    for (int i = 0; i < snapshot.facts().size(); i++) {
      Fact fact = snapshot.facts().get(i);
      for (FactKind.Field field : FactKind.of(fact).times()) {
        Optional<Instant> late = time(field.of(fact)).filter(at -> at.isAfter(latest));
        if (late.isPresent() && !isFutureByNature(fact, field)) {
          problems.add(
              new Problem(
                  "/facts/" + i + "/" + field.name(),
                  late.get().toString(),
                  "a time up to " + latest + ", one window after observedAt",
                  Optional.empty()));
        }
        if (problems.size() == SnapshotRefused.MOST_PROBLEMS) {
          return;
        }
      }
    }
  }

  /** Whether all that the fact says of times is before this moment, or of the future by nature. */
  public static boolean isBefore(Fact fact, Instant latest) {
    return FactKind.of(fact).times().stream()
        .filter(field -> !isFutureByNature(fact, field))
        .flatMap(field -> time(field.of(fact)).stream())
        .noneMatch(at -> at.isAfter(latest));
  }

  private static Optional<Instant> time(Object component) {
    return switch (component) {
      case Instant at -> Optional.of(at);
      case Optional<?> maybe -> maybe.map(Instant.class::cast);
      default -> throw new IllegalStateException("no time: " + component);
    };
  }

  private static boolean isFutureByNature(Fact fact, FactKind.Field field) {
    return fact instanceof Certificate && field.name().equals("notAfter");
  }
}
