package io.fivewhys.explain;

import io.fivewhys.budget.Budget;
import io.fivewhys.budget.BudgetExceeded;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.WorkingMemory;
import io.fivewhys.explain.Explanation.Condition;
import io.fivewhys.explain.Explanation.Match;
import io.fivewhys.explain.Explanation.Status;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Words;
import io.fivewhys.rulebook.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.model.Rule;

/**
 * (Rulebook, Snapshot, name of a rule) → {@link Explanation}, and nothing else. Safe for use by
 * several threads.
 */
public final class Explainer {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Diagnoser diagnoser;

  public Explainer(Diagnoser diagnoser) {
    this.diagnoser = diagnoser;
  }

  /**
   * @throws NoSuchRule when the rulebook has none of this name
   * @throws io.fivewhys.diagnose.DiagnosisFailed when the evaluation fails
   */
  public Explanation explain(Rulebook rulebook, Snapshot snapshot, String ruleName) {
    Rules rules = new Rules(rulebook);
    // Before the work: a name that is mistyped should cost nothing.
    rules.named(ruleName);
    WorkingMemory memory = diagnoser.workingMemory(rulebook, snapshot);
    // The rule's own code runs once more, so it gets no more than it had then.
    return Budget.within(diagnoser.budget(), () -> explain(rulebook, rules, memory, ruleName));
  }

  /**
   * The same of several rules, over one evaluation.
   *
   * @return in the order of the names
   */
  public List<Explanation> explain(Rulebook rulebook, Snapshot snapshot, List<String> ruleNames) {
    Rules rules = new Rules(rulebook);
    ruleNames.forEach(rules::named);
    if (ruleNames.isEmpty()) {
      return List.of();
    }
    WorkingMemory memory = diagnoser.workingMemory(rulebook, snapshot);
    return ruleNames.stream()
        .map(
            name -> Budget.within(diagnoser.budget(), () -> explain(rulebook, rules, memory, name)))
        .toList();
  }

  /** The same over an evaluation that is at hand. */
  static Explanation explain(
      Rulebook rulebook, Rules rules, WorkingMemory memory, String ruleName) {
    Rules.Written written = rules.named(ruleName);
    Rule compiled =
        rules
            .compiled(written)
            .orElseThrow(() -> new IllegalStateException("not compiled: " + ruleName));
    String stage = compiled.getAttribute(Rule.Attribute.AGENDA_GROUP);
    Walk walk = new Walk(rules, memory, stage);
    walk.through(Step.of(written.file(), written.rule(), compiled.getView()));
    boolean atSomeTime = memory.fired().contains(ruleName);
    boolean fired = atSomeTime && (walk.cut || !walk.matches.isEmpty());
    return new Explanation(
        ruleName,
        written.file().path(),
        written.rule().getLine(),
        stage,
        fired,
        atSomeTime && !fired,
        summary(atSomeTime, fired, walk),
        new Explanation.Matches(
            walk.matches.size(),
            walk.matches.stream()
                .limit(Explanation.MOST_LISTED)
                .map(it -> new Match(walk.things.things(it.found()), Things.simple(it.values())))
                .toList()),
        walk.conditions,
        walk.cut,
        rulebook.revision());
  }

  /** Whether all conditions of a rule hold together, without reasons. */
  static boolean holds(Rules rules, WorkingMemory memory, String ruleName) {
    Rules.Written written = rules.named(ruleName);
    Rule compiled = rules.compiled(written).orElseThrow();
    Join join =
        new Join(
            memory.at(compiled.getAttribute(Rule.Attribute.AGENDA_GROUP)), new Effort(LONGEST));
    return !join.each(Partial.EMPTY, compiled.getView(), _ -> false);
  }

  private static String summary(boolean atSomeTime, boolean fired, Walk walk) {
    String matched =
        walk.matches.isEmpty() ? "" : Words.count(walk.matches.size(), "combination") + " of facts";
    Optional<Condition> failed =
        walk.conditions.stream().filter(it -> it.status() != Status.MATCHED).findFirst();
    if (fired) {
      return "It fired: its conditions hold for " + (walk.cut ? "at least " : "") + matched + ".";
    }
    if (atSomeTime) {
      return "It fired and what it concluded was taken back, since its conditions came not to hold"
          + failed
              .map(it -> ": line " + it.line() + ", " + it.text() + ". " + it.why())
              .orElse(".");
    }
    String cut = walk.cut ? " There was more to try than is tried." : "";
    return failed
        .map(it -> "It did not fire: line " + it.line() + ", " + it.text() + ". " + it.why() + cut)
        .orElse("It did not fire, although its conditions hold for " + matched + ".");
  }

  /** From condition to condition, as long as something passes. */
  private static final class Walk {
    private final Join join;
    private final Things things;
    private final WhyNot whyNot;
    private final List<Condition> conditions = new ArrayList<>();
    private List<Partial> matches = List.of(Partial.EMPTY);
    private boolean cut;

    Walk(Rules rules, WorkingMemory memory, String stage) {
      this.join = new Join(memory.at(stage), new Effort(LONGEST));
      this.things = new Things(memory);
      this.whyNot = new WhyNot(join, memory, rules);
    }

    void through(List<Step> steps) {
      boolean over = false;
      for (Step step : steps) {
        if (over) {
          conditions.add(shown(step, 0, 0, List.of(), WhyNot.Reason.of(Status.NOT_REACHED, "")));
          continue;
        }
        over = !pass(step);
      }
      if (over) {
        matches = List.of();
      }
    }

    private boolean pass(Step step) {
      int came = matches.size();
      try {
        List<Partial> passed = passing(step);
        if (passed.isEmpty()) {
          WhyNot.Reason reason = whyNot.of(step, matches);
          conditions.add(shown(step, came, 0, reason.found(), reason));
          return false;
        }
        List<Object> found = new ArrayList<>();
        int before = matches.getFirst().found().size();
        passed.forEach(it -> found.addAll(it.found().subList(before, it.found().size())));
        conditions.add(
            shown(
                step,
                came,
                passed.size(),
                things.things(found),
                WhyNot.Reason.of(Status.MATCHED, "")));
        matches = passed;
        return true;
      } catch (Effort.Spent | BudgetExceeded | StackOverflowError _) {
        cut = true;
        String why = "There is too much to try for an answer.";
        conditions.add(
            shown(step, came, 0, List.of(), WhyNot.Reason.of(Status.NOT_EXPLAINED, why)));
        return false;
      } catch (Unexplainable e) {
        String why = "This cannot be taken apart: " + e.getMessage() + ".";
        conditions.add(
            shown(step, came, 0, List.of(), WhyNot.Reason.of(Status.NOT_EXPLAINED, why)));
        return false;
      }
    }

    private List<Partial> passing(Step step) {
      List<Partial> passed = new ArrayList<>();
      for (Partial partial : matches) {
        join.all(
            partial,
            step.conditions(),
            more -> {
              passed.add(more);
              return passed.size() < Effort.MOST_MATCHES;
            });
        if (passed.size() >= Effort.MOST_MATCHES) {
          cut = true;
          break;
        }
      }
      return passed;
    }

    private static Condition shown(
        Step step, int came, int passed, List<Explanation.Thing> found, WhyNot.Reason reason) {
      return new Condition(
          step.text(),
          step.line(),
          reason.status(),
          came,
          passed,
          found,
          reason.why(),
          reason.nearest(),
          reason.blind(),
          reason.makers());
    }
  }
}
