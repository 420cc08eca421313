package io.fivewhys.http.diagnosis;

import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.trial.Shadow;

/**
 * What diagnoses are made with, and where they are kept.
 *
 * @param desk makes them
 * @param history those that are kept
 * @param rules with which a kept one can be told again
 * @param shadow sees what was posted, after it was answered
 */
public record DiagnosisParts(
    DiagnosisDesk desk, DiagnosisHistory history, RulesInForce rules, Shadow shadow) {}
