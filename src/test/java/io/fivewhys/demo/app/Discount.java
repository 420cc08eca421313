package io.fivewhys.demo.app;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** What a customer pays. */
interface Discount {
  /**
   * @param tier of the customer's loyalty; null for most, who have none
   */
  BigDecimal on(BigDecimal amount, String tier);

  /** Everybody pays the same. */
  static Discount none() {
    return (amount, tier) -> amount;
  }

  /** What release 1.8.0 brought: it was tried with members only. */
  static Discount byTier() {
    return new ByTier();
  }

  /** A share for each tier. */
  final class ByTier implements Discount {
    private static final Map<String, BigDecimal> SHARES =
        Map.of("silver", new BigDecimal("0.97"), "gold", new BigDecimal("0.92"));

    @Override
    public BigDecimal on(BigDecimal amount, String tier) {
      return amount.multiply(shareOf(tier)).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal shareOf(String tier) {
      return SHARES.get(tier.toLowerCase());
    }
  }
}
