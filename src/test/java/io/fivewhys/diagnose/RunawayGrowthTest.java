package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisFailed.Code;
import io.fivewhys.inference.Finding;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What grows without end is stopped before the memory is gone. */
class RunawayGrowthTest extends RunawayRulesTest {
  static Stream<Arguments> growing() {
    return Stream.of(
        Arguments.of("growing list", List.of("growing list")),
        Arguments.of("growing text", List.of("growing text")),
        Arguments.of("growing numbers", List.of("growing numbers", 1)),
        Arguments.of("growing findings", List.of(Finding.of("growing findings", "a", "b"))),
        Arguments.of("join", with(numbers(), "join")),
        Arguments.of("join in accumulate", with(numbers(), "join in accumulate")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("growing")
  void endsBeforeTheHeapIsGoneAndIsNamed(String rule, List<Object> objects) throws Exception {
    expectEnd(Code.MEMORY_EXCEEDED, rule, LITTLE_MEMORY, objects);
  }

  @Test
  void aRuleThatFeedsItselfIsNamedWithItsFirings() throws Exception {
    expectEnd(
            Code.TOO_MANY_FIRINGS,
            "growing numbers",
            LITTLE_MEMORY.withFirings(5_000),
            List.of("growing numbers", 1))
        .hasMessageContaining("5,001 times");
  }

  @Test
  void aRuleThatConcludesTooMuchIsNamed() throws Exception {
    expectEnd(
            Code.MEMORY_EXCEEDED,
            "many conclusions",
            BudgetLimits.defaults()
                .withTime(Duration.ofMinutes(1))
                .withDeadline(Duration.ofMinutes(1))
                .withAllocatedBytes(1L << 40),
            List.of("many conclusions"))
        .hasMessageContaining("more than 300,000 things");
  }

  @Test
  void twoRulesThatFeedEachOtherEnd() throws Exception {
    onOneThread(
        () -> {
          var failed =
              failure(LITTLE_MEMORY.withFirings(3_000), List.of(Finding.of("ping", "a", "b")));
          assertThat(failed.code()).isEqualTo(Code.TOO_MANY_FIRINGS);
          assertThat(failed.rules()).hasSize(1).isSubsetOf("ping", "pong");
          return null;
        });
  }
}
