package io.fivewhys.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a back-test finds, and keeps the gravest changes. */
final class Tally {
  /** So many first snapshots on which the candidate alone fails are enough to know. */
  static final int FIRST_ONES = 5;

  private final int mostListed;
  private final Map<Difference, Integer> differences = new EnumMap<>(Difference.class);
  private final List<ChangedDiagnosis> changes = new ArrayList<>();
  private int compared;
  private int changed;
  private int incomparable;
  private int mitigationChanged;
  private int candidateFailed;

  Tally(int mostListed) {
    this.mostListed = mostListed;
    for (Difference kind : Difference.values()) {
      differences.put(kind, 0);
    }
  }

  void add(BackTest.Compared one) {
    compared++;
    if (one.bothFail()) {
      incomparable++;
    }
    one.changed().ifPresent(this::add);
  }

  private void add(ChangedDiagnosis change) {
    changed++;
    change.differences().forEach(kind -> differences.merge(kind, 1, Integer::sum));
    if (change.countsAsMitigation()) {
      mitigationChanged++;
    }
    if (change.differences().contains(Difference.FAILS)) {
      candidateFailed++;
    }
    changes.add(change);
    if (changes.size() > 2 * mostListed) {
      keepTheGravest();
    }
  }

  int compared() {
    return compared;
  }

  /** Whether the candidate failed on every one of the first, where the other did not. */
  boolean alwaysFails() {
    return candidateFailed >= FIRST_ONES && candidateFailed == compared - incomparable;
  }

  BackTestReport report(String active, String candidate, BackTestReport.Ended ended) {
    keepTheGravest();
    return new BackTestReport(
        active,
        candidate,
        ended,
        compared,
        compared - changed - incomparable,
        changed,
        incomparable,
        mitigationChanged,
        java.util.Collections.unmodifiableMap(new EnumMap<>(differences)),
        List.copyOf(changes));
  }

  private void keepTheGravest() {
    // The sort is stable: among equals the order is that of the snapshots.
    changes.sort(Comparator.comparing(change -> change.differences().getFirst()));
    if (changes.size() > mostListed) {
      changes.subList(mostListed, changes.size()).clear();
    }
  }
}
