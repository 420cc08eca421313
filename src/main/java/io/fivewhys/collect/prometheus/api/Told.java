package io.fivewhys.collect.prometheus.api;

import java.util.List;

/**
 * What was told.
 *
 * @param series none where nothing is known
 * @param alerts those that fire, where they were asked for
 * @param warnings why it may not be all, as the server says
 */
public record Told(List<Series> series, List<FiringAlert> alerts, List<String> warnings) {

  public Told {
    series = List.copyOf(series);
    alerts = List.copyOf(alerts);
    warnings = List.copyOf(warnings);
  }

  static Told series(List<Series> series, List<String> warnings) {
    return new Told(series, List.of(), warnings);
  }

  static Told alerts(List<FiringAlert> alerts, List<String> warnings) {
    return new Told(List.of(), alerts, warnings);
  }
}
