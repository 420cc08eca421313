package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Actuator.Ticket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One patch of one object, tried and ready to be made. */
final class PreparedPatch implements Prepared {
  /** Of a busy object's status, that it may be in the way. */
  private static final int MOST_CONFLICTS = 5;

  private final ApiServer api;
  private final ClusterObject read;
  private final Change change;
  private final Ticket ticket;
  private final AtomicBoolean begun = new AtomicBoolean();

  private PreparedPatch(ApiServer api, ClusterObject read, Change change, Ticket ticket) {
    this.api = api;
    this.read = read;
    this.change = change;
    this.ticket = ticket;
  }

  /**
   * Tries it with {@code dryRun=All}.
   *
   * @param read as the change is for; it is not made when this is not so any more
   * @throws ActionRefused when it would not be accepted, or who asks was given up meanwhile
   */
  static PreparedPatch tried(ApiServer api, ClusterObject read, Change change, Ticket ticket)
      throws ActionRefused, ApiFailed, InterruptedException {
    if (Traces.isGivenUp(read, ticket)) {
      throw new ActionRefused(
          "fence",
          "nobody has taken over intervention " + ticket.intervention(),
          read.annotations().get(Traces.FENCE),
          "another replica has taken this over and settled it; nothing is to be done here any"
              + " more");
    }
    try {
      api.patch(read.id(), change.of(read, ticket), true);
    } catch (ApiFailed e) {
      if (e.isConflict()) {
        // Its status was written just now; the precondition is checked again when it is made.
        return new PreparedPatch(api, read, change, ticket);
      }
      if (e.isCertain() && e.status() != 0) {
        throw new ActionRefused(
            "dry-run",
            "the API server accepts the change when it is only tried",
            e.getMessage(),
            "the change of " + read.id() + " would not be accepted: " + e.getMessage());
      }
      throw e;
    }
    return new PreparedPatch(api, read, change, ticket);
  }

  @Override
  public Acted act() throws InterruptedException {
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("a change is made once: " + ticket.intervention());
    }
    ClusterObject current = read;
    try {
      for (int conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
        try {
          return done(api.patch(current.id(), change.of(current, ticket), false));
        } catch (ApiFailed e) {
          if (!e.isConflict()) {
            throw e;
          }
        }
        Optional<ClusterObject> again = api.read(read.id());
        // A status that was written meanwhile is nothing that the plan is about.
        if (again.isEmpty() || !again.get().isTheSameButForStatus(read)) {
          return new Acted.NotDone(
              read.id() + " was changed by somebody else meanwhile; nothing was done to it");
        }
        current = again.get();
      }
      return new Acted.NotDone(
          "%s is written to all the time; %d tries were refused"
              .formatted(read.id(), MOST_CONFLICTS));
    } catch (ApiFailed e) {
      return e.isCertain()
          ? new Acted.NotDone("the API server did not take it: " + e.getMessage())
          : Settlement.of(api, read.id(), read.uid(), ticket, e.getMessage());
    }
  }

  private Acted done(ClusterObject after) {
    StringBuilder said =
        new StringBuilder(
            "%s took it at resourceVersion %s".formatted(read.id(), after.resourceVersion()));
    after.generation().ifPresent(it -> said.append(", generation ").append(it));
    return new Acted.Done(said.toString());
  }
}
