package io.fivewhys.explain;

import io.fivewhys.diagnose.WorkingMemory;
import io.fivewhys.explain.Explanation.BlindSource;
import io.fivewhys.explain.Explanation.Failed;
import io.fivewhys.explain.Explanation.Maker;
import io.fivewhys.explain.Explanation.Near;
import io.fivewhys.explain.Explanation.Status;
import io.fivewhys.explain.Explanation.Thing;
import io.fivewhys.inference.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.model.AccumulatePattern;
import org.drools.model.Condition;
import org.drools.model.Constraint;
import org.drools.model.Pattern;
import org.drools.model.patterns.EvalImpl;

/** Why a condition let nothing through. */
final class WhyNot {
  /** Combinations and objects that are looked at for what came nearest. */
  private static final int MOST_COMBINATIONS = 50;

  private static final int MOST_TRIED = 20_000;

  /** Parts that say which fact is meant; all others say how it has to be. */
  private static final java.util.regex.Pattern WHICH =
      java.util.regex.Pattern.compile(
          "(sign|source|name|pattern|error) (==|in) .*|\\w+(\\.orElse\\(\"\"\\))? =="
              + " \\$[\\w.()]+|isAbout\\(.*\\)|.* contains \\$.*|\\$.* contains .*");

  private final Join join;
  private final Things things;
  private final Makers makers;
  private final Blindness blindness;

  WhyNot(Join join, WorkingMemory memory, Rules rules) {
    this.join = join;
    this.things = new Things(memory);
    this.makers = new Makers(rules);
    this.blindness = new Blindness(memory);
  }

  /** The reason, without the text and numbers of the condition. */
  record Reason(
      Status status,
      String why,
      List<Thing> found,
      List<Near> nearest,
      List<BlindSource> blind,
      List<Maker> makers) {

    static Reason of(Status status, String why) {
      return new Reason(status, why, List.of(), List.of(), List.of(), List.of());
    }
  }

  /**
   * @param came combinations that came to the step, at least one; none of them passes
   */
  Reason of(Step step, List<Partial> came) {
    List<Condition> conditions = step.conditions();
    if (conditions.size() == 1) {
      return of(conditions.getFirst(), came);
    }
    // An accumulate and the tests of its results: of nothing it counts zero.
    AccumulatePattern<?> accumulate = (AccumulatePattern<?>) conditions.getFirst();
    List<Partial> some = came.stream().limit(MOST_COMBINATIONS).toList();
    boolean nothing =
        some.stream().allMatch(it -> join.each(it, accumulate.getCondition(), _ -> false));
    if (nothing) {
      return of(accumulate.getCondition(), came);
    }
    List<Partial> results = new ArrayList<>();
    some.forEach(
        it ->
            join.each(
                it,
                accumulate,
                more -> {
                  results.add(more);
                  return true;
                }));
    return ofTests(conditions.subList(1, conditions.size()), results);
  }

  private Reason of(Condition condition, List<Partial> came) {
    return switch (condition.getType()) {
      case PATTERN -> ofPattern((Pattern<?>) condition, came);
      case EXISTS, AND -> ofAll(condition.getSubConditions(), came);
      case OR -> ofOr(condition.getSubConditions(), came);
      case NOT -> ofNot(condition, came);
      case FORALL ->
          Reason.of(Status.VALUE_DIFFERS, "There is one that is not as all of them have to be.");
      case EVAL -> ofEval((EvalImpl) condition, came);
      case ACCUMULATE -> of(((AccumulatePattern<?>) condition).getCondition(), came);
      case QUERY, GROUP_BY, TEMPORAL, SENDER, RECEIVER, CONSEQUENCE ->
          Reason.of(Status.NOT_EXPLAINED, "This kind of condition cannot be taken apart.");
    };
  }

  /** The first of several that lets nothing through. */
  private Reason ofAll(List<Condition> conditions, List<Partial> came) {
    List<Partial> now = came.stream().limit(MOST_COMBINATIONS).toList();
    for (Condition condition : conditions) {
      List<Partial> next = new ArrayList<>();
      for (Partial partial : now) {
        join.each(
            partial,
            condition,
            more -> {
              next.add(more);
              return next.size() < MOST_COMBINATIONS;
            });
      }
      if (next.isEmpty()) {
        return of(condition, now);
      }
      now = next;
    }
    return Reason.of(Status.VALUE_DIFFERS, "No combination holds.");
  }

  /** The alternative that came nearest speaks for all. */
  private Reason ofOr(List<Condition> alternatives, List<Partial> came) {
    List<Status> telling = List.of(Status.VALUE_DIFFERS, Status.EXCLUDED, Status.BLIND);
    List<Reason> reasons = alternatives.stream().map(it -> of(it, came)).toList();
    Reason best = reasons.getFirst();
    for (Status status : telling.reversed()) {
      best = reasons.stream().filter(it -> it.status() == status).findFirst().orElse(best);
    }
    return new Reason(
        best.status(),
        best.why() + " Nor does one of the other " + (reasons.size() - 1) + " ways hold.",
        best.found(),
        best.nearest(),
        best.blind(),
        reasons.stream()
            .flatMap(it -> it.makers().stream())
            .distinct()
            .limit(Explanation.MOST_LISTED)
            .toList());
  }

  private Reason ofNot(Condition condition, List<Partial> came) {
    Set<Object> found = new LinkedHashSet<>();
    for (Partial partial : came.stream().limit(MOST_COMBINATIONS).toList()) {
      int before = partial.found().size();
      join.all(
          partial,
          condition.getSubConditions(),
          more -> {
            found.addAll(more.found().subList(before, more.found().size()));
            return false;
          });
    }
    List<Thing> shown = things.things(List.copyOf(found));
    String what = shown.isEmpty() ? "Something" : words(shown.getFirst());
    return new Reason(
        Status.EXCLUDED,
        what + " is there and must not be.",
        shown,
        List.of(),
        List.of(),
        List.of());
  }

  private Reason ofEval(EvalImpl eval, List<Partial> came) {
    String text = Constraints.text(eval.getExpr());
    Partial first = came.getFirst();
    Map<String, String> values = Things.values(text, null, first.values());
    String what =
        things.things(first.found()).stream()
            .map(WhyNot::words)
            .collect(Collectors.joining(" and "));
    return Reason.of(
        Status.VALUE_DIFFERS,
        "%s does not hold%s%s."
            .formatted(
                text,
                what.isEmpty() ? "" : " for " + what,
                values.isEmpty() ? "" : ": " + said(values)));
  }

  private Reason ofTests(List<Condition> tests, List<Partial> results) {
    for (Condition test : tests) {
      if (!(test instanceof Pattern<?> pattern)) {
        continue;
      }
      for (Constraint part : Constraints.of(pattern)) {
        for (Partial result : results) {
          if (!join.constraints().test(part, pattern, result.values())) {
            String text = Constraints.text(part);
            Map<String, String> values = Things.values(text, null, result.values());
            return new Reason(
                Status.VALUE_DIFFERS,
                "%s, and %s is needed.".formatted(said(values), text),
                List.of(),
                List.of(),
                List.of(),
                List.of());
          }
        }
      }
    }
    return Reason.of(Status.VALUE_DIFFERS, "What was added up is not as it has to be.");
  }

  private record Trial(Object object, Partial partial, List<Constraint> failed, boolean meant) {}

  private Reason ofPattern(Pattern<?> pattern, List<Partial> came) {
    Class<?> type = pattern.getPatternVariable().getType();
    List<Constraint> parts = Constraints.of(pattern);
    String text = parts.stream().map(Constraints::text).collect(Collectors.joining(", "));
    String kind = type.getSimpleName();
    List<Maker> made =
        join.of(type).stream().anyMatch(io.fivewhys.fact.Fact.class::isInstance)
            ? List.of()
            : makers.of(kind, text).stream()
                .map(Rules.Written::maker)
                .limit(Explanation.MOST_LISTED)
                .toList();
    Set<String> names = names(came);
    List<Trial> trials = trials(pattern, parts, came);
    List<Trial> meant = trials.stream().filter(Trial::meant).toList();
    boolean unknown =
        !meant.isEmpty()
            && meant.stream()
                .allMatch(
                    it ->
                        it.failed().stream()
                            .anyMatch(
                                part -> Things.isUnknown(Constraints.text(part), it.object())));
    List<BlindSource> blind =
        meant.isEmpty() || unknown ? blindness.of(makers.needs(kind, text), names) : List.of();
    Status status =
        !blind.isEmpty()
            ? Status.BLIND
            : meant.isEmpty() ? Status.NO_SUCH_FACT : Status.VALUE_DIFFERS;
    List<Near> nearest = nearest(meant.isEmpty() ? trials : meant);
    String why = why(kind, parts, came, trials, meant) + blindWords(blind);
    return new Reason(status, why, List.of(), nearest, blind, made);
  }

  private String why(
      String kind,
      List<Constraint> parts,
      List<Partial> came,
      List<Trial> trials,
      List<Trial> meant) {
    if (trials.isEmpty()) {
      return "There is no " + kind + " at all.";
    }
    if (meant.isEmpty()) {
      String which =
          parts.stream()
              .map(Constraints::text)
              .filter(it -> WHICH.matcher(it).matches())
              .collect(Collectors.joining(" and "));
      Map<String, String> values = Things.values(which, null, came.getFirst().values());
      String others = came.size() > 1 ? " and so on" : "";
      return "There is no %s with %s%s."
          .formatted(kind, which, values.isEmpty() ? "" : " (" + said(values) + others + ")");
    }
    Trial best = meant.getFirst();
    String failed =
        best.failed().stream()
            .map(
                part -> {
                  String text = Constraints.text(part);
                  String values = said(Things.values(text, best.object(), best.partial().values()));
                  return values.isEmpty()
                      ? text + " does not hold"
                      : values + ", not as in " + text;
                })
            .collect(Collectors.joining("; "));
    return "%s came nearest, but %s.".formatted(words(things.thing(best.object())), failed);
  }

  /** Everything of the pattern's type against every part of it, nearest first. */
  private List<Trial> trials(Pattern<?> pattern, List<Constraint> parts, List<Partial> came) {
    String variable = pattern.getPatternVariable().getName();
    Set<Constraint> which = new LinkedHashSet<>();
    parts.stream().filter(it -> WHICH.matcher(Constraints.text(it)).matches()).forEach(which::add);
    List<Trial> trials = new ArrayList<>();
    int tried = 0;
    for (Partial partial : came.stream().limit(MOST_COMBINATIONS).toList()) {
      for (Object object : join.of(pattern.getPatternVariable().getType())) {
        if (tried++ > MOST_TRIED) {
          break;
        }
        Map<String, Object> values = new HashMap<>(partial.values());
        values.put(variable, object);
        List<Constraint> failed =
            parts.stream().filter(part -> !holds(part, pattern, values)).toList();
        if (!failed.isEmpty()) {
          trials.add(
              new Trial(object, partial, failed, failed.stream().noneMatch(which::contains)));
        }
      }
    }
    return trials.stream()
        .sorted(
            Comparator.comparing((Trial it) -> !it.meant()).thenComparing(it -> it.failed().size()))
        .toList();
  }

  /** A part that cannot even be asked, because what it speaks of is not there, does not hold. */
  private boolean holds(Constraint part, Pattern<?> pattern, Map<String, Object> values) {
    try {
      return join.constraints().test(part, pattern, values);
    } catch (Effort.Spent | Unexplainable e) {
      throw e;
    } catch (RuntimeException _) {
      return false;
    }
  }

  private List<Near> nearest(List<Trial> trials) {
    List<Near> nearest = new ArrayList<>();
    Set<Object> seen = new LinkedHashSet<>();
    for (Trial trial : trials) {
      if (nearest.size() == Explanation.MOST_LISTED) {
        break;
      }
      if (seen.add(trial.object())) {
        nearest.add(
            new Near(
                things.thing(trial.object()),
                trial.failed().stream()
                    .map(Constraints::text)
                    .map(
                        text ->
                            new Failed(
                                text,
                                Things.values(text, trial.object(), trial.partial().values())))
                    .toList()));
      }
    }
    return nearest;
  }

  /** Whom these combinations are about. */
  private static Set<String> names(List<Partial> came) {
    Set<String> names = new LinkedHashSet<>();
    for (Partial partial : came.stream().limit(MOST_COMBINATIONS).toList()) {
      for (Object value : partial.values().values()) {
        switch (value) {
          case String name -> names.add(name);
          case io.fivewhys.inference.Suspect suspect -> names.add(suspect.name());
          case io.fivewhys.inference.Hypothesis it -> names.add(it.subject().name());
          case io.fivewhys.inference.RootCause it -> names.add(it.name());
          case io.fivewhys.inference.Finding it -> names.add(it.subject());
          case Subject it -> names.add(it.name());
          case null, default -> {}
        }
      }
    }
    return names;
  }

  static String said(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> it.getKey() + " is " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  static String words(Thing thing) {
    String where = thing.fact().map(it -> " (fact " + it + ")").orElse("");
    String by = thing.madeBy().map(it -> " by the rule \"" + it + "\"").orElse("");
    return thing.kind() + " {" + thing.description() + "}" + where + by;
  }

  private static String blindWords(List<BlindSource> blind) {
    if (blind.isEmpty()) {
      return "";
    }
    return " The source %s was blind%s, so this is unknown."
        .formatted(
            blind.stream().map(BlindSource::source).distinct().collect(Collectors.joining(", ")),
            blind
                .getFirst()
                .reason()
                .map(it -> " (" + io.fivewhys.report.Printable.line(it) + ")")
                .orElse(""));
  }
}
