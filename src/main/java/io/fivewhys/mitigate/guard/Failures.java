package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A target where too much failed is left alone for a while. What takes the last one back is no
 * further try.
 *
 * @param most failures within an hour
 * @param block how long it is left alone, from the last of them on
 */
record Failures(int most, Duration block) implements Guard {
  @Override
  public String name() {
    return "failures";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    if (it.inverseOf().isPresent()) {
      return Optional.empty();
    }
    Instant now = it.world().now();
    List<Past> failed =
        it.world().past().stream()
            .filter(Past::isFailure)
            .filter(Target.sameAs(it))
            .sorted(Comparator.comparing(Past::begunAt).reversed())
            .toList();
    for (int last = 0; last + most <= failed.size(); last++) {
      Instant end = failed.get(last).begunAt();
      Instant start = failed.get(last + most - 1).begunAt();
      boolean isWithinAnHour = start.isAfter(end.minus(Lately.HOUR));
      if (isWithinAnHour && end.isAfter(now.minus(block))) {
        return Optional.of(refusal(it, end));
      }
    }
    return Optional.empty();
  }

  private Refusal refusal(Case it, Instant last) {
    return new Refusal(
        name(),
        "fewer than %d failures within an hour".formatted(most),
        "%d, the last begun at %s".formatted(most, last),
        "%d interventions at %s failed or did not help within an hour; it is left alone until %s,"
                .formatted(most, it.plan().remedy().target(), last.plus(block))
            + " so look for yourself");
  }
}
