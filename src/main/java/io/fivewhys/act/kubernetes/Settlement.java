package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Ticket;
import java.util.Optional;

/**
 * Finds out whether a patch was made of which nobody knows: seals the object, so that what is still
 * on its way fails for want of its precondition, and looks then.
 */
final class Settlement {
  /** The executor asks again later; this is for a connection that was lost a moment ago. */
  private static final int TRIES = 3;

  private Settlement() {}

  /**
   * @param uid of the object that the patch was for
   * @param why nobody knows, for people
   */
  static Acted of(ApiServer api, ObjectName name, String uid, Ticket ticket, String why)
      throws InterruptedException {
    String last = why;
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        return seen(api, name, uid, ticket);
      } catch (ApiFailed e) {
        last = e.getMessage();
        if (e.isCertain() && e.status() != 0) {
          break;
        }
      }
    }
    return new Acted.Unknown(
        "whether %s was changed cannot be found out: %s".formatted(name, last));
  }

  private static Acted seen(ApiServer api, ObjectName name, String uid, Ticket ticket)
      throws ApiFailed, InterruptedException {
    Optional<ClusterObject> found = api.read(name);
    if (found.isEmpty() || !found.get().uid().equals(uid)) {
      return new Acted.Unknown(
          name
              + (found.isEmpty() ? " is gone" : " was deleted and made anew")
              + "; whether it was changed before cannot be found out");
    }
    if (Traces.isDone(found.get(), ticket)) {
      return done(found.get());
    }
    ClusterObject sealed = api.patch(name, Traces.seal(ticket), false);
    if (!sealed.uid().equals(uid)) {
      return new Acted.Unknown(name + " was deleted and made anew while it was looked at");
    }
    return Traces.isDone(sealed, ticket)
        ? done(sealed)
        : new Acted.NotDone(
            "%s has no annotation %s: %s, and takes no older change any more"
                .formatted(name, Traces.ACTION, ticket.intervention()));
  }

  private static Acted done(ClusterObject object) {
    return new Acted.Done(
        "%s has the annotation %s: %s"
            .formatted(object.id(), Traces.ACTION, object.annotations().get(Traces.ACTION)));
  }
}
