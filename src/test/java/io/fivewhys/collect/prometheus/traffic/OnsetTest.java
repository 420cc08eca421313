package io.fivewhys.collect.prometheus.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.prometheus.traffic.Onset.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class OnsetTest {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int STEPS = 240;
  private static final Instant END = Instant.parse("2026-01-05T12:00:00Z");
  private static final Instant WINDOW = END.minusSeconds(300);

  private static Instant at(int step) {
    return END.minus(STEP.multipliedBy(STEPS - 1 - step));
  }

  private static Optional<Instant> onset(
      OptionalDouble usual, IntToDoubleFunction errors, IntToDoubleFunction totals) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(new Step(at(i), errors.applyAsDouble(i), totals.applyAsDouble(i)));
    }
    return new Onset(STEP, usual).of(steps, WINDOW);
  }

  private static Optional<Instant> onset(IntToDoubleFunction errors) {
    return onset(OptionalDouble.of(0.002), errors, _ -> 1000);
  }

  @Test
  void isWhereTheShareOfErrorsLeavesItsUsualLevel() {
    assertThat(onset(i -> i < 200 ? 2 : 100)).contains(at(199));
  }

  @Test
  void isFoundAmidNoise() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] noise = random.doubles(STEPS, 0, 2).map(it -> it * 5).toArray();
      Optional<Instant> onset =
          onset(
              OptionalDouble.of(0.005),
              i -> i < 180 ? noise[i] : 40 + noise[i],
              i -> 1000 + 50 * noise[i]);
      assertThat(onset).as("seed " + seed).contains(at(179));
    }
  }

  @Test
  void isNotWhereABlipWasLongBefore() {
    assertThat(onset(i -> i == 50 || i >= 200 ? 100 : 2)).contains(at(199));
  }

  @Test
  void isThatOfTheFirstOfSeveralFitsThatFollowEachOther() {
    assertThat(onset(i -> i >= 200 && i % 5 < 2 ? 100 : 2)).contains(at(199));
  }

  @Test
  void isUnknownWhereTheErrorsAreOlderThanWhatIsKnown() {
    assertThat(onset(_ -> 100)).isEmpty();
    assertThat(onset(i -> i == 0 ? 2 : 100)).isEmpty();
  }

  @Test
  void isNoneWhereNothingIsUnusual() {
    assertThat(onset(_ -> 2)).isEmpty();
    assertThat(onset(_ -> 0)).isEmpty();
    // Usual on this route.
    assertThat(onset(OptionalDouble.of(0.1), i -> i < 200 ? 100 : 140, _ -> 1000)).isEmpty();
    // A handful more is chance.
    assertThat(onset(OptionalDouble.of(0), i -> i < 200 ? 0 : 2, _ -> 1000)).isEmpty();
  }

  @Test
  void isNoneWhereTheErrorsEndedBeforeTheWindow() {
    assertThat(onset(i -> i >= 150 && i < 200 ? 100 : 2)).isEmpty();
  }

  @Test
  void doesNotDependOnHowMuchTrafficThereIs() {
    assertThat(
            onset(
                OptionalDouble.of(0.002),
                i -> i < 200 ? 0 : 8,
                i -> i < 100 ? 5000 : i < 200 ? 1000 : 20))
        .contains(at(199));
  }

  @Test
  void isFoundWhereNothingIsKnownOfTheUsualShare() {
    assertThat(onset(OptionalDouble.empty(), i -> i < 200 ? 1 : 50, _ -> 1000)).contains(at(199));
  }

  @Test
  void isUnknownWhereNobodyServedForLongBefore() {
    assertThat(
            onset(
                OptionalDouble.empty(), i -> i < 200 ? 0 : 50, i -> i < 150 || i >= 200 ? 100 : 0))
        .isEmpty();
    assertThat(
            onset(
                OptionalDouble.empty(), i -> i < 200 ? 0 : 50, i -> i < 190 || i >= 200 ? 100 : 0))
        .contains(at(199));
    assertThat(new Onset(STEP, OptionalDouble.empty()).of(List.of(), WINDOW)).isEmpty();
  }
}
