package io.fivewhys.inference;

import java.util.Locale;

/** What kind of thing has to be changed back or repaired to end an incident. */
public enum Category {
  /** A service behind the gateway fails by itself: it crashes, hangs or has no replica. */
  UPSTREAM_SERVICE_FAILURE,
  /** A circuit breaker refuses requests that would be answered. */
  CIRCUIT_BREAKER_ACTIVATION,
  /** A rollout brought something that does not work. */
  DEPLOYMENT_ISSUE,
  /** Memory, CPU, disk, threads or connections are used up. */
  RESOURCE_EXHAUSTION,
  /** A database, cache, broker or somebody else's API fails its users. */
  DEPENDENCY_FAILURE,
  /** Configuration, routing, credentials or certificates are wrong. */
  CONFIGURATION_ERROR,
  /** Nodes, network, cluster DNS or storage fail those that run on them. */
  INFRASTRUCTURE_FAILURE,
  /** More requests come than can be answered. */
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
