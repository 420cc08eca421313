package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A workload grows to a bound, and by one step at a time: whatever wants more is no rush that more
 * of the same would help against, and pods cost money.
 *
 * @param most replicas of a workload
 * @param growth how many times as many as there should be now
 */
record MostReplicas(int most, int growth) implements Guard {
  @Override
  public String name() {
    return "most-replicas";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    return switch (it.plan().remedy()) {
      case Remedy.ScaleOut(var _, OptionalInt replicas) ->
          replicas.isPresent()
              ? objection(it, replicas.getAsInt())
              : refuse("a number", "unknown", "how many replicas it would have is not known");
      case Remedy.RestartWorkload _,
          Remedy.DeletePod _,
          Remedy.UndoRollout _,
          Remedy.ResetCircuitBreaker _,
          Remedy.RevertConfig _ ->
          Optional.empty();
    };
  }

  private Optional<Refusal> objection(Case it, int replicas) {
    if (replicas > most) {
      return refuse(
          most + " at most",
          Integer.toString(replicas),
          "it would have %d replicas; find out what the load is, or do it by hand"
              .formatted(replicas));
    }
    OptionalInt desired = it.reach().desired();
    if (desired.isEmpty() || replicas > (long) growth * Math.max(1, desired.getAsInt())) {
      String now = desired.isEmpty() ? "unknown" : Integer.toString(desired.getAsInt());
      return refuse(
          growth + " times as many as now at most",
          "%d of %s".formatted(replicas, now),
          "it would grow from %s to %d replicas at once; do it in steps, or by hand"
              .formatted(now, replicas));
    }
    return Optional.empty();
  }

  private Optional<Refusal> refuse(String limit, String value, String words) {
    return Optional.of(new Refusal(name(), limit, value, words));
  }
}
