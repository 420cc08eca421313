package io.fivewhys.collect.kubernetes.logs;

import io.fivewhys.settings.Within;
import java.time.Duration;

/**
 * How much is read of the logs of pods; a section of the configuration.
 *
 * @param lines most lines of one pod, the newest; ten times as many of a gateway's pod
 * @param bytes most bytes of one pod; four times as many of a gateway's pod
 * @param totalBytes most bytes of all pods together
 * @param pods most pods that are read at one look: the gateway's first, then those that fail
 * @param samples pods of each upstream that are read although nothing is wrong with them
 * @param parallel logs that are read at the same time
 * @param before how far before the window lines are read, so that they tell since when
 * @param timeout longest time for all logs; what has not come by then is missing
 */
public record LogsConfig(
    @Within(least = "1", most = "50000") int lines,
    @Within(least = "1024", most = "16777216") int bytes,
    @Within(least = "1024", most = "25165824") int totalBytes,
    @Within(least = "1", most = "200") int pods,
    @Within(least = "0", most = "5") int samples,
    @Within(least = "1", most = "64") int parallel,
    @Within(least = "0s", most = "6h") Duration before,
    @Within(least = "100ms", most = "1m") Duration timeout) {
  private static final int GATEWAYS_LINES = 10;
  private static final int GATEWAYS_BYTES = 4;
  private static final int MOST_LINES = 100_000;

  public LogsConfig {
    if (totalBytes < bytes) {
      throw new IllegalArgumentException("total-bytes of at least bytes");
    }
  }

  public static LogsConfig defaults() {
    return new LogsConfig(
        2_000, 512 << 10, 8 << 20, 20, 1, 8, Duration.ofMinutes(10), Duration.ofMillis(2_500));
  }

  /** Most lines of one pod. */
  int linesOf(boolean gateway) {
    return gateway ? Math.min(MOST_LINES, lines * GATEWAYS_LINES) : lines;
  }

  /** Most bytes of one pod, before all together are held against the total. */
  long bytesOf(boolean gateway) {
    return gateway ? (long) bytes * GATEWAYS_BYTES : bytes;
  }
}
