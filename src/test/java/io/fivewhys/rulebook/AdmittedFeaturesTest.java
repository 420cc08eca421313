package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Signal;
import io.fivewhys.inference.Need;
import io.fivewhys.rulebook.source.DrlFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.drools.modelcompiler.KieBaseBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DRL and Java offer to rules is admitted and works; each is given two signals, a=1, b=5. */
class AdmittedFeaturesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "constraint           | $s : Signal( name == \"a\" ) | $s.name() | a",
        "several              | $s : Signal( name == \"b\", value.orElse(0) > 2 && < 9 ) |"
            + " $s.name() | b",
        "binding              | Signal( name == \"b\", $v : value.orElse(0d) ) | \"v\" + $v | v5.0",
        "join                 | Signal( name == \"a\", $v : value.orElse(0d) ) Signal("
            + " value.orElse(0d) > $v, $n : name ) | $n | b",
        "not and exists       | not Signal( name == \"c\" ) exists Signal( name == \"a\" ) | \"x\""
            + " | x",
        "forall               | forall( Signal( $n : name ) Signal( name == $n, value.orElse(0) > 0"
            + " ) ) | \"x\" | x",
        "and, or              | ( Signal( name == \"a\", $n : name ) and Signal( name == \"b\" ) )"
            + " or ( Signal( name == \"z\", $n : name ) ) | $n | a",
        "eval                 | Signal( name == \"a\", $v : value.orElse(0d) ) eval( $v * 2 < 3 ) |"
            + " \"x\" | x",
        "matches              | $s : Signal( name matches \"[a]\" ) | $s.name() | a",
        "not matches          | $s : Signal( name not matches \"[a]\" ) | $s.name() | b",
        "matches computed     | Signal( name == \"a\", $n : name ) $s : Signal( name matches"
            + " (\"[b\" + $n + \"]\"), value.orElse(0) > 2 ) | $s.name() | b",
        "in, not in           | $s : Signal( name in (\"a\", \"b\"), name not in (\"b\") ) |"
            + " $s.name() | a",
        "contains             | $s : Signal( name contains \"a\", labels.keySet() contains \"team\""
            + " ) | $s.name() | a",
        "memberOf             | $s : Signal( \"team\" memberOf labels.keySet() ) | $s.name() | a",
        "str                  | $s : Signal( name str[startsWith] \"a\", name str[endsWith] \"a\" )"
            + " | $s.name() | a",
        "map access           | $s : Signal( labels[\"team\"] == \"x\" ) | $s.name() | a",
        "sum and others       | accumulate( Signal( $v : value.orElse(0d) ); $s : sum($v), $i :"
            + " min($v), $m : max($v), $a : average($v), $c : count($v) ) | \"\" + $s + $i + $m +"
            + " $a + $c | 6.01.05.03.02",
        "sum of longs         | accumulate( Signal( $v : name.length() ); $s : sum($v), $c :"
            + " count() ) | \"\" + $s + $c | 22",
        "variance             | accumulate( Signal( $v : value.orElse(0d) ); $s :"
            + " standardDeviation($v), $w : variance($v) ) | \"\" + $w | 4.0",
        "collectList          | accumulate( Signal( $n : name ); $l : collectList($n), $t :"
            + " collectSet($n) ) | \"\" + $l.size() + $t.size() | 22",
        "accumulate limited   | accumulate( Signal( $n : name ); $c : count($n); $c > 1 ) | \"x\" |"
            + " x",
        "accumulate of old    | $n : Number( doubleValue > 5 ) from accumulate( Signal( $v :"
            + " value.orElse(0d) ), sum($v) ) | \"x\" | x",
        "collect              | $l : java.util.List( size == 2 ) from collect( Signal() ) | \"\" +"
            + " $l.size() | 2",
        "from                 | Signal( $l : labels.keySet() ) $k : String() from $l | $k | team",
        "lambda               | $s : Signal( name == \"a\" ) | $s.subject().map(x -> x +"
            + " \"!\").orElse(\"\") | s!",
        "method reference     | $s : Signal( name == \"a\" ) |"
            + " $s.subject().map(String::strip).orElse(\"\") | s",
        "stream               | accumulate( Signal( $n : name ); $l : collectList($n) ) | \"\" +"
            + " $l.stream().filter(x -> x.equals(\"a\")).count() | 1",
        "ternary and switch   | $s : Signal( name == \"a\" ) | switch ($s.name()) { case \"a\" ->"
            + " \"yes\"; default -> \"no\"; } | yes",
        "switch over types    | $s : Object( this instanceof Signal ) | switch ($s) { case Signal x"
            + " when x.name().equals(\"a\") -> \"a\"; case Signal x -> \"b\"; default -> \"c\"; } |"
            + " a",
        "words                | Signal( name == \"a\" ) | Words.of(\"{} of {}\", 1,"
            + " Words.share(0.5)) | 1 of 50 %",
        "math                 | Signal( name == \"a\" ) | \"\" + Math.max(1, Math.round(2.6)) | 3",
        "time                 | Signal( name == \"a\" ) | \"\" +"
            + " java.time.Duration.ofMinutes(2).toSeconds() | 120",
        "small array          | Signal( name == \"a\" ) | \"\" + new String[] {\"x\", \"y\"}.length"
            + " | 2",
      })
  void isAdmittedAndWorks(String feature, String conditions, String what, String expected) {
    assertThat(needs("", conditions, "insertLogical( new Need(" + what + ") );"))
        .as(feature)
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"salience 5", "no-loop true", "lock-on-active true", "dialect \"java\""})
  void attributesThatAreLiteralsAreAdmitted(String attribute) {
    assertThat(needs(attribute, "Signal( name == \"a\" )", "insertLogical( new Need(\"x\") );"))
        .containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"other | o"})
  void namedConsequencesAreAdmitted(String name, String expected) {
    assertThat(
            needs(
                "",
                "Signal( name == \"a\" ) do[" + name + "] Signal( name == \"z\" )",
                "insertLogical( new Need(\"n\") );\n"
                    + "then[other]\n"
                    + "  insertLogical( new Need(\"o\") );"))
        .containsExactly(expected);
  }

  private static List<String> needs(String attributes, String conditions, String then) {
    String drl =
        """
        package rules.odd;
        import io.fivewhys.fact.*;
        import io.fivewhys.inference.*;
        rule "r"
        %s
        when
          %s
        then
          %s
        end
        """
            .formatted(attributes, conditions, then);
    CompiledUnit compiled = UnitCompiler.compile(DrlFile.parse("odd/odd.drl", drl));
    var session =
        KieBaseBuilder.createKieBaseFromModel(RuleUnit.load(compiled).models()).newKieSession();
    try {
      session.insert(signal("a", 1, Map.of("team", "x")));
      session.insert(signal("b", 5, Map.of()));
      session.fireAllRules(100);
      return session.getObjects(Need.class::isInstance).stream()
          .map(it -> ((Need) it).what())
          .toList();
    } finally {
      session.dispose();
    }
  }

  private static Signal signal(String name, double value, Map<String, String> labels) {
    return new Signal(
        name,
        Optional.of("s"),
        OptionalDouble.of(value),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(labels),
        Optional.empty());
  }
}
