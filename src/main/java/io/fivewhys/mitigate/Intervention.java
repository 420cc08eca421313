package io.fivewhys.mitigate;

import io.fivewhys.incident.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is to be done about an incident, from the recommendation to whether it helped. A
 * value: every change makes another of the next version.
 *
 * @param id sorts by time
 * @param incident what it is done about
 * @param requested who wants it, {@link io.fivewhys.incident.Actor#SERVICE} or a person
 * @param plan what exactly would be done; empty until the target was looked at
 * @param reach what the plan would touch
 * @param decision what the policy said last
 * @param refusals who objected when it was judged last
 * @param approved who approved, for which {@link Plan#hash} as its reason begins
 * @param expiresAt when an approval is not waited for, or counts, any longer
 * @param fence grows with every intent of anybody; who holds a smaller one than is here has been
 *     given up
 * @param begunAt when its intent was written, if that holds
 * @param claimedUntil until when nobody else looks after it
 * @param before how things stood right before
 * @param actedAt when it was done
 * @param verifyFrom looks count whose window begins later
 * @param verifyUntil when it is given up that it helps
 * @param assessment what the last look said
 * @param inverseOf id of the one that this takes back
 * @param heldBack how often its intent was written and it was not done after all
 * @param notBefore until when it is not judged again, since it was held back
 * @param dueAt when it has to be looked at again; empty when it waits for nothing but people
 * @param version 1 when it is planned, then counting its changes
 */
public record Intervention(
    String id,
    String incident,
    Recommendation recommendation,
    Mark requested,
    InterventionState state,
    Optional<Plan> plan,
    Optional<Reach> reach,
    Optional<Decision> decision,
    List<Refusal> refusals,
    Optional<Mark> approved,
    Optional<Instant> expiresAt,
    long fence,
    Optional<Instant> begunAt,
    Optional<Instant> claimedUntil,
    Optional<Measure> before,
    Optional<Instant> actedAt,
    Optional<Instant> verifyFrom,
    Optional<Instant> verifyUntil,
    Optional<Assessment> assessment,
    Optional<String> inverseOf,
    int heldBack,
    Optional<Instant> notBefore,
    Optional<Instant> dueAt,
    long version) {
  public Intervention {
    refusals = List.copyOf(refusals);
  }

  public String gateway() {
    return recommendation.gateway();
  }

  /** As planned, else as recommended. */
  public Remedy remedy() {
    return plan.map(Plan::remedy).orElse(recommendation.remedy());
  }

  /** Whether it does the same to the same: the plan may name the target more fully. */
  public boolean isAbout(Remedy other) {
    return remedy().action() == other.action()
        && (remedy().targetKey().equals(other.targetKey())
            || recommendation.remedy().targetKey().equals(other.targetKey()));
  }

  InterventionEditor edit() {
    return new InterventionEditor(this);
  }
}
