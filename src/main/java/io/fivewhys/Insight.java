package io.fivewhys;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.explain.Explainer;
import io.fivewhys.explain.Explanation;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.rule.RuleInsight;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.vocabulary.Vocabulary;
import io.fivewhys.vocabulary.VocabularyOf;
import java.util.function.Supplier;

/** Asks about whatever rulebook is in force. */
final class Insight implements RuleInsight {
  private final Supplier<Rulebook> inForce;
  private final Explainer explainer;
  private final Thresholds thresholds;
  private volatile Vocabulary last;

  Insight(Supplier<Rulebook> inForce, Diagnoser diagnoser, Thresholds thresholds) {
    this.inForce = inForce;
    this.explainer = new Explainer(diagnoser);
    this.thresholds = thresholds;
  }

  @Override
  public Explanation explain(Snapshot snapshot, String rule) {
    return explainer.explain(inForce.get(), snapshot, rule);
  }

  /** Made once for each revision, since all rules are read for it. */
  @Override
  public Vocabulary vocabulary() {
    Rulebook rulebook = inForce.get();
    Vocabulary known = last;
    if (known != null && known.revision().equals(rulebook.revision())) {
      return known;
    }
    Vocabulary made = VocabularyOf.rules(rulebook, thresholds);
    last = made;
    return made;
  }
}
