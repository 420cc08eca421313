package io.fivewhys.http.call;

import java.time.Duration;
import java.util.Set;

/**
 * How the API is served, and how much of everything it accepts.
 *
 * @param host address or name to bind; the loopback unless told otherwise, since nobody is asked
 *     for a token
 * @param port 0 to 65535; 0 takes any that is free
 * @param allowedHosts names that the {@code Host} header may have besides {@code localhost}, {@code
 *     127.0.0.1}, {@code [::1]} and the bound one; {@code *} allows all
 * @param maxBodyBytes largest snapshot
 * @param maxBodyBytesAtOnce most bytes of all snapshots that are being read or evaluated
 * @param maxHeaderBytes most bytes of all headers of a request
 * @param maxConnections most connections at the same time
 * @param headerTimeout longest time from a new connection to the end of the first request's headers
 * @param bodyTimeout longest time for a body to arrive
 * @param idleTimeout longest time from an answer to the end of the next request's headers, and
 *     longest silence within anything else
 * @param drain how long a stop waits for what is under way
 */
public record HttpOptions(
    String host,
    int port,
    Set<String> allowedHosts,
    long maxBodyBytes,
    long maxBodyBytesAtOnce,
    int maxHeaderBytes,
    int maxConnections,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration drain) {

  public HttpOptions {
    allowedHosts = Set.copyOf(allowedHosts);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("maxBodyBytes must be 1 or more, not " + maxBodyBytes);
    }
    if (maxBodyBytesAtOnce < maxBodyBytes) {
      throw new IllegalArgumentException(
          "maxBodyBytesAtOnce must be at least maxBodyBytes, not " + maxBodyBytesAtOnce);
    }
  }

  /** The loopback, port 8080, bodies of 32 MiB. */
  public static HttpOptions defaults() {
    return new HttpOptions(
        "127.0.0.1",
        8080,
        Set.of(),
        32L << 20,
        128L << 20,
        16 << 10,
        1_024,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20));
  }

  /** The same at another place. */
  public HttpOptions at(String otherHost, int otherPort) {
    return new HttpOptions(
        otherHost,
        otherPort,
        allowedHosts,
        maxBodyBytes,
        maxBodyBytesAtOnce,
        maxHeaderBytes,
        maxConnections,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        drain);
  }

  /** The same with other limits for bodies. */
  public HttpOptions withBodies(long most, long mostAtOnce, Duration timeout) {
    return new HttpOptions(
        host,
        port,
        allowedHosts,
        most,
        mostAtOnce,
        maxHeaderBytes,
        maxConnections,
        headerTimeout,
        timeout,
        idleTimeout,
        drain);
  }

  /** The same with other limits for connections. */
  public HttpOptions withConnections(int most, Duration untilHeaders, Duration idle) {
    return new HttpOptions(
        host,
        port,
        allowedHosts,
        maxBodyBytes,
        maxBodyBytesAtOnce,
        maxHeaderBytes,
        most,
        untilHeaders,
        bodyTimeout,
        idle,
        drain);
  }

  /** The same with other names for the {@code Host} header. */
  public HttpOptions withAllowedHosts(Set<String> names) {
    return new HttpOptions(
        host,
        port,
        names,
        maxBodyBytes,
        maxBodyBytesAtOnce,
        maxHeaderBytes,
        maxConnections,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        drain);
  }
}
