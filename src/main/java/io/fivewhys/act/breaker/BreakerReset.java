package io.fivewhys.act.breaker;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.web.WebAnswer;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Prepared;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the resets, one after the other, stops at the first that fails, and looks again. Nothing is
 * sent later than {@link #GOOD_FOR} after it was prepared: somebody else may have taken it over by
 * then, and breakers know no fence.
 */
final class BreakerReset implements Prepared {
  static final Duration GOOD_FOR = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int MOST_LOOKS = 4;
  private static final int REQUEST_TIMEOUT = 408;

  private final BreakerPlaces places;
  private final String target;
  private final List<HeldBreaker> open;
  private final long preparedNanos;

  /**
   * @param preparedNanos when it was seen that all holds, by {@link System#nanoTime}
   */
  BreakerReset(BreakerPlaces places, String target, List<HeldBreaker> open, long preparedNanos) {
    this.places = places;
    this.target = target;
    this.open = open;
    this.preparedNanos = preparedNanos;
  }

  @Override
  public Acted act() throws InterruptedException {
    Set<String> sent = new HashSet<>();
    Optional<String> accepted = Optional.empty();
    Optional<ResetOutcome.Trouble> trouble = Optional.empty();
    for (HeldBreaker each : open) {
      if (trouble.isPresent() || !sent.add(each.address())) {
        continue;
      }
      if (System.nanoTime() - preparedNanos > GOOD_FOR.toNanos()) {
        trouble = Optional.of(ResetOutcome.Trouble.refused("it was prepared too long ago"));
        continue;
      }
      try {
        WebAnswer answer = each.place().reset(each.breaker());
        String words = each.place().words(each.breaker(), answer);
        trouble = trouble(answer.status(), words);
        accepted = trouble.isEmpty() ? Optional.of(words) : accepted;
      } catch (SourceFailed e) {
        trouble = Optional.of(ResetOutcome.Trouble.silent(e.getMessage()));
      }
    }
    return outcome(accepted, trouble);
  }

  private static Optional<ResetOutcome.Trouble> trouble(int status, String words) {
    if (status / 100 == 2) {
      return Optional.empty();
    }
    boolean refused = status / 100 == 4 && status != REQUEST_TIMEOUT;
    return Optional.of(
        refused ? ResetOutcome.Trouble.refused(words) : ResetOutcome.Trouble.failed(words));
  }

  private Acted outcome(Optional<String> accepted, Optional<ResetOutcome.Trouble> trouble)
      throws InterruptedException {
    ResetOutcome outcome = ResetOutcome.of(open, places.look(target), accepted, trouble);
    for (int look = 1; look < MOST_LOOKS && outcome.mayChange(); look++) {
      Thread.sleep(PAUSE);
      outcome = ResetOutcome.of(open, places.look(target), accepted, trouble);
    }
    return outcome.acted();
  }
}
