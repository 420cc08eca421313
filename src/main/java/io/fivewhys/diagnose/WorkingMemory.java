package io.fivewhys.diagnose;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules had before them in one evaluation: for whoever asks afterwards why a rule fired or
 * did not.
 *
 * @param stages what was there when each stage had come to its end, by the stage's name: facts and
 *     views first, in the order in which rules met them, then what rules concluded
 * @param fired names of the rules that fired
 * @param madeBy the rule that concluded an object first, by identity
 * @param positions a fact's position in the snapshot, by identity; facts that log lines told come
 *     after those given
 * @param snapshot as given
 */
public record WorkingMemory(
    Map<String, List<Object>> stages,
    Set<String> fired,
    Map<Object, String> madeBy,
    Map<Fact, Integer> positions,
    Snapshot snapshot) {

  /** What a rule of this stage could see; the last stage's for one that names none. */
  public List<Object> at(String stage) {
    List<Object> seen = stages.get(stage);
    return seen == null ? stages.getOrDefault(Evaluation.LAST_STAGE, List.of()) : seen;
  }

  /** The rule that made it; empty for what came with the snapshot. */
  public Optional<String> rule(Object object) {
    return Optional.ofNullable(madeBy.get(object));
  }

  /** Its position among the snapshot's facts; empty for what is none of them. */
  public Optional<Integer> position(Object object) {
    return object instanceof Fact fact
        ? Optional.ofNullable(positions.get(fact))
        : Optional.empty();
  }
}
