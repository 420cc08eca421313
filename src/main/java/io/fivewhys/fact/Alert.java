package io.fivewhys.fact;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A firing alert, as Alertmanager hands it over.
 *
 * @param name its name
 * @param labels its labels
 * @param annotations its annotations
 * @param startsAt since when it fires
 */
public record Alert(
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Instant> startsAt)
    implements Fact {

  public Alert {
    labels = Ordered.copyOf(labels);
    annotations = Ordered.copyOf(annotations);
  }
}
