package io.fivewhys.fact;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Addresses behind a Service, or the targets of a load balancer.
 *
 * @param service the Service or load balancer
 * @param namespace namespace; the snapshot's when absent
 * @param workload the workload meant to be behind it
 * @param ready addresses that take traffic
 * @param notReady addresses that do not
 * @param problem selector matches no pod, target port mismatch
 * @param of service when absent
 * @param clusterIp the Service's address
 * @param ports its ports
 * @param addresses the addresses behind it
 */
public record Endpoints(
    @Shape(Shape.Kind.NAME) String service,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    @Shape(Shape.Kind.NAME) Optional<String> workload,
    OptionalLong ready,
    OptionalLong notReady,
    Optional<String> problem,
    Optional<Of> of,
    Optional<String> clusterIp,
    @Shape(Shape.Kind.PORT) List<Integer> ports,
    List<String> addresses)
    implements Fact {

  public Endpoints {
    ports = List.copyOf(ports);
    addresses = List.copyOf(addresses);
  }

  /** What the addresses stand behind. */
  public enum Of {
    SERVICE,
    LOAD_BALANCER;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Known to have no ready address. */
  public boolean isEmpty() {
    return ready.isPresent() && ready.getAsLong() == 0;
  }

  /** Known to have at least one ready address. */
  public boolean isServed() {
    return ready.orElse(0) > 0 || (ready.isEmpty() && !addresses.isEmpty());
  }

  /** The workload behind it, by its own name where none is given. */
  public String backend() {
    return workload.orElse(service);
  }
}
