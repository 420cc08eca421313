package io.fivewhys.collect.accesslog;

import io.fivewhys.fact.LogLines;
import io.fivewhys.settings.Required;
import io.fivewhys.settings.Within;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A log in a file; a section of the configuration.
 *
 * @param path the file that is written to, relative to the working directory or absolute; files
 *     that a rotation made of it are found beside it
 * @param format how it is written; auto finds out line by line, plain means no access log but an
 *     application's
 * @param workload whose log it is; the gateway when left out
 * @param name tells several logs of one workload apart; the workload's when left out
 * @param upstreams which workload is meant by what the log calls an upstream (cluster, backend,
 *     service, route or address of a server), or by the beginning of a path such as {@code /orders}
 * @param maxBytes most bytes that are read at one look; of a log that grows faster the newest are
 * @param history how long back it remembers what is usual
 * @param sampleLines most lines of the window that are handed on as they are
 * @param deadline longest time of one look
 */
public record AccessLogConfig(
    @Required Path path,
    LogLines.Format format,
    Optional<String> workload,
    Optional<String> name,
    Map<String, String> upstreams,
    @Within(least = "65536", most = "1073741824") long maxBytes,
    @Within(least = "15m", most = "6h") Duration history,
    @Within(least = "0", most = "20000") int sampleLines,
    @Within(least = "100ms", most = "1m") Duration deadline) {

  public AccessLogConfig {
    upstreams = Map.copyOf(upstreams);
    if (LogDirectory.isCompressed(path)) {
      throw new IllegalArgumentException("path of the log that is written to, no compressed one");
    }
    if (upstreams.values().stream().anyMatch(it -> it.isBlank() || it.length() > 253)) {
      throw new IllegalArgumentException("upstreams with the name of a workload for each");
    }
  }

  /** Everything but the path. */
  public static AccessLogConfig defaults() {
    return of(Path.of("access.log"));
  }

  /** This file, all else as usual. */
  public static AccessLogConfig of(Path path) {
    return new AccessLogConfig(
        path,
        LogLines.Format.AUTO,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        32L << 20,
        Duration.ofHours(1),
        500,
        Duration.ofSeconds(5));
  }

  /** Its lines are requests, not an application's own messages. */
  public boolean isAccessLog() {
    return format != LogLines.Format.PLAIN;
  }
}
