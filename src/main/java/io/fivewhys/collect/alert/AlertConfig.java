package io.fivewhys.collect.alert;

import io.fivewhys.settings.Within;
import java.util.List;
import java.util.Map;

/**
 * Which alerts are a gateway's; a section of the configuration.
 *
 * @param any an alert that fits one of these is the gateway's. Left out: one with the label {@code
 *     gateway} that is its name, or with {@code namespace} and {@code app} that are its namespace
 *     and name
 * @param most facts of one look: those that fire first, the youngest first
 */
public record AlertConfig(List<AlertMatch> any, @Within(least = "1", most = "10000") int most) {

  public AlertConfig {
    any = List.copyOf(any);
  }

  public static AlertConfig defaults() {
    return new AlertConfig(List.of(), 500);
  }

  List<AlertMatch> any(String gateway, String namespace) {
    return any.isEmpty()
        ? List.of(
            AlertMatch.of(Map.of("gateway", gateway)),
            AlertMatch.of(Map.of("namespace", namespace, "app", gateway)))
        : any;
  }
}
