package io.fivewhys.incident;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of one incident.
 *
 * @param before as it is now; empty for one that is opened
 * @param after as it is to be
 * @param entries one for each change, of consecutive versions; none when only what was seen last is
 *     noted
 */
public record Step(Optional<Incident> before, Incident after, List<TimelineEntry> entries) {
  public Step {
    entries = List.copyOf(entries);
  }

  public boolean isChange() {
    return !entries.isEmpty();
  }
}
