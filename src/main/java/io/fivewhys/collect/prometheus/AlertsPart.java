package io.fivewhys.collect.prometheus;

import com.google.re2j.Pattern;
import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.FiringAlert;
import io.fivewhys.collect.prometheus.api.Part;
import io.fivewhys.fact.Alert;
import io.fivewhys.fact.read.FactDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts that fire by the server's own rules. */
final class AlertsPart implements Part {
  private static final String NAME = "alertname";

  /** How Go writes a time that is not set. */
  private static final String NO_TIME = "0001-";

  private final Asking alerts = Asking.alerts("alerts");
  private final Map<String, Pattern> matchers;

  AlertsPart(Map<String, Pattern> matchers) {
    this.matchers = matchers;
  }

  /**
   * @throws IllegalArgumentException when one is no regular expression
   */
  static Map<String, Pattern> compiled(Map<String, String> matchers) {
    Map<String, Pattern> compiled = new LinkedHashMap<>();
    matchers.forEach(
        (label, pattern) -> {
          try {
            compiled.put(label, Pattern.compile(pattern));
          } catch (com.google.re2j.PatternSyntaxException e) {
            throw new IllegalArgumentException(
                "alert-matchers with regular expressions (RE2) for whole values: " + e.getMessage(),
                e);
          }
        });
    return compiled;
  }

  @Override
  public List<Asking> asks() {
    return List.of(alerts);
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    for (FiringAlert alert : answers.alerts(alerts)) {
      if (isWanted(alert)) {
        findings.add(
            "alerts",
            FactDraft.of(Alert.class)
                .set("name", alert.labels().get(NAME))
                .set("labels", alert.labels())
                .set("annotations", alert.annotations())
                .set("startsAt", startsAt(alert))
                .set("status", Alert.Status.FIRING));
      }
    }
  }

  private static String startsAt(FiringAlert alert) {
    boolean isSet = !alert.activeAt().isEmpty() && !alert.activeAt().startsWith(NO_TIME);
    return isSet ? alert.activeAt() : null;
  }

  /** A label that is missing has the empty value, as in Prometheus. */
  private boolean isWanted(FiringAlert alert) {
    return matchers.entrySet().stream()
        .allMatch(it -> it.getValue().matches(alert.labels().getOrDefault(it.getKey(), "")));
  }
}
