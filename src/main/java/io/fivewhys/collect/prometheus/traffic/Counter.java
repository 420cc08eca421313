package io.fivewhys.collect.prometheus.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * A counter of responses.
 *
 * @param metric its name
 * @param matchers what its series must match besides the selector, such as {@code
 *     reporter="source"}
 * @param codeLabel the label that holds the status code
 * @param labels the other labels that the responses are told apart by
 */
public record Counter(String metric, List<String> matchers, String codeLabel, List<String> labels) {

  public Counter {
    matchers = List.copyOf(matchers);
    labels = List.copyOf(labels);
  }

  /** All labels that the responses are told apart by. */
  List<String> labelsWithCode() {
    List<String> all = new ArrayList<>(labels);
    all.add(codeLabel);
    return all;
  }
}
