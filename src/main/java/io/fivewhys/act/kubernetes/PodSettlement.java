package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Ticket;
import java.util.Optional;

/**
 * Finds out whether a pod was taken away of which nobody knows. One that is gone, or going, is what
 * was wanted, whoever did it. One that is there is sealed, so that an eviction that is still on its
 * way fails for want of its precondition.
 */
final class PodSettlement {
  private static final int TRIES = 3;

  private PodSettlement() {}

  /**
   * @param uid of the pod that was to be taken away
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
        if (e.isCertain() && e.status() != 0 && !e.isNotFound()) {
          break;
        }
      }
    }
    return new Acted.Unknown(
        "whether %s of uid %s was taken away cannot be found out: %s".formatted(name, uid, last));
  }

  private static Acted seen(ApiServer api, ObjectName name, String uid, Ticket ticket)
      throws ApiFailed, InterruptedException {
    Optional<ClusterObject> found = api.read(name);
    if (found.isEmpty() || isGoing(found.get(), uid)) {
      return done(name, uid, found);
    }
    // A pod that has taken its name meanwhile may get the mark too; it says nothing of that one.
    ClusterObject sealed = api.patch(name, Traces.seal(ticket), false);
    return isGoing(sealed, uid)
        ? done(name, uid, Optional.of(sealed))
        : new Acted.NotDone(
            "%s of uid %s is there, and takes no older eviction any more".formatted(name, uid));
  }

  private static boolean isGoing(ClusterObject pod, String uid) {
    return !pod.uid().equals(uid) || !pod.at("/metadata/deletionTimestamp").isMissingNode();
  }

  private static Acted done(ObjectName name, String uid, Optional<ClusterObject> found) {
    boolean terminating = found.filter(it -> it.uid().equals(uid)).isPresent();
    return new Acted.Done(
        "%s of uid %s %s, by this or by somebody else"
            .formatted(
                name,
                uid,
                terminating
                    ? "is being deleted since "
                        + found.get().at("/metadata/deletionTimestamp").asText()
                    : "is gone"));
  }
}
