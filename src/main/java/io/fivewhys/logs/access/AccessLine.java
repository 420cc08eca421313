package io.fivewhys.logs.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One request as a gateway logged it.
 *
 * @param format how it was written
 * @param at when, where the line tells
 * @param method method in capitals; empty when the request could not be read
 * @param path path without its query
 * @param status status sent to the client; 499 when the client had gone
 * @param host host the client asked for
 * @param cluster what the gateway calls the upstream: cluster, backend, service
 * @param route what the gateway calls the route
 * @param attempts servers asked, in order, and what each answered
 * @param millis how long the whole took in milliseconds
 * @param flags Envoy's response flags that the line proves
 * @param client address of the client
 * @param userAgent what the client calls itself
 */
public record AccessLine(
    Written format,
    Optional<Instant> at,
    String method,
    String path,
    int status,
    Optional<String> host,
    Optional<String> cluster,
    Optional<String> route,
    List<Attempt> attempts,
    OptionalDouble millis,
    Set<String> flags,
    Optional<String> client,
    Optional<String> userAgent) {

  /** How access lines are written. */
  public enum Written {
    COMBINED,
    INGRESS_NGINX,
    ENVOY,
    ENVOY_JSON,
    HAPROXY,
    TRAEFIK,
    TRAEFIK_JSON,
    KONG_JSON,
    ALB,
    JSON;

    /** Only gateways write so; applications write the others too. */
    public boolean isGatewaysOwn() {
      return this != COMBINED && this != JSON;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One try to have a server answer.
   *
   * @param server its address, or its name as backend/server
   * @param status what it answered, or the gateway in its place; 0 when unknown
   */
  public record Attempt(String server, int status) {}

  public boolean isServerError() {
    return status >= 500 && status <= 599;
  }
}
