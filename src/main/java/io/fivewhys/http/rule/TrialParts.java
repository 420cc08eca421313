package io.fivewhys.http.rule;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.revision.DraftCheck;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.RecordedSnapshots;
import io.fivewhys.trial.Shadow;
import java.util.function.Function;

/**
 * What candidates are tried with.
 *
 * @param compiler that of the rules in force, which has compiled most of a candidate already;
 *     throws {@link io.fivewhys.rulebook.RulebookRefused}
 */
public record TrialParts(
    Function<RuleFiles, Rulebook> compiler,
    BackTest backTest,
    RecordedSnapshots recorded,
    Shadow shadow,
    Diagnoser diagnoser,
    DraftCheck drafts) {}
