package io.fivewhys.inference;

import java.util.Locale;

/** What kind of thing has to be changed back or repaired to end an incident. */
public enum Category {
  UPSTREAM_SERVICE_FAILURE,
  CIRCUIT_BREAKER_ACTIVATION,
  DEPLOYMENT_ISSUE,
  RESOURCE_EXHAUSTION,
  DEPENDENCY_FAILURE,
  CONFIGURATION_ERROR,
  INFRASTRUCTURE_FAILURE,
  TRAFFIC_SURGE;

  /** The contract's name, in snake case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people: "deployment issue". */
  public String words() {
    return toString().replace('_', ' ');
  }
}
