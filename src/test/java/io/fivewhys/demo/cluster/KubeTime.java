package io.fivewhys.demo.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the API writes them: RFC 3339, whole seconds. */
final class KubeTime {
  private KubeTime() {}

  static String now() {
    return of(Instant.now());
  }

  static String of(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As Go writes a duration, which is how messages of the kubelet have it: 10s, 2m40s, 500ms. */
  static String words(Duration duration) {
    if (duration.toSeconds() == 0) {
      return duration.toMillis() + "ms";
    }
    String minutes = duration.toMinutes() > 0 ? duration.toMinutes() + "m" : "";
    return minutes + duration.toSecondsPart() + "s";
  }
}
