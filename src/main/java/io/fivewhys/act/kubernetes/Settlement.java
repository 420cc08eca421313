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
    if (Traces.isDone(sealed, ticket)) {
      return done(sealed);
    }
    Optional<ClusterObject> copy = copy(api, sealed, ticket);
    return copy.isPresent()
        ? new Acted.Done(
            "%s was changed, and by somebody else again since: %s has still the annotation %s: %s"
                .formatted(name, copy.get().id(), Traces.ACTION, ticket.intervention()))
        : new Acted.NotDone(
            "%s has no annotation %s: %s, and takes no older change any more"
                .formatted(name, Traces.ACTION, ticket.intervention()));
  }

  /**
   * An undo by hand gives a Deployment the annotations that it had before. Its controller has
   * copied them to the ReplicaSet of the time by then.
   */
  private static Optional<ClusterObject> copy(ApiServer api, ClusterObject target, Ticket ticket)
      throws ApiFailed, InterruptedException {
    if (target.id().kind() != ObjectKind.DEPLOYMENT) {
      return Optional.empty();
    }
    String selector = Selector.of(target.at("/spec/selector"));
    return api.list(ObjectKind.REPLICA_SET, target.id().namespace(), selector).stream()
        .filter(it -> it.isControlledBy(target) && Traces.isDone(it, ticket))
        .findFirst();
  }

  private static Acted done(ClusterObject object) {
    return new Acted.Done(
        "%s has the annotation %s: %s"
            .formatted(object.id(), Traces.ACTION, object.annotations().get(Traces.ACTION)));
  }
}
