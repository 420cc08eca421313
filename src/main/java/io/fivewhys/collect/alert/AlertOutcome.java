package io.fivewhys.collect.alert;

import java.util.Locale;

/** What hearing of an alert changed. */
public enum AlertOutcome {
  /** It fires, and did not as far as was known. */
  STARTED,
  /** It has ended. */
  ENDED,
  /** It is as it was, in other words. */
  UPDATED,
  /** It is as it was. */
  REPEATED,
  /** It was so before what is known now. */
  LATE,
  /** It fires, and there is no room to keep it. */
  NO_ROOM;

  /** Whether something about the gateway is other than it was. */
  public boolean isNews() {
    return this == STARTED || this == ENDED;
  }

  /** In lower case, as a label of metrics. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
