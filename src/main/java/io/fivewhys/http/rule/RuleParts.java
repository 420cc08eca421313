package io.fivewhys.http.rule;

import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.http.serve.SnapshotReading;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.store.Diagnoses;

/**
 * The rules, and what is asked of them.
 *
 * @param rules what is in force, and the way to change it
 * @param insight into the rules in force
 * @param trial what candidates are tried with
 * @param reading reads the snapshot in the body of a trial
 * @param diagnoses whose snapshots a draft can be tried with
 * @param kept how often rules fired, and what people said of them
 */
public record RuleParts(
    RulesInForce rules,
    RuleInsight insight,
    TrialParts trial,
    SnapshotReading reading,
    Diagnoses diagnoses,
    KeptParts kept) {}
