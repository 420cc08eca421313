package io.fivewhys.collect.alert;

import io.fivewhys.fact.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What hearing of an alert changes.
 *
 * <p>Deliveries come at least once and not in order: a retried one, or one of another Alertmanager
 * of the same cluster that has not heard of the end yet, arrives seconds to minutes after the
 * resolved one (prometheus/alertmanager#2447, #4008). One that arrives much later is none of these:
 * Prometheus was away, Alertmanager took the alert for ended, and it fires on with the same start.
 * The same may arrive sooner, which nobody can tell from the former: it is kept as a doubt, which
 * the other Alertmanager's own resolved delivery clears up; see {@link KeptAlert#at}.
 *
 * @param kept what is known from now on; empty when that is what was known before
 */
record AlertTurn(AlertOutcome outcome, Optional<KeptAlert> kept) {
  /** Longest time by which a delivery is overtaken by the one after it. */
  static final Duration LATEST = Duration.ofMinutes(10);

  /**
   * @param known what is known, if anything
   * @param leftOut alerts of the same group that the delivery left out
   */
  static AlertTurn of(Optional<KeptAlert> known, NotifiedAlert heard, long leftOut, Instant now) {
    if (known.isEmpty()) {
      return turn(heard.status(), kept(heard, leftOut, now, now, now));
    }
    KeptAlert before = known.get();
    if (isLate(before, heard, now)) {
      return new AlertTurn(AlertOutcome.LATE, doubted(before, heard, now));
    }
    boolean sameState =
        before.status() == heard.status()
            && (before.fires() || before.startsAt().equals(heard.startsAt()));
    Instant changedAt = sameState ? before.changedAt() : now;
    KeptAlert after = kept(heard, leftOut, before.firstAt(), changedAt, before.heardAt());
    if (after.equals(before)) {
      return new AlertTurn(AlertOutcome.REPEATED, Optional.empty());
    }
    return sameState
        ? new AlertTurn(AlertOutcome.UPDATED, Optional.of(after.heard(now)))
        : turn(heard.status(), after.heard(now));
  }

  /** What is to be remembered of one that came late; empty when that is what was known before. */
  private static Optional<KeptAlert> doubted(KeptAlert before, NotifiedAlert heard, Instant now) {
    if (before.fires()) {
      return Optional.empty();
    }
    return switch (heard.status()) {
      case FIRING -> Optional.of(before.doubted(now)).filter(_ -> before.doubtedAt().isEmpty());
      case RESOLVED -> Optional.of(before.undoubted()).filter(it -> !it.equals(before));
    };
  }

  private static AlertTurn turn(Alert.Status status, KeptAlert kept) {
    return new AlertTurn(
        switch (status) {
          case FIRING -> AlertOutcome.STARTED;
          case RESOLVED -> AlertOutcome.ENDED;
        },
        Optional.of(kept));
  }

  private static boolean isLate(KeptAlert before, NotifiedAlert heard, Instant now) {
    return switch (before.status()) {
      case FIRING ->
          switch (heard.status()) {
            case FIRING -> false;
            // The end of an earlier time that it fired.
            case RESOLVED -> isBefore(heard.endsAt(), before.startsAt());
          };
      case RESOLVED ->
          switch (heard.status()) {
            case FIRING -> !isAnotherTime(before, heard) && !isOld(before, now);
            case RESOLVED -> isBefore(heard.endsAt(), before.endsAt());
          };
    };
  }

  /** It fires again: it began after it had ended, or does not say when, so that it may have. */
  private static boolean isAnotherTime(KeptAlert before, NotifiedAlert heard) {
    return heard.startsAt().isEmpty()
        || isBefore(before.endsAt(), heard.startsAt())
        || before.endsAt().isEmpty() && isBefore(before.startsAt(), heard.startsAt());
  }

  private static boolean isOld(KeptAlert before, Instant now) {
    return before.changedAt().plus(LATEST).isBefore(now);
  }

  private static boolean isBefore(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && one.get().isBefore(other.get());
  }

  private static KeptAlert kept(
      NotifiedAlert heard, long leftOut, Instant firstAt, Instant changedAt, Instant heardAt) {
    return new KeptAlert(
        heard.fingerprint(),
        heard.status(),
        heard.labels(),
        heard.annotations(),
        heard.startsAt(),
        // While it fires it has no end, whatever else may be written there.
        heard.endsAt().filter(_ -> heard.status() == Alert.Status.RESOLVED),
        heard.generatorUrl(),
        leftOut,
        firstAt,
        changedAt,
        heardAt,
        Optional.empty());
  }
}
