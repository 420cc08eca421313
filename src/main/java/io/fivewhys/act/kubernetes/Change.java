package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Actuator.Ticket;

/** What is to become of an object. */
@FunctionalInterface
interface Change {
  /**
   * As a patch with the precondition that the object is as it was read, and with {@link
   * Traces#ACTION}.
   */
  Patch of(ClusterObject read, Ticket ticket);
}
