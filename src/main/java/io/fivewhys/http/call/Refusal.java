package io.fivewhys.http.call;

import java.time.Duration;
import java.util.Optional;

/** Ends the handling of a request with a problem; nothing is broken. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Reply reply;

  Refusal(Problem problem, Optional<Duration> retryAfter) {
    this(problem.detail(), reply(problem, retryAfter));
  }

  /** With an answer that has more than every problem has. */
  public Refusal(String detail, Reply reply) {
    // No stack trace: it is an answer, and clients can cause many.
    super(detail, null, false, false);
    this.reply = reply;
  }

  /** What the client is told. */
  public Reply reply() {
    return reply;
  }

  private static Reply reply(Problem problem, Optional<Duration> retryAfter) {
    Reply reply = Reply.problem(problem);
    return retryAfter
        .map(wait -> reply.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))))
        .orElse(reply);
  }
}
