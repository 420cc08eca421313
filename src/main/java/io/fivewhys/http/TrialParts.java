package io.fivewhys.http;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.RecordedSnapshots;
import io.fivewhys.trial.Shadow;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What candidates are tried with.
 *
 * @param compiler that of the rules in force, which has compiled most of a candidate already;
 *     throws {@link io.fivewhys.rulebook.RulebookRefused}
 * @param record takes a snapshot and its answer to keep them; returns at once and never throws
 */
public record TrialParts(
    Function<RuleFiles, Rulebook> compiler,
    BackTest backTest,
    RecordedSnapshots recorded,
    BiConsumer<Snapshot, Diagnosis> record,
    Shadow shadow) {

  /** Tells whoever keeps or tries snapshots of one, after it was answered. */
  void answered(Snapshot snapshot, Diagnosis diagnosis) {
    record.accept(snapshot, diagnosis);
    shadow.observe(snapshot, diagnosis);
  }
}
