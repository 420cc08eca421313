package io.fivewhys.incident;

import java.util.Locale;

/** How bad it is for clients, from mild to grave. */
public enum Severity {
  /** Few requests fail. */
  MINOR,
  /** From {@link #MAJOR_SHARE} of all counted requests on, or half of one route's. */
  MAJOR,
  /** From {@link #CRITICAL_SHARE} of all counted requests on, or nearly all of one route's. */
  CRITICAL;

  /** Share of requests of the whole gateway, 0 to 1. */
  public static final double MAJOR_SHARE = 0.05;

  public static final double CRITICAL_SHARE = 0.25;

  /** Share of requests of one route, 0 to 1. */
  static final double MAJOR_ROUTE_SHARE = 0.5;

  static final double CRITICAL_ROUTE_SHARE = 0.9;

  /** Whether this is graver. */
  public boolean isAbove(Severity other) {
    return compareTo(other) > 0;
  }

  /** As the contract has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
