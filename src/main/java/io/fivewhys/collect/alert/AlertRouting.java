package io.fivewhys.collect.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whose an alert is, by its labels: any number of gateways'. */
public final class AlertRouting {
  private final Map<String, AlertMatcher> matchers = new LinkedHashMap<>();

  /** One rule for each gateway. */
  public AlertRouting(List<Route> routes) {
    routes.forEach(
        it ->
            matchers.put(
                it.gateway(), new AlertMatcher(it.gateway(), it.namespace(), it.config())));
  }

  /** Which alerts are a gateway's. */
  public record Route(String gateway, String namespace, AlertConfig config) {}

  /** Names of the gateways whose alert it is, in the order of the configuration. */
  public List<String> gatewaysOf(Map<String, String> labels) {
    List<String> gateways = new ArrayList<>();
    matchers.forEach(
        (gateway, matcher) -> {
          if (matcher.fits(labels)) {
            gateways.add(gateway);
          }
        });
    return List.copyOf(gateways);
  }

  /** Names of all gateways that alerts may be of. */
  public List<String> gateways() {
    return List.copyOf(matchers.keySet());
  }
}
