package io.fivewhys.demo;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can go wrong in the shop. */
public enum Fault {
  BAD_ROLLOUT("bad-rollout", "orders is rolled out with a release that fails for most customers"),
  DATABASE_DOWN("database-down", "the PostgreSQL of orders and payments is stopped"),
  BREAKER_LEFT_OPEN(
      "breaker-left-open", "the circuit breaker of payments is forced open and forgotten"),
  OOM_LOOP("oom-loop", "a partner's exports fill the memory of catalog until its pods are killed"),
  TRAFFIC_SURGE("traffic-surge", "catalog gets many times its usual requests"),
  WRONG_ROUTE("wrong-route", "the Ingress sends /payments to a Service that does not exist");

  private final String key;
  private final String description;

  Fault(String key, String description) {
    this.key = key;
    this.description = description;
  }

  /** As it is named in URLs. */
  public String key() {
    return key;
  }

  public String description() {
    return description;
  }

  static Optional<Fault> of(String key) {
    return Arrays.stream(values()).filter(fault -> fault.key.equals(key)).findFirst();
  }

  static String keys() {
    return Arrays.stream(values()).map(Fault::key).collect(Collectors.joining(", "));
  }
}
