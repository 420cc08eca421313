package io.fivewhys.mitigate;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;

/**
 * All that guards judge by.
 *
 * @param intervention its id
 * @param incident what it is about
 * @param snapshot what the last look saw
 * @param diagnosis what that means
 */
public record Case(
    String intervention,
    String incident,
    Recommendation recommendation,
    Plan plan,
    Reach reach,
    Decision decision,
    Snapshot snapshot,
    Diagnosis diagnosis,
    World world) {}
