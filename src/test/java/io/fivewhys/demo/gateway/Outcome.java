package io.fivewhys.demo.gateway;

import java.util.Optional;

/**
 * What came of a request.
 *
 * @param flags why the gateway itself answered, as Envoy's response flags; empty when it did not
 * @param details why, in words
 * @param endpoint who was asked last
 * @param upstreamMillis how long that took
 */
record Outcome(
    int status,
    String body,
    String flags,
    String details,
    Optional<Route.Endpoint> endpoint,
    long upstreamMillis) {
  static Outcome own(int status, String flags, String details) {
    return own(status, flags, details, Optional.empty());
  }

  static Outcome own(int status, String flags, String details, Optional<Route.Endpoint> endpoint) {
    return new Outcome(status, body(status), flags, details, endpoint, 0);
  }

  static Outcome ofUpstream(int status, String body, Route.Endpoint endpoint, long millis) {
    return new Outcome(status, body, "", "via_upstream", Optional.of(endpoint), millis);
  }

  /** For the circuit breaker; an upstream that says itself that it is overloaded is not broken. */
  boolean isFailure() {
    return status >= 500 && !(status == 503 && flags.isEmpty());
  }

  private static String body(int status) {
    return "{\"status\":%d,\"error\":\"%s\"}"
        .formatted(
            status,
            switch (status) {
              case 404 -> "Not Found";
              case 502 -> "Bad Gateway";
              case 504 -> "Gateway Timeout";
              default -> "Service Unavailable";
            });
  }
}
