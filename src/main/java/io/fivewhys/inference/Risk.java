package io.fivewhys.inference;

import java.util.Locale;

/** How much a mitigation may disturb what still works. */
public enum Risk {
  LOW,
  MEDIUM,
  HIGH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
