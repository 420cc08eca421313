package io.fivewhys.notify;

import java.util.Locale;

/** Why somebody is told. */
public enum Occasion {
  /** An incident began. */
  OPENED,
  /** Cause, severity or state of one changed. */
  CHANGED,
  /** Somebody took it on: nobody needs to be called any more. */
  ACKNOWLEDGED,
  /** Nobody did, and it goes on: a level of the escalation is called. */
  ESCALATED,
  /** It is over. */
  RESOLVED,
  /** A silence is about to end while it goes on. */
  SILENCE_ENDS,
  /** Somebody tries the channel. */
  TEST;

  /** As the contract has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
