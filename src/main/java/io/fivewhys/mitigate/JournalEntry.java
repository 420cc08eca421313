package io.fivewhys.mitigate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One change of an intervention, never altered afterwards.
 *
 * @param version of the intervention that the change made; the key, together with its id
 * @param actor who did it
 * @param from empty for the first
 * @param text what happened and why, for people
 * @param refusals who objected, where somebody did
 */
public record JournalEntry(
    String intervention,
    long version,
    Instant at,
    String actor,
    Optional<InterventionState> from,
    InterventionState to,
    String text,
    List<Refusal> refusals) {
  public JournalEntry {
    refusals = List.copyOf(refusals);
  }
}
