package io.fivewhys.act.breaker;

import io.fivewhys.collect.breaker.ListedBreaker;
import io.fivewhys.fact.CircuitBreaker.State;

/**
 * A breaker and the place that holds it.
 *
 * @param gateway its name, for where no instance is told
 */
record HeldBreaker(BreakerPlace place, ListedBreaker breaker, String gateway) {
  /** Says which one, the same at every look: {@code orders at gateway-1}. */
  String words() {
    String host = breaker.host().map(it -> " of " + it).orElse("");
    return breaker.name() + host + " at " + breaker.instance().orElse(gateway);
  }

  /** A trial now and then is part of being open; a plan must not change with each of them. */
  State settled() {
    return breaker.state() == State.HALF_OPEN ? State.OPEN : breaker.state();
  }

  String change() {
    String change = "breaker %s: %s → CLOSED".formatted(words(), settled().name());
    return ResetCall.sideEffect(place.config()).map(it -> change + "; " + it).orElse(change);
  }

  /** As it is reset: instances behind one address share a request. */
  String address() {
    return place.name() + " " + breaker.key();
  }
}
