package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisFailed.Code;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A value that holds another twice, which holds another twice, and so on: small in memory, and more
 * to look at than any time suffices for. Each rule looks at one for the word that it is named
 * after.
 */
@Timeout(120)
class NestedValuesTest {
  private static final String HEAD =
      """
      package rules.nested;
      agenda-group "evidence"
      import io.fivewhys.fact.*;
      import io.fivewhys.inference.*;
      import java.util.ArrayList;
      import java.util.LinkedHashMap;
      import java.util.LinkedHashSet;
      import java.util.List;
      import java.util.Map;
      import java.util.Optional;
      import java.util.Set;
      import java.util.TreeMap;
      import java.util.function.Supplier;
      import java.util.stream.Collectors;
      """;

  private static final String LISTS =
      """
      List a = new ArrayList();
      List c = new ArrayList();
      for (int i = 0; i < 60; i++) {
        List b = new ArrayList(); b.add(a); b.add(a); a = b;
        List d = new ArrayList(); d.add(c); d.add(c); c = d;
      }
      """;

  private static final TreeMap<String, String> CODE = new TreeMap<>();

  static {
    CODE.put("shown", LISTS + "String told = \"\" + a.toString().length();");
    CODE.put("joined to a text", LISTS + "String told = \"\" + a;");
    CODE.put("made a text", LISTS + "String told = \"\" + String.valueOf(a).length();");
    CODE.put("in words", LISTS + "String told = Words.of(\"{}\", a);");
    CODE.put("compared", LISTS + "String told = \"\" + a.equals(c);");
    CODE.put("compared as objects", LISTS + "String told = \"\" + java.util.Objects.equals(a, c);");
    CODE.put(
        "looked for",
        LISTS + "List all = new ArrayList(); all.add(a); String told = \"\" + all.contains(c);");
    CODE.put(
        "a key",
        LISTS + "Map m = new LinkedHashMap(); m.put(a, c); String told = \"\" + m.size();");
    CODE.put(
        "in a set",
        LISTS + "Set s = new LinkedHashSet(); s.add(a); String told = \"\" + s.size();");
    CODE.put(
        "distinct",
        LISTS
            + "List all = new ArrayList(); all.add(a); all.add(c); String told = \"\" +"
            + " all.stream().distinct().count();");
    CODE.put("inserted", LISTS + "insertLogical( a ); String told = \"\";");
    CODE.put(
        "behind findings",
        LISTS + "String told = \"\"; insertLogical( Finding.of(\"a\", \"b\", \"c\", a) );");
    CODE.put(
        "fixed lists",
        "List a = List.of(); for (int i = 0; i < 60; i++) { a = List.of(a, a); } String told = \"\""
            + " + a;");
    CODE.put(
        "many in fixed lists",
        "List a = List.of(); for (int i = 0; i < 60; i++) { a = List.of(a, a, a, a, a, a, a, a, a,"
            + " a, a, a); } String told = \"\" + a;");
    CODE.put(
        "fixed lists by reference",
        "java.util.function.BinaryOperator<List> f = List::of; List a = List.of(); for (int i = 0;"
            + " i < 60; i++) { a = f.apply(a, a); } String told = \"\" + a;");
    CODE.put(
        "lists by reference",
        "Supplier<List> f = ArrayList::new; List a = List.of(); for (int i = 0; i < 60; i++) { List"
            + " b = f.get(); b.add(a); b.add(a); a = b; } String told = \"\" + a;");
    CODE.put(
        "lists of streams",
        "List two = List.of(1, 2); Object a = List.of(); for (int i = 0; i < 60; i++) { final"
            + " Object b = a; a = two.stream().map(it -> b).toList(); } String told = \"\" + a;");
    CODE.put(
        "collected",
        "List two = List.of(1, 2); Object a = List.of(); for (int i = 0; i < 60; i++) { final"
            + " Object b = a; a = two.stream().map(it -> b).collect(Collectors.toList()); } String"
            + " told = \"\" + a;");
    CODE.put(
        "values",
        "Object a = 1; for (int i = 0; i < 60; i++) { Map m = new LinkedHashMap(); m.put(1, a);"
            + " m.put(2, a); a = m.values(); } String told = \"\" + a;");
    CODE.put(
        "keys",
        "Object a = 1; for (int i = 0; i < 60; i++) { Map m = new LinkedHashMap(); m.put(a, a); Map"
            + " n = new LinkedHashMap(); n.put(1, m.keySet()); n.put(2, m.keySet()); a ="
            + " n.values(); } String told = \"\" + a;");
    CODE.put(
        "entries",
        "Object a = 1; for (int i = 0; i < 60; i++) { Map m = new LinkedHashMap(); m.put(a, a); a ="
            + " m.entrySet().iterator().next(); } String told = \"\" + a;");
    CODE.put(
        "maps",
        "Map a = new LinkedHashMap(); for (int i = 0; i < 60; i++) { Map m = new LinkedHashMap();"
            + " m.put(1, a); m.put(2, a); a = m; } String told = \"\" + a.equals(new TreeMap()) +"
            + " a;");
    CODE.put(
        "optional",
        "Optional a = Optional.empty(); for (int i = 0; i < 60; i++) { List b = new ArrayList();"
            + " b.add(a); b.add(a); a = Optional.of(b); } String told = \"\" + a;");
    CODE.put(
        "orders",
        "java.util.Comparator<Integer> k = java.util.Comparator.naturalOrder(); for (int i = 0; i <"
            + " 60; i++) { k = k.thenComparing(k); } String told = \"\" + k.compare(1, 1);");
    CODE.put(
        "orders by a key",
        "java.util.Comparator<String> k = java.util.Comparator.naturalOrder(); for (int i = 0; i <"
            + " 60; i++) { k = k.thenComparing(String::strip, k); } String told = \"\" +"
            + " k.compare(\"\", \"\");");
    CODE.put(
        "questions",
        "java.util.function.Predicate<String> k = String::isEmpty; for (int i = 0; i < 60; i++) { k"
            + " = k.and(k); } String told = \"\" + k.test(\"\");");
    CODE.put(
        "questions refused",
        "java.util.function.Predicate<String> k = String::isEmpty; for (int i = 0; i < 60; i++) { k"
            + " = k.or(k); } String told = \"\" + k.test(\"a\");");
  }

  private static Rulebook rulebook;

  @BeforeAll
  static void compile() {
    var text = new StringBuilder(HEAD);
    CODE.forEach(
        (word, code) ->
            text.append(
                    "rule \"%s\"\nwhen\n  String( this == \"%s\" )\nthen\n".formatted(word, word))
                .append(code.replace("; ", ";\n"))
                .append("\ninsertLogical( new Need(told) );\nend\n"));
    var files = new TreeMap<String, String>();
    files.put("nested/nested.drl", text.toString());
    rulebook = Rulebook.of(new RuleFiles(files));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shown",
        "joined to a text",
        "made a text",
        "in words",
        "compared",
        "compared as objects",
        "looked for",
        "a key",
        "in a set",
        "distinct",
        "inserted",
        "behind findings",
        "fixed lists",
        "many in fixed lists",
        "fixed lists by reference",
        "lists by reference",
        "lists of streams",
        "collected",
        "values",
        "keys",
        "entries",
        "maps",
        "optional",
        "orders",
        "orders by a key",
        "questions",
        "questions refused"
      })
  void endsInTimeAndIsNamed(String word) {
    var limits = BudgetLimits.defaults().withTime(Duration.ofMillis(200));
    var failed = catchThrowableOfType(DiagnosisFailed.class, () -> run(limits, word, 1L, 2L));

    assertThat(failed).as("no end for want of budget").isNotNull();
    assertThat(failed.code()).isIn(Code.TIME_EXCEEDED, Code.MEMORY_EXCEEDED);
    assertThat(failed.rules()).containsExactly(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "List l = new ArrayList(); l.add(List.of()); new Victim(\"a\", \"b\", \"c\", true, l)",
        "List l = new ArrayList(); l.add(new Need(\"\")); new Victim(\"a\", \"b\", \"c\", true, l)",
        "List l = new ArrayList(); l.add(Optional.of(1)); new Victim(\"a\", \"b\", \"c\", true, l)",
        "Object o = List.of(List.of()); new Subject(\"a\", (Optional) Optional.of(o), \"c\")"
      })
  void whatNestsBecomesNoPartOfAConclusion(String code) {
    int last = code.lastIndexOf("; ") + 2;
    var files = new TreeMap<String, String>();
    files.put(
        "nested/one.drl",
        HEAD
            + "rule \"one\"\nwhen\n  String()\nthen\n"
            + code.substring(0, last)
            + "insertLogical( "
            + code.substring(last)
            + " );\nend\n");
    Rulebook one = Rulebook.of(new RuleFiles(files));

    var failed =
        catchThrowableOfType(
            DiagnosisFailed.class,
            () ->
                Evaluation.run(
                    one, Stream.of("x"), concluded -> List.of(), BudgetLimits.defaults()));

    assertThat(failed).hasMessageContaining("cannot hold a");
    assertThat(failed.code()).isEqualTo(Code.RULE_FAILED);
  }

  @Test
  void aReferenceToWhatTakesCollectionsIsRefused() {
    var files = new TreeMap<String, String>();
    files.put(
        "nested/one.drl",
        HEAD
            + """
            rule "one"
            when
              $c : ConfigChange()
            then
              java.util.function.BiFunction<ConfigChange, List<String>, ConfigChange> f = ConfigChange::affecting;
              insertLogical( f.apply($c, List.of()) );
            end
            """);

    var refused =
        catchThrowableOfType(RulebookRefused.class, () -> Rulebook.of(new RuleFiles(files)));

    assertThat(refused.problems().getFirst().message()).contains("affecting");
  }

  private static Evaluation run(BudgetLimits limits, Object... objects) {
    return Evaluation.run(rulebook, Stream.of(objects), concluded -> List.of(), limits);
  }
}
