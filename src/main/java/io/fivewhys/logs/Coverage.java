package io.fivewhys.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Of what time all lines were seen. */
final class Coverage {
  private static final int MOST_GAPS = 100;

  private final List<Gap> gaps = new ArrayList<>();
  private Optional<Instant> since = Optional.empty();

  private record Gap(Instant from, Instant to) {}

  /** All lines from then on are seen; said once, whatever is said later counts for nothing. */
  void begin(Instant at) {
    since = since.or(() -> Optional.of(at));
  }

  /** Some lines of this time are lost. */
  void lost(Instant from, Instant to) {
    gaps.add(new Gap(from, to));
    if (gaps.size() > MOST_GAPS) {
      forget(gaps.getFirst().to());
    }
  }

  /** Nobody asks for anything before this time any more. */
  void forget(Instant before) {
    gaps.removeIf(gap -> !gap.to().isAfter(before));
    since = since.map(it -> it.isBefore(before) ? before : it);
  }

  Optional<Instant> since() {
    return since;
  }

  /** All of this time, the end not included. */
  boolean covers(Instant from, Instant to) {
    return since.isPresent()
        && !since.get().isAfter(from)
        && gaps.stream().noneMatch(gap -> gap.from().isBefore(to) && !gap.to().isBefore(from));
  }
}
