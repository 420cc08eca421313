package io.fivewhys.collect.prometheus.traffic;

import java.util.List;

/**
 * A classic histogram of response times.
 *
 * @param metric its name, with {@code _bucket}
 * @param matchers what its series must match besides the selector
 * @param unitMillis milliseconds of one of its units: 1000 for seconds
 * @param labels the labels that the responses are told apart by
 */
public record Histogram(
    String metric, List<String> matchers, double unitMillis, List<String> labels) {

  public Histogram {
    matchers = List.copyOf(matchers);
    labels = List.copyOf(labels);
  }
}
