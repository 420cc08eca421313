package io.fivewhys.demo.cluster;

import java.time.Duration;

/**
 * How much faster than in a real cluster time-outs that no object states go by: back-offs of the
 * kubelet, the rhythm of the autoscaler.
 *
 * @param factor 1 is real time; 10 makes a minute six seconds
 */
public record Pace(double factor) {
  public Pace {
    if (!(factor >= 1 && factor <= 1000)) {
      throw new IllegalArgumentException("pace " + factor + "; allowed: 1 to 1000");
    }
  }

  /** What becomes of a time of the real thing. */
  public Duration of(Duration real) {
    return Duration.ofNanos(Math.round(real.toNanos() / factor));
  }
}
