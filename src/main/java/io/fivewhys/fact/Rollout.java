package io.fivewhys.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A new revision of a workload.
 *
 * @param workload whose
 * @param namespace namespace; the snapshot's when absent
 * @param revision the new revision
 * @param previousRevision the one before; absent when there is nothing to roll back to
 * @param at when it began
 * @param image the new image
 * @param previousImage the image before
 * @param changes what differs between the templates
 * @param status how far it is
 */
public record Rollout(
    @Shape(Shape.Kind.NAME) String workload,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    OptionalLong revision,
    OptionalLong previousRevision,
    Instant at,
    Optional<String> image,
    Optional<String> previousImage,
    List<Change> changes,
    Optional<Status> status)
    implements Fact {

  public Rollout {
    changes = List.copyOf(changes);
  }

  /** What may differ between two pod templates. */
  public enum Change {
    IMAGE,
    ENV,
    RESOURCES,
    PROBES,
    COMMAND,
    CONFIG,
    REPLICAS,
    ANNOTATIONS,
    OTHER;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How far a rollout is; failed means ProgressDeadlineExceeded. */
  public enum Status {
    PROGRESSING,
    COMPLETE,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** This is among what it changed. */
  public boolean changes(Change change) {
    return changes.contains(change);
  }

  /** Nothing that a process could notice: only replicas or annotations differ. */
  public boolean isHarmless() {
    return !changes.isEmpty()
        && changes.stream().allMatch(c -> c == Change.REPLICAS || c == Change.ANNOTATIONS);
  }

  /** Known to have failed. */
  public boolean hasFailed() {
    return status.filter(s -> s == Status.FAILED).isPresent();
  }

  /** Known to be still going on. */
  public boolean isUnderWay() {
    return status.filter(s -> s == Status.PROGRESSING).isPresent();
  }

  /** Known to have brought this revision. */
  public boolean isOfRevision(OptionalLong other) {
    return revision.isPresent() && revision.equals(other);
  }

  /** The revision before it is known. */
  public boolean canBeUndone() {
    return previousRevision.isPresent();
  }
}
