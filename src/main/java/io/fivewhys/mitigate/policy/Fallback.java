package io.fivewhys.mitigate.policy;

import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Past;
import io.fivewhys.settings.Within;
import java.util.List;
import java.util.Optional;

/**
 * When what is done without asking is asked for again: it stopped helping.
 *
 * @param unhelpful how many of the last did not help
 * @param ofLast how many are looked at, of the same action against the same category of cause, as
 *     far as it is known whether they helped
 */
public record Fallback(
    @Within(least = "1", most = "20") int unhelpful, @Within(least = "1", most = "20") int ofLast) {
  public Fallback {
    if (unhelpful > ofLast) {
      throw new IllegalArgumentException("an unhelpful that is not larger than of-last");
    }
  }

  public static Fallback defaults() {
    return new Fallback(3, 5);
  }

  /** In words, when it is so. */
  Optional<String> says(List<Past> alike) {
    List<Past> known =
        alike.stream()
            .filter(
                it ->
                    it.isFailure() || it.effect().filter(e -> e != Effect.CANNOT_TELL).isPresent())
            .limit(ofLast)
            .toList();
    long failed = known.stream().filter(Past::isFailure).count();
    return failed < unhelpful
        ? Optional.empty()
        : Optional.of(
            "of the last %d times that %s was done against a %s, %d did not help"
                .formatted(
                    known.size(),
                    known.getFirst().action(),
                    known.getFirst().cause().category().words(),
                    failed));
  }
}
