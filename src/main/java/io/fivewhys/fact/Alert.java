package io.fivewhys.fact;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An alert, as Alertmanager hands it over.
 *
 * @param name its name
 * @param labels its labels
 * @param annotations its annotations
 * @param startsAt since when it fires, or fired
 * @param status whether it still fires; firing when absent
 * @param endsAt since when it fires no more
 */
public record Alert(
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Instant> startsAt,
    Optional<Status> status,
    Optional<Instant> endsAt)
    implements Fact {

  public Alert {
    labels = Ordered.copyOf(labels);
    annotations = Ordered.copyOf(annotations);
  }

  /** What Alertmanager says of an alert. */
  public enum Status {
    FIRING,
    RESOLVED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** It has not been resolved, as far as is known. */
  public boolean isFiring() {
    return status.orElse(Status.FIRING) == Status.FIRING;
  }
}
