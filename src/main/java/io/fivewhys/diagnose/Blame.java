package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.budget.BudgetExceeded;
import io.fivewhys.inference.Words;
import io.fivewhys.rulebook.sandbox.RuleBlame;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says which rule made an evaluation fail, and what to do about it. */
final class Blame {
  /** A rule that fired so often and most of all feeds itself, directly or with others. */
  private static final long MANY_FIRINGS = 1_000;

  private static final int LONGEST_REASON = 300;

  private final RuleBlame rulebook;
  private final Firings firings;
  private final Map<Object, String> ruleOf;

  /**
   * @param ruleOf which rule concluded each object
   */
  Blame(RuleBlame rulebook, Firings firings, Map<Object, String> ruleOf) {
    this.rulebook = rulebook;
    this.firings = firings;
    this.ruleOf = ruleOf;
  }

  /**
   * @param failure anything that came out of the rules; asked on the thread that they ran on
   */
  DiagnosisFailed of(Throwable failure) {
    BudgetExceeded exceeded = find(BudgetExceeded.class, failure);
    if (exceeded != null) {
      return exceeded(exceeded);
    }
    if (find(StackOverflowError.class, failure) != null) {
      List<String> rules = rules(failure);
      return new DiagnosisFailed(
          DiagnosisFailed.Code.TOO_DEEP,
          rules,
          subject(rules) + " went deeper than the stack is: it calls itself, or nests values",
          failure);
    }
    if (find(OutOfMemoryError.class, failure) != null) {
      List<String> rules = rules(failure);
      return new DiagnosisFailed(
          DiagnosisFailed.Code.MEMORY_EXCEEDED,
          rules,
          subject(rules) + " was stopped: there was no memory left for what it wanted",
          failure);
    }
    List<String> rules = rules(failure);
    return new DiagnosisFailed(
        DiagnosisFailed.Code.RULE_FAILED,
        rules,
        subject(rules) + " failed: " + reason(failure),
        failure);
  }

  private DiagnosisFailed exceeded(BudgetExceeded exceeded) {
    DiagnosisFailed.Code code =
        switch (exceeded.limit()) {
          case TIME -> DiagnosisFailed.Code.TIME_EXCEEDED;
          case DEADLINE -> DiagnosisFailed.Code.DEADLINE_EXCEEDED;
          case FIRINGS -> DiagnosisFailed.Code.TOO_MANY_FIRINGS;
          case MEMORY, CONCLUSIONS -> DiagnosisFailed.Code.MEMORY_EXCEEDED;
        };
    List<String> rules =
        switch (exceeded.limit()) {
          case FIRINGS -> firings.busiest().map(List::of).orElse(List.of());
          case CONCLUSIONS -> most().map(List::of).orElse(List.of());
          case TIME, DEADLINE, MEMORY -> rules(exceeded);
        };
    return new DiagnosisFailed(
        code,
        rules,
        subject(rules)
            + " was stopped: "
            + exceeded.getMessage()
            + fired(rules)
            + advice(exceeded.limit()),
        exceeded);
  }

  private static String advice(BudgetExceeded.Limit limit) {
    return switch (limit) {
      case TIME ->
          ". Look for a loop, a search or a join without conditions; the limit is"
              + " diagnosis.budget.time";
      case DEADLINE ->
          ". Look for a join without conditions, or a machine too busy; the limit is"
              + " diagnosis.deadline";
      case FIRINGS ->
          ". Look for rules that conclude what they themselves ask for; the limit is"
              + " diagnosis.budget.firings";
      case MEMORY ->
          ". Look for what grows, as a join without conditions; the limit is"
              + " diagnosis.budget.allocated-bytes";
      case CONCLUSIONS ->
          ". Look for what it concludes for each of many, as pairs or lines, and collect them";
    };
  }

  /** The code that ran, else the join that was made, else the consequence, else who was busiest. */
  private List<String> rules(Throwable failure) {
    List<String> rules = rulebook.rulesOf(failure);
    if (rules.isEmpty()) {
      rules = Budget.blamed();
    }
    if (rules.isEmpty()) {
      rules = firings.running();
    }
    if (rules.isEmpty()) {
      // Between firings and after them: what there is to weigh and to tell takes the time.
      rules = most().map(List::of).orElse(List.of());
    }
    return rules;
  }

  /** The rule that concluded most of what holds. */
  private Optional<String> most() {
    Map<String, Long> counts = new TreeMap<>();
    ruleOf.values().forEach(rule -> counts.merge(rule, 1L, Long::sum));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private String fired(List<String> rules) {
    return rules.stream()
        .filter(it -> firings.of(it) >= MANY_FIRINGS)
        .map(it -> "; it fired " + Words.number(firings.of(it)) + " times")
        .findFirst()
        .orElse("");
  }

  private String subject(List<String> rules) {
    return switch (rules.size()) {
      case 0 -> "a rule";
      case 1 -> "the rule " + named(rules.getFirst());
      default ->
          "one of the rules "
              + rules.stream().limit(5).map(this::named).collect(Collectors.joining(", "));
    };
  }

  private String named(String rule) {
    return "\"" + rule + "\"" + rulebook.fileOf(rule).map(it -> " (" + it + ")").orElse("");
  }

  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    String reason = String.valueOf(innermost);
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }

  private static <T extends Throwable> T find(Class<T> type, Throwable failure) {
    int depth = 0;
    for (Throwable at = failure; at != null && depth < 100; at = at.getCause(), depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
