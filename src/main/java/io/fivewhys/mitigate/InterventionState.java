package io.fivewhys.mitigate;

import java.util.Locale;

/** How far an intervention has come. */
public enum InterventionState {
  /** It is wanted; guards have not judged it yet. */
  PLANNED,
  /** A guard objects. What the service itself wants is judged again while its incident goes on. */
  REFUSED,
  /** It waits for somebody to approve it. */
  WAITING,
  /** It may be done. */
  APPROVED,
  /** The intent is on disk; what must hold right before is checked. Nothing is changed yet. */
  INTENDED,
  /** From here on it may have been done. */
  ACTING,
  /** Nobody can tell whether it was done: a person has to say. */
  UNKNOWN,
  /** It was done; whether it helped is looked at. */
  VERIFYING,
  /** It was done, and how it came out is known. */
  DONE,
  /** It was not done, though it was tried. */
  FAILED,
  /** Somebody did not want it. */
  REJECTED,
  /** Nobody approved it in time. */
  EXPIRED,
  /** It is not wanted any more. */
  WITHDRAWN;

  public boolean isOver() {
    return switch (this) {
      case DONE, FAILED, REJECTED, EXPIRED, WITHDRAWN -> true;
      case PLANNED, REFUSED, WAITING, APPROVED, INTENDED, ACTING, UNKNOWN, VERIFYING -> false;
    };
  }

  /** Whether something is being done to the target, or may be, or was just now. */
  public boolean isInFlight() {
    return switch (this) {
      case INTENDED, ACTING, UNKNOWN, VERIFYING -> true;
      case PLANNED, REFUSED, WAITING, APPROVED, DONE, FAILED, REJECTED, EXPIRED, WITHDRAWN -> false;
    };
  }

  /** As the contract has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
