package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Actuator.Ticket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One pod, ready to be taken away. */
final class PreparedEviction implements Prepared {
  /** Of the kubelet, which writes the pod's status. */
  private static final int MOST_CONFLICTS = 5;

  private final ApiServer api;
  private final Evictions evictions;
  private final ClusterObject read;
  private final String version;
  private final boolean plainly;
  private final Ticket ticket;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * @param read the pod, as it was read
   * @param version of the Eviction API
   * @param plainly whether it is deleted where a disruption budget refuses
   */
  PreparedEviction(
      ApiServer api,
      Evictions evictions,
      ClusterObject read,
      String version,
      boolean plainly,
      Ticket ticket) {
    this.api = api;
    this.evictions = evictions;
    this.read = read;
    this.version = version;
    this.plainly = plainly;
    this.ticket = ticket;
  }

  /**
   * Tries it with {@code dryRun=All}.
   *
   * @return which budget refuses, where it is to be deleted then
   * @throws ActionRefused when it would not be accepted, or who asks was given up meanwhile
   */
  Optional<String> tried() throws ActionRefused, ApiFailed, InterruptedException {
    if (Traces.isGivenUp(read, ticket)) {
      throw new ActionRefused(
          "fence",
          "nobody has taken over intervention " + ticket.intervention(),
          read.annotations().get(Traces.FENCE),
          "another replica has taken this over and settled it; nothing is to be done here any"
              + " more");
    }
    try {
      evictions.evict(read, version, true);
    } catch (ApiFailed e) {
      Optional<String> budget = Evictions.budget(e);
      if (budget.isPresent() && !plainly) {
        throw new ActionRefused(
            "pod-disruption-budget",
            "its disruption budget allows that it is away",
            budget.get(),
            "%s is not evicted: %s".formatted(read.id(), budget.get()));
      }
      if (budget.isPresent()) {
        return budget;
      }
      passOver(e);
    }
    return Optional.empty();
  }

  /** The same of a plain delete. */
  void triedToDelete() throws ActionRefused, ApiFailed, InterruptedException {
    try {
      evictions.delete(read, true);
    } catch (ApiFailed e) {
      passOver(e);
    }
  }

  /** A conflict: its status was written just now, and the precondition is checked again. */
  private void passOver(ApiFailed failed) throws ActionRefused, ApiFailed {
    if (!failed.isConflict()) {
      throw dryRun(failed);
    }
  }

  /** The server said no, in whatever way: to several budgets for one pod it says 500. */
  private ActionRefused dryRun(ApiFailed failed) throws ApiFailed {
    if (failed.status() == 0) {
      throw failed;
    }
    return new ActionRefused(
        "dry-run",
        "the API server accepts it when it is only tried",
        failed.getMessage(),
        read.id() + " would not be evicted: " + failed.getMessage());
  }

  @Override
  public Acted act() throws InterruptedException {
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("a pod is taken away once: " + ticket.intervention());
    }
    try {
      return act(read);
    } catch (ApiFailed e) {
      if (e.isNotFound()) {
        return gone();
      }
      return e.isCertain()
          ? new Acted.NotDone("the API server did not take it: " + e.getMessage())
          : PodSettlement.of(api, read.id(), read.uid(), ticket, e.getMessage());
    }
  }

  private Acted act(ClusterObject first) throws ApiFailed, InterruptedException {
    ClusterObject pod = first;
    for (int conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
      try {
        return takeAway(pod);
      } catch (ApiFailed e) {
        if (!e.isConflict()) {
          throw e;
        }
      }
      Optional<ClusterObject> again = api.read(read.id());
      if (again.isEmpty() || !again.get().uid().equals(read.uid())) {
        return gone();
      }
      pod = again.get();
      if (!pod.at("/metadata/deletionTimestamp").isMissingNode()) {
        return gone();
      }
      if (!pod.isTheSameButForStatus(read)) {
        return new Acted.NotDone(
            read.id() + " was changed by somebody else meanwhile; it was not taken away");
      }
    }
    return new Acted.NotDone(
        "%s is written to all the time; %d tries were refused"
            .formatted(read.id(), MOST_CONFLICTS));
  }

  private Acted takeAway(ClusterObject pod) throws ApiFailed, InterruptedException {
    try {
      evictions.evict(pod, version, false);
      return new Acted.Done(
          "%s of uid %s was evicted (%s)".formatted(read.id(), read.uid(), version));
    } catch (ApiFailed e) {
      Optional<String> budget = Evictions.budget(e);
      if (budget.isEmpty()) {
        throw e;
      }
      if (!plainly) {
        return new Acted.NotDone(read.id() + " was not evicted: " + budget.get());
      }
      evictions.delete(pod, false);
      return new Acted.Done(
          "%s of uid %s was deleted, since its eviction was refused: %s"
              .formatted(read.id(), read.uid(), budget.get()));
    }
  }

  private Acted gone() {
    return new Acted.NotDone(
        "%s of uid %s was taken away by somebody else meanwhile".formatted(read.id(), read.uid()));
  }
}
