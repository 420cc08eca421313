package io.fivewhys.http.call;

import java.io.IOException;
import java.time.Duration;

/** A body cannot be read to its end. */
public final class BodyRefused extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    TOO_LARGE,
    TOO_SLOW,
    NO_ROOM,
    CLIENT_GONE
  }

  private final Reason reason;

  BodyRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why it is not read any further. */
  public Reason reason() {
    return reason;
  }

  /** As it is answered: 413, 408, 503, or 400 where nobody is there to read it. */
  public Refusal refusal() {
    return switch (reason) {
      case TOO_LARGE -> Problem.of(413, "too-large", getMessage()).refusal();
      case TOO_SLOW -> Problem.of(408, "too-slow", getMessage()).refusal();
      case NO_ROOM -> Problem.of(503, "full", getMessage()).retryAfter(Duration.ofSeconds(1));
      // Nobody reads it, but the metrics count it.
      case CLIENT_GONE -> Problem.of(400, "bad-request", getMessage()).refusal();
    };
  }
}
