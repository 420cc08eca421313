package io.fivewhys.mitigate;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What a plan touches, as the cluster is at the moment. Unknown is not zero.
 *
 * @param labels of the target
 * @param desired pods that the workload should have; empty where there is no workload, or it cannot
 *     be seen
 * @param ready pods of it that are ready
 * @param disturbed ready pods that may be away at once because of it; 0 for what touches none
 */
public record Reach(
    Map<String, String> labels, OptionalInt desired, OptionalInt ready, OptionalInt disturbed) {
  /** Of what touches no pod. */
  public static final Reach NOTHING =
      new Reach(Map.of(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(0));

  public Reach {
    labels = Map.copyOf(labels);
  }
}
