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
import io.fivewhys.inference.Finding;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.Subject;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each rule here goes on and on for the word that it is named after, and does nothing without it.
 */
@Timeout(120)
class RunawayRulesTest {
  private static final String FILE = "runaway/runaway.drl";

  private static final String RULES =
      """
      package rules.runaway;
      agenda-group "evidence"
      import io.fivewhys.inference.*;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.function.UnaryOperator;

      rule "loop"
      when
        $word : String( this == "loop" )
      then
        long steps = 0;
        while (steps >= 0) {
          steps = (steps + 1) % 1000;
        }
        insertLogical( new Need("never" + steps) );
      end

      rule "loop of loops"
      when
        $word : String( this == "loop of loops" )
      then
        long steps = 0;
        for (long i = 0; i < 10000000000L; i++) {
          for (int j = 0; j < $word.length(); j++) {
            steps += i % 7;
          }
        }
        insertLogical( new Need("late " + steps) );
      end

      rule "loop in a condition"
      when
        $all : ArrayList( this contains "loop in a condition", this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) && this.containsAll(this) )
      then
        insertLogical( new Need("never") );
      end

      rule "loop in eval"
      when
        $all : ArrayList( this contains "loop in eval" )
        eval( $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) )
      then
        insertLogical( new Need("never") );
      end

      rule "loop in from"
      when
        $all : ArrayList( this contains "loop in from" )
        $n : Boolean() from ($all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all) && $all.containsAll($all))
      then
        insertLogical( new Need("never") );
      end

      rule "loop in accumulate"
      when
        String( this == "loop in accumulate" )
        accumulate( $x : Long() and $y : Long(); $s : sum( $x % ($y + 1) ) )
      then
        insertLogical( new Need("never" + $s) );
      end

      rule "join"
      when
        String( this == "join" )
        Long()
        Long()
      then
        insertLogical( new Need("far too often") );
      end

      rule "join with eval"
      when
        String( this == "join with eval" )
        Long()
        Long()
        eval( false )
      then
        insertLogical( new Need("never") );
      end

      rule "join with not"
      when
        String( this == "join with not" )
        $x : Long()
        not Long( this > $x + 1000000 )
      then
        insertLogical( new Need("far too late") );
      end

      rule "join with exists"
      when
        String( this == "join with exists" )
        $x : Long()
        exists Long( (this + $x) == -1 )
      then
        insertLogical( new Need("far too late") );
      end

      rule "join in accumulate"
      when
        String( this == "join in accumulate" )
        accumulate( Long() and $x : Long(); $all : collectList( $x ) )
      then
        insertLogical( new Need("never" + $all.size()) );
      end

      rule "collects for each"
      when
        String( this == "collects for each" )
        Long()
        accumulate( $x : Long(); $all : collectList( $x ) )
      then
        insertLogical( new Need("never" + $all.size()) );
      end

      rule "from for each"
      when
        String( this == "from for each" )
        Long()
        $all : ArrayList()
        $x : String() from $all
        $y : String() from $all
      then
        insertLogical( new Need("never") );
      end

      rule "wild search"
      when
        $text : String( this matches "(wild s(e|e)*)*arch.*", this matches "wild s((e*)*)*x" )
      then
        insertLogical( new Need("never") );
      end

      rule "wild search in its consequence"
      when
        $text : String( this == "regex" )
      then
        insertLogical( new Need("never" + java.util.regex.Pattern.compile("((a*)*)*b").matcher("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac").matches()) );
      end

      rule "growing list"
      when
        String( this == "growing list" )
      then
        List list = new ArrayList();
        while (list.size() >= 0) {
          list.add(list);
        }
        insertLogical( new Need("never") );
      end

      rule "growing text"
      when
        $text : String( this == "growing text" )
      then
        String text = $text;
        while (!text.isEmpty()) {
          text = text + text;
        }
        insertLogical( new Need("never") );
      end

      rule "growing numbers"
      when
        String( this == "growing numbers" )
        $number : Integer()
      then
        insertLogical( Integer.valueOf($number + 1) );
      end

      rule "growing findings"
      when
        $f : Finding( sign == "growing findings" )
      then
        insertLogical( Finding.of("growing findings", $f.subject() + "+", $f.statement()) );
      end

      rule "ping"
      when
        $f : Finding( sign == "ping" )
      then
        insertLogical( Finding.of("pong", Words.number($f.statement().length()), $f.statement() + ".") );
      end

      rule "pong"
      when
        $f : Finding( sign == "pong" )
      then
        insertLogical( Finding.of("ping", Words.number($f.statement().length()), $f.statement() + ".") );
      end

      rule "recursion"
      when
        String( this == "recursion" )
      then
        List<UnaryOperator<String>> self = new ArrayList<>();
        self.add(text -> self.get(0).apply(text).trim());
        insertLogical( new Need(self.get(0).apply("never")) );
      end

      rule "nested values"
      when
        String( this == "nested values" )
      then
        List list = new ArrayList();
        list.add(List.of(list));
        insertLogical( new Need(list.toString()) );
      end

      rule "many conclusions"
      when
        String( this == "many conclusions" )
      then
        for (int i = 0; i < 400000; i++) {
          insertLogical( new Need("n" + i) );
        }
      end

      rule "fails"
      when
        $text : String( this == "fails" )
      then
        insertLogical( new Need($text.substring(99)) );
      end

      rule "fails in a condition"
      when
        $text : String( this == "fails in a condition", substring(99) == "" )
      then
        insertLogical( new Need("never") );
      end

      rule "fails in a join"
      when
        $text : String( this == "fails in a join" )
        $other : Integer( $text.substring(intValue()) == "" )
      then
        insertLogical( new Need("never") );
      end

      rule "sound"
      when
        String( this == "sound" )
      then
        insertLogical( Finding.of("sign", "orders", "found") );
      end
      """;

  private static Rulebook rulebook;

  @BeforeAll
  static void compile() {
    var files = new TreeMap<String, String>();
    files.put(FILE, RULES);
    rulebook = Rulebook.of(new RuleFiles(files));
  }

  private static final BudgetLimits LITTLE_MEMORY =
      BudgetLimits.defaults()
          .withTime(Duration.ofMinutes(1))
          .withDeadline(Duration.ofMinutes(1))
          .withAllocatedBytes(32 << 20);

  private static BudgetLimits shortTime() {
    return BudgetLimits.defaults()
        .withTime(Duration.ofMillis(100))
        .withDeadline(Duration.ofMinutes(1));
  }

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
  void whatIsMadeOfTheConclusionsKeepsToTheSameBudget() throws Exception {
    onOneThread(
        () -> {
          var failed =
              catchThrowableOfType(
                  DiagnosisFailed.class,
                  () ->
                      Evaluation.run(
                          rulebook,
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
    var evaluation =
        new Evaluation(
            List.of(),
            evidence,
            because,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new IdentityHashMap<>(),
            new TreeMap<>());

    onOneThread(
        () ->
            assertThatThrownBy(
                    () -> Budget.within(shortTime(), () -> new Weighing(evaluation, 0.5)))
                .isInstanceOf(BudgetExceeded.class));
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

  @ParameterizedTest
  @ValueSource(strings = {"recursion", "nested values"})
  void goingTooDeepIsNoCrash(String rule) throws Exception {
    expectEnd(Code.TOO_DEEP, rule, BudgetLimits.defaults(), List.of(rule));
  }

  @Test
  void whateverARuleThrowsNamesTheRule() throws Exception {
    expectEnd(Code.RULE_FAILED, "fails", BudgetLimits.defaults(), List.of("fails"))
        .hasMessageContaining("StringIndexOutOfBounds");
    expectEnd(
        Code.RULE_FAILED,
        "fails in a condition",
        BudgetLimits.defaults(),
        List.of("fails in a condition"));
    expectEnd(
        Code.RULE_FAILED,
        "fails in a join",
        BudgetLimits.defaults(),
        List.of("fails in a join", 99));
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

  private static AbstractThrowableAssert<?, DiagnosisFailed> expectEnd(
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

  private static DiagnosisFailed failure(BudgetLimits limits, List<Object> objects) {
    var failed = catchThrowableOfType(DiagnosisFailed.class, () -> run(limits, objects.toArray()));
    assertThat(failed).as("no end for want of budget").isNotNull();
    return failed;
  }

  private static List<Object> with(List<? extends Object> objects, String word) {
    var all = new ArrayList<Object>(objects);
    all.add(word);
    return all;
  }

  private static <T> T onOneThread(Callable<T> work) throws Exception {
    try (var thread = Executors.newSingleThreadExecutor()) {
      return thread.submit(work).get(60, TimeUnit.SECONDS);
    }
  }

  /** One fact: many words, with the one that wakes the rule. */
  private static List<Object> words(String rule) {
    var words = new ArrayList<>(LongStream.range(0, 5_000).mapToObj(it -> "w" + it).toList());
    words.add(rule);
    return List.of(words);
  }

  private static List<Object> numbers() {
    return new ArrayList<>(LongStream.range(0, 50_000).boxed().toList());
  }

  private static List<Object> both() {
    var both = new ArrayList<>(numbers());
    both.addAll(words("word"));
    return both;
  }

  private static Evaluation run(BudgetLimits limits, Object... objects) {
    return Evaluation.run(rulebook, Stream.of(objects), concluded -> List.of(), limits);
  }
}
