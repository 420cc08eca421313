package io.fivewhys.inference;

import java.util.Locale;

/** What can be done about a cause. */
public enum Action {
  RESTART_WORKLOAD,
  DELETE_POD,
  UNDO_ROLLOUT,
  RESET_CIRCUIT_BREAKER,
  SCALE_OUT,
  REVERT_CONFIG,
  MANUAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
