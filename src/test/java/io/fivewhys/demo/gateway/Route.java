package io.fivewhys.demo.gateway;

import java.util.List;

/**
 * Where requests under a path go.
 *
 * @param name of the route and of its circuit breaker, e.g. {@code orders}
 * @param prefix e.g. {@code /orders}
 * @param service as the Ingress names it, whether or not there is one
 * @param known whether there is a Service of that name with that port
 * @param endpoints addresses that are ready
 */
record Route(String name, String prefix, String service, boolean known, List<Endpoint> endpoints) {
  /** A pod's address and the port that its Service asks for. */
  record Endpoint(String ip, int port) {
    @Override
    public String toString() {
      return ip + ":" + port;
    }
  }

  boolean matches(String path) {
    return path.equals(prefix) || path.startsWith(prefix + "/");
  }

  String uri() {
    return "lb://" + service;
  }
}
