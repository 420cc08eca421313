package io.fivewhys.mitigate;

import java.util.Locale;

/** How far the service goes by itself. */
public enum Mode {
  /** It says what should be done. */
  RECOMMEND,
  /** It does so once somebody has approved. */
  APPROVE,
  /** It does so. */
  AUTO;

  /** As the contract has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
