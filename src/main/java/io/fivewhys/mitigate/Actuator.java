package io.fivewhys.mitigate;

import java.util.List;

/**
 * Whoever acts on the cluster and on the gateway, for one gateway: the only one that writes there.
 * Every method blocks, for as long as its own deadlines allow, and throws nothing but {@link
 * InterruptedException}: what fails is an answer. Safe for use by threads.
 */
public interface Actuator {
  /** Looks at the target and says what exactly would be done. Changes nothing. */
  Planning plan(Recommendation recommendation, Decision decision) throws InterruptedException;

  /**
   * Everything that must hold right before: the target is still the one of the plan (uid, and what
   * {@link Plan#state} names), the right to do it exists, a dry run passes, no GitOps owner would
   * put it back, it would change something. Changes nothing.
   */
  Preparation prepare(Plan plan, Ticket ticket) throws InterruptedException;

  /**
   * After a crash, in place of somebody who may have done it and may even wake up: makes it
   * impossible that it still happens, where the target allows that, and then finds out.
   *
   * @param ticket with a larger fence than that of whoever began
   */
  Acted settle(Plan plan, Ticket ticket) throws InterruptedException;

  /**
   * Whose change it is.
   *
   * @param intervention its id, which is left at the target as an annotation
   * @param fence number of the intent
   */
  record Ticket(String intervention, long fence) {}

  /** What came of the plan. */
  sealed interface Planning {
    record Planned(Plan plan, Reach reach) implements Planning {}

    /** There is nothing to be done, or it cannot be found out. */
    record Refused(List<Refusal> refusals) implements Planning {}
  }

  /** Whether it can be done now. */
  sealed interface Preparation {
    record Ready(Reach reach, Prepared prepared) implements Preparation {}

    record Refused(List<Refusal> refusals) implements Preparation {}
  }

  /** One change, ready to be made, once. */
  interface Prepared {
    /**
     * Makes it, with what was read of the target as its precondition: if the target has changed
     * since, nothing happens.
     */
    Acted act() throws InterruptedException;
  }

  /** Whether it was done. */
  sealed interface Acted {
    /**
     * @param evidence for people: what was seen that says so
     */
    record Done(String evidence) implements Acted {}

    /** It certainly was not, and will not be. */
    record NotDone(String why) implements Acted {}

    /** It may have been. */
    record Unknown(String why) implements Acted {}
  }
}
