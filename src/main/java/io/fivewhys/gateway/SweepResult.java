package io.fivewhys.gateway;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;

/**
 * What came of one look at one gateway.
 *
 * @param snapshot what was seen, with a Blind fact for each source that saw nothing
 * @param diagnosis what it means, as it is kept: with its id
 */
public record SweepResult(Snapshot snapshot, Diagnosis diagnosis) {}
