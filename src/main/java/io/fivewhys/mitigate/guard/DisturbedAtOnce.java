package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Not too many ready pods are away at once.
 *
 * @param mostPods in number
 * @param mostPercent of those that the workload should have, 1 to 100; the stricter holds
 */
record DisturbedAtOnce(int mostPods, int mostPercent) implements Guard {
  private static final int ALL = 100;

  @Override
  public String name() {
    return "disturbed-at-once";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    OptionalInt disturbed = it.reach().disturbed();
    OptionalInt desired = it.reach().desired();
    if (disturbed.isPresent() && disturbed.getAsInt() == 0) {
      return Optional.empty();
    }
    if (disturbed.isEmpty() || desired.isEmpty()) {
      return Optional.of(
          new Refusal(
              name(),
              limit(),
              "unknown",
              "how many pods would be away at once is not known; do it by hand"));
    }
    long pods = disturbed.getAsInt();
    boolean isTooMany = pods > mostPods || pods * ALL > (long) mostPercent * desired.getAsInt();
    if (!isTooMany) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            name(),
            limit(),
            "%d of %d pods".formatted(pods, desired.getAsInt()),
            "%d of %d pods of %s would be away at once; lower its maxUnavailable, or do it by hand"
                .formatted(pods, desired.getAsInt(), it.plan().remedy().target())));
  }

  private String limit() {
    return "%d pods and %d %% at most".formatted(mostPods, mostPercent);
  }
}
