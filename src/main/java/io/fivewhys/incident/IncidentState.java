package io.fivewhys.incident;

import java.util.Locale;

/** How far people and service have come with an incident. */
public enum IncidentState {
  /** Nobody has taken it on; it escalates. */
  OPEN,
  /** Somebody has. */
  ACKNOWLEDGED,
  /** Something is being done about it. */
  MITIGATING,
  /** It was done and the symptoms are gone; whether they stay away is looked at. */
  VERIFYING,
  /** Over. Nothing leads away from here. */
  RESOLVED;

  public boolean isOver() {
    return this == RESOLVED;
  }

  /** As the contract has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
