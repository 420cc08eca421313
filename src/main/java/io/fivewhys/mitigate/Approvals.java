package io.fivewhys.mitigate;

import io.fivewhys.incident.Mark;
import java.time.Instant;
import java.util.Optional;

/**
 * Says what people may do to an intervention. What comes late or twice does nothing, and says so.
 */
public final class Approvals {
  private Approvals() {}

  /**
   * @param by who approves, as authenticated
   * @param plan the hash of the plan that was seen
   */
  public static Turnout approve(
      Intervention it, String plan, String by, String reason, Timing timing, Instant now) {
    Optional<Refusal> objection = objection(it, plan, by, now);
    if (objection.isPresent()) {
      return new Turnout.Unmoved(it, objection.get());
    }
    InterventionEditor next = it.edit();
    next.state = InterventionState.APPROVED;
    next.approved = Optional.of(new Mark(now, by, reason));
    next.expiresAt = Optional.of(now.plus(timing.approval()));
    next.dueAt = Optional.of(now);
    String text = "plan " + plan + " approved" + (reason.isEmpty() ? "" : ": " + reason);
    return new Turnout.Moved(next.said(now, by, text));
  }

  private static Optional<Refusal> objection(Intervention it, String plan, String by, Instant now) {
    if (it.state() != InterventionState.WAITING) {
      return Optional.of(late(it));
    }
    if (!now.isBefore(it.expiresAt().orElseThrow())) {
      return Optional.of(
          new Refusal(
              "approval-expired",
              "approved before " + it.expiresAt().orElseThrow(),
              now.toString(),
              "the approval came too late; " + InterventionWords.anew(it)));
    }
    String current = it.plan().orElseThrow().hash();
    if (!current.equals(plan)) {
      return Optional.of(
          new Refusal(
              "plan-changed",
              current,
              plan,
              "this is not the plan that waits; read it again and approve that"));
    }
    return it.decision().orElseThrow().twoPeople() ? twoPeople(it, by) : Optional.empty();
  }

  /** What the policy objects to that wants two people: who approves is, or may be, who asked. */
  public static Optional<Refusal> twoPeople(Intervention it, String approvedBy) {
    String requested = it.requested().by();
    return TwoPeople.objection(requested, approvedBy)
        .map(
            why ->
                new Refusal(
                    "two-people",
                    "somebody else than " + requested,
                    approvedBy,
                    why + "; the policy wants a second person to approve"));
  }

  /** Says no, as long as nothing was begun. */
  public static Turnout reject(Intervention it, String by, String reason, Instant now) {
    return switch (it.state()) {
      case PLANNED, REFUSED, WAITING, APPROVED ->
          new Turnout.Moved(
              it.edit()
                  .over(InterventionState.REJECTED)
                  .said(now, by, "rejected" + (reason.isEmpty() ? "" : ": " + reason)));
      case INTENDED, ACTING, UNKNOWN, VERIFYING, DONE, FAILED, REJECTED, EXPIRED, WITHDRAWN ->
          new Turnout.Unmoved(it, late(it));
    };
  }

  /**
   * A person has found out what the service could not.
   *
   * @param done whether it was done
   */
  public static Turnout conclude(
      Intervention it, boolean done, String by, String reason, Timing timing, Instant now) {
    if (it.state() != InterventionState.UNKNOWN) {
      return new Turnout.Unmoved(it, late(it));
    }
    Actuator.Acted acted =
        done ? new Actuator.Acted.Done(reason) : new Actuator.Acted.NotDone(reason);
    return new Turnout.Moved(InterventionLife.acted(it, acted, timing, by, now));
  }

  private static Refusal late(Intervention it) {
    String words =
        switch (it.state()) {
          case PLANNED -> "it was not judged yet; try again in a moment";
          case REFUSED ->
              "it is refused: "
                  + it.refusals().stream().findFirst().map(Refusal::line).orElse("see its history");
          case WAITING -> "it waits for an approval; nothing is unknown of it";
          case APPROVED ->
              it.approved()
                  .map(by -> "it was approved by %s at %s".formatted(by.by(), by.at()))
                  .orElse("it may be done without anybody's approval");
          case INTENDED, ACTING -> "it is being done";
          case UNKNOWN -> "a person has to say whether it was done";
          case VERIFYING, DONE ->
              "it was done at " + it.actedAt().map(Instant::toString).orElse("?");
          case FAILED -> "it was tried and not done";
          case REJECTED -> "it was rejected";
          case EXPIRED -> "it has expired; " + InterventionWords.anew(it);
          case WITHDRAWN -> "it is not wanted any more";
        };
    return new Refusal("too-late", "another state", it.state().toString(), words);
  }
}
