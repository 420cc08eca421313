package io.fivewhys.inference;

import java.util.Locale;

/** What can be done about a cause. */
public enum Action {
  /** All pods of a workload are started anew, one after the other. */
  RESTART_WORKLOAD,
  /** One pod is deleted, and its owner makes another. */
  DELETE_POD,
  /** A workload goes back to the revision before. */
  UNDO_ROLLOUT,
  /** A breaker is closed again. */
  RESET_CIRCUIT_BREAKER,
  /** A workload gets more replicas. */
  SCALE_OUT,
  /** A change of configuration is taken back. */
  REVERT_CONFIG,
  /** Something that only a person can do. */
  MANUAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
