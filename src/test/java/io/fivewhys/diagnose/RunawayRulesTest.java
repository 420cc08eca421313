package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisFailed.Code;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Timeout;

/**
 * Rules that go on and on, each for the word that it is named after; without it they do nothing.
 */
@Timeout(120)
abstract class RunawayRulesTest {
  static final String FILE = "runaway/runaway.drl";

  /** Compiled once for all classes of such tests. */
  private static final class Holder {
    static final Rulebook RULEBOOK =
        Rulebook.of(new RuleFiles(new TreeMap<>(Map.of(FILE, text()))));

    private static String text() {
      try (var in = RunawayRulesTest.class.getResourceAsStream("/" + FILE)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static final BudgetLimits LITTLE_MEMORY =
      BudgetLimits.defaults()
          .withTime(Duration.ofMinutes(1))
          .withDeadline(Duration.ofMinutes(1))
          .withAllocatedBytes(32 << 20);

  static Rulebook rulebook() {
    return Holder.RULEBOOK;
  }

  static BudgetLimits shortTime() {
    return BudgetLimits.defaults()
        .withTime(Duration.ofMillis(100))
        .withDeadline(Duration.ofMinutes(1));
  }

  static AbstractThrowableAssert<?, DiagnosisFailed> expectEnd(
      Code code, String rule, BudgetLimits limits, List<Object> objects) throws Exception {
    return onOneThread(
        () -> {
          var failed = failure(limits, objects);
          assertThat(failed.code()).as(failed.getMessage()).isEqualTo(code);
          assertThat(failed.rules()).containsExactly(rule);
          assertThat(failed).hasMessageContaining("\"" + rule + "\" (" + FILE + ")");
          assertThat(run(BudgetLimits.defaults(), "sound").findings()).hasSize(1);
          return assertThat(failed);
        });
  }

  static DiagnosisFailed failure(BudgetLimits limits, List<Object> objects) {
    var failed = catchThrowableOfType(DiagnosisFailed.class, () -> run(limits, objects.toArray()));
    assertThat(failed).as("no end for want of budget").isNotNull();
    return failed;
  }

  static List<Object> with(List<? extends Object> objects, String word) {
    var all = new ArrayList<Object>(objects);
    all.add(word);
    return all;
  }

  static <T> T onOneThread(Callable<T> work) throws Exception {
    try (var thread = Executors.newSingleThreadExecutor()) {
      return thread.submit(work).get(60, TimeUnit.SECONDS);
    }
  }

  /** One fact: many words, with the one that wakes the rule. */
  static List<Object> words(String rule) {
    var words = new ArrayList<>(LongStream.range(0, 5_000).mapToObj(it -> "w" + it).toList());
    words.add(rule);
    return List.of(words);
  }

  static List<Object> numbers() {
    return new ArrayList<>(LongStream.range(0, 50_000).boxed().toList());
  }

  static List<Object> both() {
    var both = new ArrayList<>(numbers());
    both.addAll(words("word"));
    return both;
  }

  static Evaluation run(BudgetLimits limits, Object... objects) {
    return Evaluation.run(rulebook(), Stream.of(objects), concluded -> List.of(), limits);
  }
}
