package io.fivewhys.vocabulary;

import io.fivewhys.explain.Signs;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.KnownError;
import io.fivewhys.fact.Shell;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Because;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Concern;
import io.fivewhys.inference.ConfigurationAdvice;
import io.fivewhys.inference.DependencyAdvice;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Finding;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.Incident;
import io.fivewhys.inference.Leads;
import io.fivewhys.inference.LongTermFix;
import io.fivewhys.inference.Need;
import io.fivewhys.inference.Proposal;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.RootCause;
import io.fivewhys.inference.RuledOut;
import io.fivewhys.inference.Subject;
import io.fivewhys.inference.Suspect;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.inference.Trouble;
import io.fivewhys.inference.Victim;
import io.fivewhys.inference.Words;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.vocabulary.Vocabulary.Field;
import io.fivewhys.vocabulary.Vocabulary.Sign;
import io.fivewhys.vocabulary.Vocabulary.Strength;
import io.fivewhys.vocabulary.Vocabulary.Threshold;
import io.fivewhys.vocabulary.Vocabulary.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts the vocabulary of a rulebook together. */
public final class VocabularyOf {
  /** In the order in which a reader needs them. */
  static final List<Class<?>> VIEWS =
      List.of(
          Incident.class,
          FailingRoute.class,
          Suspect.class,
          Leads.class,
          Trouble.class,
          Thresholds.class,
          Finding.class,
          Victim.class,
          Subject.class,
          Hypothesis.class,
          Evidence.class,
          Because.class,
          Concern.class,
          RuledOut.class,
          RootCause.class,
          Proposal.class,
          LongTermFix.class,
          Need.class);

  private static final List<Class<?>> HELPERS =
      List.of(Words.class, Shell.class, ConfigurationAdvice.class, DependencyAdvice.class);

  private static final String EXAMPLE =
      """
      package rules.evidence.queues;

      import io.fivewhys.fact.*;
      import io.fivewhys.inference.*;

      agenda-group "evidence"

      rule "A queue falls behind"
      when
        $t : Thresholds()
        $s : Signal( name == "queue_lag_seconds", isAtLeast($t.signal("queue_lag_seconds", 30)) )
      then
        insertLogical( Finding.of("queue falls behind", $s.about(),
            Words.of("{} is {} seconds behind", $s.about(), Words.number($s.value().getAsDouble())), $s) );
      end
      """;

  private VocabularyOf() {}

  /**
   * @param inForce the thresholds in force
   */
  public static Vocabulary rules(Rulebook rulebook, Thresholds inForce) {
    var docs = Docs.shipped();
    var types = new Types(docs);
    return new Vocabulary(
        rulebook.revision(),
        Arrays.stream(Fact.class.getPermittedSubclasses()).map(types::type).toList(),
        VIEWS.stream().map(types::type).toList(),
        HELPERS.stream().flatMap(it -> types.helpers(it).stream()).toList(),
        signs(rulebook),
        words(docs, Category.values()),
        words(docs, Action.values()),
        words(docs, Risk.values()),
        strengths(),
        thresholds(types, inForce),
        STAGES,
        OPERATORS,
        words(docs, KnownError.values()),
        SOURCES,
        new Vocabulary.Signals(
            "A measurement that has no kind of its own comes as a Signal, by its name. A rule"
                + " compares it with a threshold of the same name, which the settings may change.",
            "diagnosis.thresholds.signals",
            inForce.signals(),
            EXAMPLE));
  }

  private static List<Sign> signs(Rulebook rulebook) {
    return Signs.of(rulebook.files()).entrySet().stream()
        .map(it -> new Sign(it.getKey(), it.getValue().madeBy(), it.getValue().usedBy()))
        .toList();
  }

  /** As rules write them: {@code Category.DEPLOYMENT_ISSUE}. */
  private static List<Word> words(Docs docs, Enum<?>[] constants) {
    return Stream.of(constants)
        .map(
            it -> {
              String name = it.getDeclaringClass().getSimpleName() + "." + it.name();
              return new Word(name, docs.of(name));
            })
        .toList();
  }

  private static List<Strength> strengths() {
    return IntStream.of(2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 16, 18, 20)
        .mapToObj(it -> new Strength(it, Math.round(Math.pow(10, it / 10.0) * 10) / 10.0))
        .toList();
  }

  private static List<Threshold> thresholds(Types types, Thresholds inForce) {
    Thresholds defaults = Thresholds.defaults();
    List<Threshold> thresholds = new ArrayList<>();
    for (Field field : types.type(Thresholds.class).fields()) {
      if (number(defaults, field.name()) instanceof Number byDefault) {
        thresholds.add(
            new Threshold(
                field.name(),
                "diagnosis.thresholds." + kebab(field.name()),
                field.unit(),
                byDefault.doubleValue(),
                ((Number) number(inForce, field.name())).doubleValue(),
                field.doc()));
      }
    }
    return thresholds;
  }

  private static Object number(Thresholds thresholds, String name) {
    try {
      return Thresholds.class.getMethod(name).invoke(thresholds);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
  }

  private static final List<Word> STAGES =
      List.of(
          new Word(
              "evidence",
              "Facts and thresholds become findings: plain statements about one subject."),
          new Word(
              "diagnosis",
              "Findings become hypotheses, evidence for and against them, and what explains what."),
          new Word(
              "advice", "Root causes become mitigations to propose and what to change for good."));

  private static final List<Word> OPERATORS =
      List.of(
          new Word("==, !=", "equal by value; null-safe"),
          new Word("<, <=, >, >=", "numbers, times and texts in their order"),
          new Word("&&, ||, !", "inside of a pattern; a comma between constraints means and"),
          new Word(
              "in, not in", "one of a list: reason in (\"FailedMount\", \"FailedAttachVolume\")"),
          new Word("contains, not contains", "a list holds a value: usedBy contains $s.name"),
          new Word("memberOf, not memberOf", "a value is in a list: name memberOf $names"),
          new Word("$x : field", "names a value or a fact, for later patterns and for then"),
          new Word("not P( )", "there is no such fact; unknown is not no: see Blind"),
          new Word("exists P( )", "there is such a fact, however many; fires once"),
          new Word("P( ) or Q( ), P( ) and Q( )", "inside of not ( ) and exists ( )"),
          new Word("eval( )", "any condition over what has a name already"),
          new Word(
              "accumulate( P( ); $n : count(); $n > 2 )",
              "adds up: count, sum, average, min, max, collectList, collectSet"));

  private static final List<Word> SOURCES =
      List.of(
          new Word("kubernetes", "pods, workloads, rollouts, changes, events, nodes, endpoints"),
          new Word("prometheus", "traffic of routes, calls, use of resources, signals"),
          new Word("logs", "log lines and the kinds of error in them"),
          new Word("breakers", "circuit breakers"),
          new Word("probes", "dependencies asked directly, certificates"),
          new Word("any other", "a source of one's own, for its signals"));
}
