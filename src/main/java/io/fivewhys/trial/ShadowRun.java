package io.fivewhys.trial;

import io.fivewhys.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One candidate in the shadow and what is known of it. Safe for use by several threads. */
final class ShadowRun {
  /** Fewer failures than this may be accidents, unless they are all that there is. */
  private static final int FEW_FAILURES = 20;

  private static final int FIRST_ONES = 5;
  private static final int FAILING_SHARE = 10;
  private static final int ENOUGH_TO_TIME = 20;
  private static final int SLOW_SHARE = 4;

  private final Rulebook candidate;
  private final String author;
  private final Instant startedAt;
  private final Instant endsAt;
  private final Duration budget;
  private final int mostListed;
  private final Deque<ChangedDiagnosis> latest = new ArrayDeque<>();
  private final Map<Difference, Long> differences = new EnumMap<>(Difference.class);
  private String base;
  private Instant countingSince;
  private int restarts;
  private ShadowStatus.State state = ShadowStatus.State.RUNNING;
  private Optional<String> because = Optional.empty();
  private long evaluated;
  private long different;
  private long failed;
  private long skipped;
  private Duration taken = Duration.ZERO;

  /**
   * @param budget processor's time for one evaluation; whoever takes a quarter of it on average is
   *     too slow
   */
  ShadowRun(
      Rulebook candidate,
      String author,
      String base,
      Instant startedAt,
      Instant endsAt,
      Duration budget,
      int mostListed) {
    this.candidate = candidate;
    this.author = author;
    this.base = base;
    this.startedAt = startedAt;
    this.endsAt = endsAt;
    this.budget = budget;
    this.mostListed = mostListed;
    countingSince = startedAt;
    clear();
  }

  Rulebook candidate() {
    return candidate;
  }

  synchronized String base() {
    return base;
  }

  /** Whether it takes more; ends it when its time is over. */
  synchronized boolean runs(Instant now) {
    if (state == ShadowStatus.State.RUNNING && !now.isBefore(endsAt)) {
      end(ShadowStatus.State.OVER, "its time is over");
    }
    return state == ShadowStatus.State.RUNNING;
  }

  /** Compares with another revision from now on. */
  synchronized void restart(String newBase, Instant now) {
    base = newBase;
    countingSince = now;
    restarts++;
    clear();
  }

  synchronized void skip() {
    skipped++;
  }

  synchronized void count(Optional<ChangedDiagnosis> change, Duration worked) {
    evaluated++;
    taken = taken.plus(worked);
    change.ifPresent(this::count);
    if (state == ShadowStatus.State.RUNNING) {
      reasonToEnd().ifPresent(reason -> end(ShadowStatus.State.FAILED, reason));
    }
  }

  private void count(ChangedDiagnosis change) {
    different++;
    change.differences().forEach(kind -> differences.merge(kind, 1L, Long::sum));
    if (change.differences().contains(Difference.FAILS)) {
      failed++;
    }
    latest.addFirst(change);
    if (latest.size() > mostListed) {
      latest.removeLast();
    }
  }

  private Optional<String> reasonToEnd() {
    boolean always = failed >= FIRST_ONES && failed == evaluated;
    boolean often = failed >= FEW_FAILURES && failed * FAILING_SHARE > evaluated;
    if (always || often) {
      return Optional.of(
          "it failed on %d of %d snapshots, the last time: %s"
              .formatted(failed, evaluated, lastFailure()));
    }
    boolean slow =
        evaluated >= ENOUGH_TO_TIME
            && taken.dividedBy(evaluated).compareTo(budget.dividedBy(SLOW_SHARE)) > 0;
    return slow
        ? Optional.of(
            "it is too slow: %d ms of a processor for a snapshot, allowed are %d ms on average"
                .formatted(
                    taken.dividedBy(evaluated).toMillis(), budget.dividedBy(SLOW_SHARE).toMillis()))
        : Optional.empty();
  }

  private String lastFailure() {
    return latest.stream()
        .flatMap(change -> change.to().failure().stream())
        .map(Told.Failure::message)
        .findFirst()
        .orElse("unknown");
  }

  private void end(ShadowStatus.State ended, String reason) {
    state = ended;
    because = Optional.of(reason);
  }

  private void clear() {
    latest.clear();
    for (Difference kind : Difference.values()) {
      differences.put(kind, 0L);
    }
    evaluated = 0;
    different = 0;
    failed = 0;
    skipped = 0;
    taken = Duration.ZERO;
  }

  synchronized ShadowStatus status(String inForce) {
    return new ShadowStatus(
        state,
        candidate.revision(),
        base,
        !base.equals(inForce),
        restarts,
        author,
        startedAt,
        endsAt,
        countingSince,
        because,
        evaluated,
        different,
        failed,
        skipped,
        java.util.Collections.unmodifiableMap(new EnumMap<>(differences)),
        List.copyOf(latest));
  }
}
