package io.fivewhys.fact;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the network between two places does: nodes, zones, workloads.
 *
 * @param from one end
 * @param to the other end
 * @param lossRatio share of packets lost
 * @param latencyMillis round trip
 * @param baselineLatencyMillis usual round trip
 * @param reachable whether anything gets through
 * @param since since when
 */
public record NetworkPath(
    @Shape(Shape.Kind.NAME) String from,
    @Shape(Shape.Kind.NAME) String to,
    @Shape(Shape.Kind.RATIO) OptionalDouble lossRatio,
    OptionalDouble latencyMillis,
    OptionalDouble baselineLatencyMillis,
    Optional<Boolean> reachable,
    Optional<Instant> since)
    implements Fact {

  /** Known not to let anything through. */
  public boolean isCut() {
    return reachable.isPresent() && !reachable.get();
  }

  /** Known to lose at least this share of packets, 0.0 to 1.0. */
  public boolean losesAtLeast(double share) {
    return lossRatio.isPresent() && lossRatio.getAsDouble() >= share;
  }

  /** It begins or ends here. */
  public boolean touches(String place) {
    return from.equals(place) || to.equals(place);
  }
}
