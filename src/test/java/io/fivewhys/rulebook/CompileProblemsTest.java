package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every problem of a file is told with rule, line, text and what to do. */
class CompileProblemsTest {
  private static final int CONDITION = 18;
  private static final int BODY = 20;

  private static String drl(String condition, String body) {
    return """
    package rules.diagnosis.surge;

    import io.fivewhys.fact.*;
    import io.fivewhys.inference.*;

    agenda-group "diagnosis"

    rule "A sound one"
    when
      $s : Suspect()
    then
      insertLogical( $s.name() );
    end

    rule "The broken one"
    when
      $i : Incident()
      %s
    then
      %s
    end
    """
        .formatted(condition, body);
  }

  private static List<RuleProblem> problems(String drl) {
    return catchThrowableOfType(
            RulebookRefused.class,
            () ->
                Rulebook.of(new RuleFiles(new TreeMap<>(Map.of("diagnosis/surge/load.drl", drl)))))
        .problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $p : Pod( ownr == "x" )           | 13 | Pod has no property ownr             | did you mean owner?
          $p : Pod( name, ownr == "x" )     | 19 | Pod has no property ownr             | did you mean owner?
          accumulate( $p : Pod( crashng ); $n : count() ) | 25 | Pod has no property crashng     | did you mean crashing?
          $p : Podd( owner == "x" )         |  8 | there is no type Podd                | did you mean Pod?
          $p : Pod( restarts == "abc" )     |  0 | compared with a value of another type| numbers with numbers
          $p : Pod( owner == $q )           | 13 | cannot be understood: owner == $q    | bound in patterns before
          $p : Pod( foo(owner) )            | 13 | Pod has no method foo(String)        | it has
          accumulate( $p : Pod(); $n : cont() ) | 32 | no accumulate function cont      | did you mean count?
          $x : String() from $i.gatewy      | 25 | Incident has no property gatewy      | did you mean gateway?
          $x : Signal( value > 30 )         |  0 | optional value is compared           | x.isPresent(), x.getAsDouble() > 30
          $x : Signal( isAtLest(30) )       | 16 | Signal has no method isAtLest(int)   | did you mean isAtLeast?
          $p : Pod( matches("a") )          | 13 | this is no condition                 | begins with a property
          """)
  void placesWhatIsWrongWithACondition(
      String condition, int column, String message, String advice) {
    RuleProblem problem = problems(drl(condition, "insertLogical( \"a\" );")).getFirst();

    assertThat(problem.stage()).isEqualTo(Stage.COMPILE);
    assertThat(problem.file()).isEqualTo("diagnosis/surge/load.drl");
    assertThat(problem.rule()).isEqualTo("The broken one");
    assertThat(problem.line()).isEqualTo(CONDITION);
    assertThat(problem.column()).isEqualTo(column);
    assertThat(problem.text()).isEqualTo(condition);
    assertThat(problem.message()).contains(message);
    assertThat(problem.advice()).contains(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          insertLogical( $i.gatewy() );       | 21 | Incident has no method gatewy()  | did you mean gateway?
          insertLogical( y );                 | 18 | y is not known here              | bind it
          insertLogical( Finding.of("a") );   | 26 | not applicable for the arguments | there is of(
          insertLogical( "a" )                |  0 | the `then` part is no Java       | statements end with ;
          """)
  void placesWhatIsWrongWithABody(String body, int column, String message, String advice) {
    RuleProblem problem = problems(drl("$p : Pod()", body)).getFirst();

    assertThat(problem.rule()).isEqualTo("The broken one");
    assertThat(problem.line()).isEqualTo(BODY);
    assertThat(problem.column()).isEqualTo(column);
    assertThat(problem.text()).isEqualTo(body);
    assertThat(problem.message()).contains(message);
    assertThat(problem.advice()).contains(advice);
  }

  @Test
  void everyProblemIsToldAtOnce() {
    String both =
        drl("$p : Pod( ownr == \"x\" )", "insertLogical( \"a\" );").replace("$s.name()", "unknown");

    assertThat(problems(both))
        .extracting(RuleProblem::rule, RuleProblem::line)
        .contains(
            org.assertj.core.groups.Tuple.tuple("A sound one", 12),
            org.assertj.core.groups.Tuple.tuple("The broken one", CONDITION));
  }

  @Test
  void twoThingsWrongInOneBodyAreTwoProblems() {
    assertThat(problems(drl("$p : Pod()", "insertLogical( one );\n  insertLogical( two );")))
        .extracting(RuleProblem::line)
        .containsExactly(BODY, BODY + 1);
  }

  @Test
  void whatCannotBeParsedHasItsPlaceToo() {
    RuleProblem problem =
        problems(drl("$p : Pod( owner == )", "insertLogical( \"a\" );")).getFirst();

    assertThat(problem.stage()).isEqualTo(Stage.PARSE);
    assertThat(problem.rule()).isEqualTo("The broken one");
    assertThat(problem.line()).isEqualTo(CONDITION);
    assertThat(problem.column()).isEqualTo(22);
    assertThat(problem.message()).isEqualTo("no viable alternative at input ')'");
    assertThat(problem.advice()).contains("parenthesis");
  }
}
