package io.fivewhys.inference;

import java.util.Locale;

/** How much a mitigation may disturb what still works. */
public enum Risk {
  /** What still works is hardly disturbed. */
  LOW,
  /** What still works is disturbed for a while. */
  MEDIUM,
  /** What still works may stop working. */
  HIGH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
