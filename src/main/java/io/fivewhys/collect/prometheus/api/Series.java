package io.fivewhys.collect.prometheus.api;

import java.util.List;
import java.util.Map;

/**
 * Samples of the same labels.
 *
 * @param labels by name, {@code __name__} among them where the query keeps it
 * @param samples at least one, in the order of time; one where an instant was asked for
 */
public record Series(Map<String, String> labels, List<Sample> samples) {

  public Series {
    labels = Map.copyOf(labels);
    samples = List.copyOf(samples);
  }

  /** The label's value; empty where it is missing, which Prometheus takes for the same. */
  public String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /** The only sample's value, or the last one's. */
  public double value() {
    return samples.getLast().value();
  }
}
