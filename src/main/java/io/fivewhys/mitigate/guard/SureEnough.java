package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/**
 * The last look is sure enough of the cause.
 *
 * @param least 0.0 to 1.0
 */
record SureEnough(double least) implements Guard {
  @Override
  public String name() {
    return "confidence";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    if (it.inverseOf().isPresent()) {
      return Optional.empty();
    }
    double recommended = it.recommendation().confidence();
    double confidence =
        LastLook.cause(it)
            .map(cause -> Math.min(cause.confidence(), recommended))
            .orElse(recommended);
    if (confidence >= least) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            name(),
            "%.2f at least".formatted(least),
            "%.2f".formatted(confidence),
            "the cause is not sure enough (%.2f of %.2f); look for yourself, or wait for more to be"
                    .formatted(confidence, least)
                + " seen"));
  }
}
