package io.fivewhys.logs;

import io.fivewhys.fact.Fact;
import java.util.List;

/**
 * What the lines of a snapshot say.
 *
 * @param derived facts to stand behind the snapshot's own, in an order that does not depend on
 *     theirs
 * @param readings one for each fact with lines, in the snapshot's order
 */
public record Readings(List<Fact> derived, List<LogReading> readings) {
  public Readings {
    derived = List.copyOf(derived);
    readings = List.copyOf(readings);
  }
}
