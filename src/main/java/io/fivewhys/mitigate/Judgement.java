package io.fivewhys.mitigate;

import java.util.List;
import java.util.Optional;

/**
 * What planning and guards say of an intervention.
 *
 * @param plan empty when it could not be made
 * @param reach what it would touch
 * @param refusals everything that objects; none: it may be done as the decision says
 */
public record Judgement(
    Optional<Plan> plan, Reach reach, Decision decision, List<Refusal> refusals) {
  public Judgement {
    refusals = List.copyOf(refusals);
    if (plan.isEmpty() && refusals.isEmpty()) {
      throw new IllegalArgumentException("without a plan somebody must object");
    }
  }
}
