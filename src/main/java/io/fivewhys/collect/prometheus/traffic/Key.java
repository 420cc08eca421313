package io.fivewhys.collect.prometheus.traffic;

import java.util.Optional;

/** What requests are counted by. */
public sealed interface Key {

  /**
   * A route of the gateway.
   *
   * @param route as the gateway names it
   * @param upstream the workload that serves it, where known
   * @param namespace the upstream's, where known
   */
  record Route(String route, Optional<String> upstream, Optional<String> namespace)
      implements Key {}

  /**
   * A call from one workload to another behind the gateway.
   *
   * @param namespace the callee's, where known
   */
  record Edge(String caller, String callee, Optional<String> namespace) implements Key {}
}
