package io.fivewhys.http;

import java.time.Duration;
import java.util.Optional;

/** Ends the handling of a request with a problem; nothing is broken. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  Refusal(Problem problem, Optional<Duration> retryAfter) {
    // No stack trace: it is an answer, and clients can cause many.
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  Reply reply() {
    Reply reply = Reply.problem(problem);
    return retryAfter
        .map(wait -> reply.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))))
        .orElse(reply);
  }
}
