package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.OptionalDouble;

/** Quantities of Kubernetes as numbers: cores, bytes, or plain counts. */
final class Amounts {
  private Amounts() {}

  /** {@code 250m} is 0.25, {@code 1Gi} is 1073741824; empty for what is no amount. */
  static OptionalDouble of(Quantity quantity) {
    if (quantity == null || quantity.getAmount() == null) {
      return OptionalDouble.empty();
    }
    try {
      double amount = quantity.getNumericalAmount().doubleValue();
      boolean plausible = Double.isFinite(amount) && amount >= 0;
      return plausible ? OptionalDouble.of(amount) : OptionalDouble.empty();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return OptionalDouble.empty();
    }
  }

  /** The amount of one resource; empty where there is none of it. */
  static OptionalDouble of(Map<String, Quantity> amounts, String resource) {
    return amounts == null ? OptionalDouble.empty() : of(amounts.get(resource));
  }
}
