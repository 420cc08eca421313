package io.fivewhys.notify;

import java.time.Duration;
import java.util.Optional;

/** A way to tell people. Safe for use by threads. */
public interface Channel {
  /** As the configuration names it. */
  String name();

  /**
   * As the configuration has it: {@code slack-webhook}, {@code slack}, {@code pagerduty}, {@code
   * webhook}, {@code email}.
   */
  String type();

  /** How many messages it takes at the same time, 1 or more. */
  int concurrency();

  /** Least time between two messages to the same place. */
  Duration spacing();

  /** Which occasions it can tell of: a pager has no word for a change of cause. */
  boolean tells(Occasion occasion);

  /**
   * Tries once, within the deadline of its own.
   *
   * @param reference of the last message about the same incident that had one
   */
  Delivery deliver(Message message, Optional<String> reference) throws InterruptedException;
}
