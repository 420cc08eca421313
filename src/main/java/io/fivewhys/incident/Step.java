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

  /** The same, naming the diagnosis that was named before. */
  public Step keepingDiagnosis() {
    if (before.isEmpty()) {
      return this;
    }
    Editor editor = after.edit();
    editor.lastDiagnosis = before.get().lastDiagnosis();
    return new Step(before, editor.done(after.version()), entries);
  }
}
