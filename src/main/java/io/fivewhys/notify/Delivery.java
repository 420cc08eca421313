package io.fivewhys.notify;

import java.time.Duration;
import java.util.Optional;

/** What became of one try to deliver a message. Reasons are for people and show no secret. */
public sealed interface Delivery {
  /**
   * Until the next try where the message is good and the way to it is not: a credential, a right or
   * an address that somebody has to mend. Not a refusal, since an incident must not stay untold
   * because a token was rotated a minute too late.
   */
  Duration UNTIL_MENDED = Duration.ofMinutes(5);

  /**
   * The other side has it.
   *
   * @param reference under which the next message about the same incident finds this one, such as
   *     Slack's {@code channel:ts}; empty where there is none, or it stays as it was
   */
  record Delivered(Optional<String> reference) implements Delivery {}

  /**
   * Another try may succeed.
   *
   * @param after what the other side asked for, or how long it takes people to mend what is wrong;
   *     empty when nothing is known
   */
  record Failed(String reason, Optional<Duration> after) implements Delivery {}

  /** No other try of this message will. */
  record Refused(String reason) implements Delivery {}
}
