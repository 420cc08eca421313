package io.fivewhys.collect.alert;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the alerts of one gateway from others, in time linear in their labels. */
final class AlertMatcher {
  private final List<Alternative> alternatives;

  AlertMatcher(String gateway, String namespace, AlertConfig config) {
    alternatives = config.any(gateway, namespace).stream().map(Alternative::of).toList();
  }

  boolean fits(Map<String, String> labels) {
    return alternatives.stream().anyMatch(it -> it.fits(labels));
  }

  private record Alternative(Map<String, String> values, Map<String, Pattern> patterns) {

    static Alternative of(AlertMatch match) {
      Map<String, Pattern> patterns = new HashMap<>();
      match.matchRe().forEach((label, source) -> patterns.put(label, Pattern.compile(source)));
      return new Alternative(match.match(), patterns);
    }

    boolean fits(Map<String, String> labels) {
      return values.entrySet().stream()
              .allMatch(it -> it.getValue().equals(labels.getOrDefault(it.getKey(), "")))
          && patterns.entrySet().stream()
              .allMatch(it -> it.getValue().matches(labels.getOrDefault(it.getKey(), "")));
    }
  }
}
