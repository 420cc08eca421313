package io.fivewhys.act.breaker;

import io.fivewhys.collect.breaker.ListedBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What became of a reset that somebody else began. Breakers know no fence, so that nothing can be
 * sealed: whoever began sends nothing any more by then, see {@link BreakerReset}. A reset may be
 * made twice without harm, and still is not repeated: the breaker may have opened again for good
 * reasons.
 */
final class Settlement {
  /** By how much the clocks of gateway and service may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private Settlement() {}

  static Acted of(Plan plan, Ticket ticket, Sighting now) {
    if (!now.blind().isEmpty()) {
      return new Acted.Unknown(now.blind().stream().map(Refusal::words).collect(joined()));
    }
    List<String> closed = new ArrayList<>();
    List<HeldBreaker> open = new ArrayList<>();
    for (String words : plan.state().orElse("").split("\n")) {
      Optional<HeldBreaker> found = now.named(words);
      if (found.isEmpty() || found.get().breaker().state() == State.UNKNOWN) {
        return new Acted.Unknown(words + " is not listed any more, or not with a state");
      }
      if (found.get().breaker().isNotClosed()) {
        open.add(found.get());
      } else {
        closed.add(words);
      }
    }
    if (open.isEmpty()) {
      return new Acted.Done(String.join(", ", closed) + ": closed now, whoever closed it");
    }
    String still = open.stream().map(Settlement::told).collect(joined());
    return closed.isEmpty() && open.stream().allMatch(it -> isOlder(it.breaker(), ticket))
        ? new Acted.NotDone("never closed since it was planned: " + still)
        : new Acted.Unknown(
            "not closed: %s; it may have been closed and have opened again".formatted(still));
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("; ");
  }

  private static String told(HeldBreaker it) {
    String since = it.breaker().since().map(at -> " since " + at).orElse("");
    return it.words() + " is " + it.breaker().state() + since;
  }

  /** Whether it is in its state from before there was an intent, which is later than its id. */
  private static boolean isOlder(ListedBreaker breaker, Ticket ticket) {
    Optional<Instant> planned = time(ticket.intervention());
    return breaker.since().isPresent()
        && planned.filter(it -> breaker.since().get().isBefore(it.minus(SKEW))).isPresent();
  }

  /** When an id was made, a UUID of version 7 (RFC 9562). */
  private static Optional<Instant> time(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.version() == 7
          ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
