package io.fivewhys.collect.probe;

import io.fivewhys.collect.Look;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/** What earlier looks at one dependency found, as far as later ones need it. */
final class History {
  private static final int MOST_LOOKS = 1_000;

  private final Deque<Past> looks = new ArrayDeque<>();
  private final UsualLatency usual = new UsualLatency();
  private boolean everGood;
  private Optional<Instant> failingSince = Optional.empty();

  private record Past(Instant at, boolean ok) {}

  /**
   * A look among those before it.
   *
   * @param usualMillis how long the answer usually takes, this one not counted
   * @param failingSince when the first look of an unbroken row of failures was; empty when it did
   *     not fail, and when no look was ever good: then nobody knows since when
   * @param successRatio share of good looks in the window; empty when this is the only one
   */
  record Standing(
      OptionalDouble usualMillis, Optional<Instant> failingSince, OptionalDouble successRatio) {}

  /**
   * Takes up a look.
   *
   * @param millis how long a good answer took; empty when there was none
   */
  synchronized Standing add(Look look, OptionalDouble millis) {
    boolean ok = millis.isPresent();
    OptionalDouble before = usual.millis();
    if (ok) {
      usual.add(millis.getAsDouble());
      everGood = true;
      failingSince = Optional.empty();
    } else if (failingSince.isEmpty() && everGood) {
      failingSince = Optional.of(look.at());
    }
    looks.addLast(new Past(look.at(), ok));
    while (looks.size() > MOST_LOOKS || !looks.getFirst().at().isAfter(look.from())) {
      looks.removeFirst();
    }
    return new Standing(before, failingSince, ratio());
  }

  private OptionalDouble ratio() {
    if (looks.size() < 2) {
      return OptionalDouble.empty();
    }
    double good = looks.stream().filter(Past::ok).count();
    return OptionalDouble.of(Math.round(1_000 * good / looks.size()) / 1_000.0);
  }
}
