package io.fivewhys.mitigate;

import java.util.Locale;

/** Whether an intervention helped. */
public enum Effect {
  /** The symptoms are gone. */
  RECOVERED,
  /** They are not, and it is no worse than before. */
  NOT_YET,
  WORSE,
  /** Nothing was seen that would tell. */
  CANNOT_TELL;

  /** As the contract has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
