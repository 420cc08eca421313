package io.fivewhys.mitigate;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import java.util.Optional;

/**
 * All that guards judge by.
 *
 * @param intervention its id
 * @param incident what it is about
 * @param decision what the policy said when it was judged; whoever approved, approved that
 * @param snapshot what the last look saw
 * @param diagnosis what that means
 * @param inverseOf id of the intervention that this takes back, which is no second try
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
    World world,
    Optional<String> inverseOf) {

  /** Takes nothing back. */
  public Case(
      String intervention,
      String incident,
      Recommendation recommendation,
      Plan plan,
      Reach reach,
      Decision decision,
      Snapshot snapshot,
      Diagnosis diagnosis,
      World world) {
    this(
        intervention,
        incident,
        recommendation,
        plan,
        reach,
        decision,
        snapshot,
        diagnosis,
        world,
        Optional.empty());
  }
}
