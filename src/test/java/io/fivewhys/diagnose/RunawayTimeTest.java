package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.budget.Budget;
import io.fivewhys.budget.BudgetExceeded;
import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisFailed.Code;
import io.fivewhys.inference.Because;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on and on ends in time, and who did it is named. */
class RunawayTimeTest extends RunawayRulesTest {
  static Stream<Arguments> runaways() {
    return Stream.of(
        Arguments.of("loop", Code.TIME_EXCEEDED, words("loop")),
        Arguments.of("loop of loops", Code.TIME_EXCEEDED, words("loop of loops")),
        Arguments.of("loop in a condition", Code.TIME_EXCEEDED, words("loop in a condition")),
        Arguments.of("loop in eval", Code.TIME_EXCEEDED, words("loop in eval")),
        Arguments.of("loop in from", Code.TIME_EXCEEDED, words("loop in from")),
        Arguments.of("loop in accumulate", Code.TIME_EXCEEDED, numbers()),
        Arguments.of("join", Code.TIME_EXCEEDED, numbers()),
        Arguments.of("join with eval", Code.TIME_EXCEEDED, numbers()),
        Arguments.of("join with not", Code.TIME_EXCEEDED, numbers()),
        Arguments.of("join with exists", Code.TIME_EXCEEDED, numbers()),
        Arguments.of("join in accumulate", Code.TIME_EXCEEDED, numbers()),
        Arguments.of("collects for each", Code.TIME_EXCEEDED, numbers()),
        Arguments.of("from for each", Code.TIME_EXCEEDED, both()),
        Arguments.of("wild search in its consequence", Code.TIME_EXCEEDED, List.of("regex")),
        Arguments.of("wild search", Code.TIME_EXCEEDED, List.of("wild s" + "e".repeat(60))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runaways")
  void endsInTimeAndIsNamed(String rule, Code code, List<Object> objects) throws Exception {
    var all = new ArrayList<>(objects);
    all.add(rule);

    expectEnd(code, rule, shortTime(), all);
  }

  @Test
  void whatIsMadeOfTheConclusionsKeepsToTheSameBudget() throws Exception {
    onOneThread(
        () -> {
          var failed =
              catchThrowableOfType(
                  DiagnosisFailed.class,
                  () ->
                      Evaluation.run(
                          rulebook(),
                          Stream.of("sound"),
                          concluded -> List.of(),
                          shortTime(),
                          Optional.empty(),
                          evaluation -> {
                            while (!evaluation.findings().isEmpty()) {
                              Budget.tick();
                            }
                            return "never";
                          }));
          assertThat(failed.code()).isEqualTo(Code.TIME_EXCEEDED);
          assertThat(failed.rules()).as("who concluded most").containsExactly("sound");
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain", "rivals"})
  void weighingEndsInTime(String shape) throws Exception {
    var evidence = new ArrayList<Evidence>();
    var because = new ArrayList<Because>();
    for (int i = 0; i < 40_000; i++) {
      var one = new Hypothesis(Category.TRAFFIC_SURGE, Subject.of("workload", "w" + i));
      if (!evidence.isEmpty() && shape.equals("chain")) {
        because.add(new Because(one, evidence.getLast().hypothesis()));
      }
      evidence.add(new Evidence(one, 30 + i, "m" + i, "seen", false, List.of()));
    }
    var evaluation = SampleEvaluations.of(evidence, because, new IdentityHashMap<>());

    onOneThread(
        () ->
            assertThatThrownBy(
                    () -> Budget.within(shortTime(), () -> new Weighing(evaluation, 0.5)))
                .isInstanceOf(BudgetExceeded.class));
  }

  @Test
  void theDeadlineOnTheWallStopsAJoinToo() throws Exception {
    expectEnd(
        Code.DEADLINE_EXCEEDED,
        "join with eval",
        BudgetLimits.defaults()
            .withTime(Duration.ofMinutes(1))
            .withDeadline(Duration.ofMillis(300))
            .withAllocatedBytes(1L << 40),
        with(LongStream.range(0, 3_000).boxed().toList(), "join with eval"));
  }

  @Test
  void aRunawayHarmsNoOtherEvaluation() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      var runaway = threads.submit(() -> failure(shortTime(), List.of("loop")));
      var sound = new ArrayList<Future<Evaluation>>();
      for (int i = 0; i < 50; i++) {
        sound.add(threads.submit(() -> run(BudgetLimits.defaults(), "sound")));
      }
      for (var evaluation : sound) {
        assertThat(evaluation.get(60, TimeUnit.SECONDS).findings()).hasSize(1);
      }
      assertThat(runaway.get(60, TimeUnit.SECONDS).rules()).containsExactly("loop");
    }
  }
}
