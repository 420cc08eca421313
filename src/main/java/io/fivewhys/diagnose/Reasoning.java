package io.fivewhys.diagnose;

import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Finding;
import java.util.SortedMap;
import java.util.TreeMap;

/** A diagnosis together with what each rule concluded on the way to it. */
public final class Reasoning {
  /** Spreads the hashes of texts, so that sums of a few of them hardly ever agree by accident. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Diagnosis diagnosis;
  private final Evaluation evaluation;

  Reasoning(Diagnosis diagnosis, Evaluation evaluation) {
    this.diagnosis = diagnosis;
    this.evaluation = evaluation;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /**
   * Every rule that concluded something that still holds, by name, with a number that stands for
   * what it concluded: whoever compares two reasonings about one snapshot sees which rules are new,
   * gone, or say something else. Of what two rules concluded alike only one is named.
   */
  public SortedMap<String, Long> rules() {
    var rules = new TreeMap<String, Long>();
    evaluation
        .ruleOf()
        .forEach(
            (concluded, rule) ->
                rules.merge(rule, SPREAD * words(concluded).hashCode() + 1, Long::sum));
    return rules;
  }

  /** Without the facts it rests on, which the snapshot decides and not the rule. */
  private static String words(Object concluded) {
    return switch (concluded) {
      case Finding it -> it.sign() + '\n' + it.subject() + '\n' + it.statement();
      case Evidence it ->
          it.hypothesis().toString() + it.weight() + '\n' + it.mechanism() + '\n' + it.statement();
      // Types that a rulebook declares itself may have an identity for a text.
      case Record other -> other.toString();
      default -> concluded.getClass().getName();
    };
  }
}
