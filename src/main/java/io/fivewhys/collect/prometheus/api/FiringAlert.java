package io.fivewhys.collect.prometheus.api;

import java.util.Map;

/**
 * An alert that fires.
 *
 * @param activeAt since when, as written in RFC 3339; empty where it does not say
 */
public record FiringAlert(
    Map<String, String> labels, Map<String, String> annotations, String activeAt) {

  public FiringAlert {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
