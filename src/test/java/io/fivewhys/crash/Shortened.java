package io.fivewhys.crash;

import io.fivewhys.crash.CrashAgent.Span;
import java.time.Duration;
import java.util.List;

/** What holds for longer than a test can wait for: after it, others take over from the dead. */
final class Shortened {
  /** Each still longer than whatever is done under it takes, in a service that is not stopped. */
  static final List<Span> SPANS =
      List.of(
          new Span("io.fivewhys.pipeline.Courier", "CLAIM", Duration.ofSeconds(5)),
          new Span("io.fivewhys.pipeline.Timers", "HEARTBEAT", Duration.ofSeconds(1)),
          new Span("io.fivewhys.store.IdempotencyKeys", "CLAIM", Duration.ofSeconds(5)),
          new Span("io.fivewhys.store.SharedSweepTurns", "GRACE", Duration.ofSeconds(3)));

  /** So long a service is stopped that all of it is over. */
  static final Duration STOP = Duration.ofSeconds(8);

  private Shortened() {}
}
