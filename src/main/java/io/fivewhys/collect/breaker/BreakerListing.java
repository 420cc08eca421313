package io.fivewhys.collect.breaker;

import java.util.List;
import java.util.Map;

/**
 * The breakers of one place.
 *
 * @param breakers those that there are; one may stand there once for each instance
 * @param blind what could not be seen, by its name, with the reason; {@code others} where not all
 *     are listed
 */
public record BreakerListing(List<ListedBreaker> breakers, Map<String, String> blind) {
  public BreakerListing {
    breakers = List.copyOf(breakers);
    blind = Map.copyOf(blind);
  }
}
