package io.fivewhys.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the estate is to be.
 *
 * @param directory for its files: kubeconfig, access log; made when it is not there
 * @param requestsPerSecond of the customers in ordinary times
 * @param pace how much faster than in a real cluster back-offs and the like go by, 1 to 1000
 * @param upstreamTimeout longest time that the gateway waits for an upstream
 * @param accessLogBytes size at which the access log is renamed away
 * @param surgeFactor how many times the usual requests the catalogue gets in a surge
 * @param surgeRise time until it gets them
 * @param exportsPerSecond of the partner whose exports fill the catalogue's memory
 */
public record DemoOptions(
    Path directory,
    double requestsPerSecond,
    double pace,
    Duration upstreamTimeout,
    long accessLogBytes,
    double surgeFactor,
    Duration surgeRise,
    double exportsPerSecond) {
  /** For people who watch: faults unfold within a minute or two. */
  public static DemoOptions forPeople(Path directory) {
    return new DemoOptions(
        directory, 25, 4, Duration.ofMillis(1500), 16L << 20, 13, Duration.ofSeconds(80), 0.5);
  }

  /** For tests: faults unfold within seconds. */
  public static DemoOptions forTests(Path directory) {
    return new DemoOptions(
        directory, 25, 20, Duration.ofMillis(1500), 4L << 20, 13, Duration.ofSeconds(35), 2);
  }
}
