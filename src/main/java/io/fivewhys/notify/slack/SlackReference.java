package io.fivewhys.notify.slack;

import java.util.Optional;

/**
 * Where a message is.
 *
 * @param channel its id
 * @param ts Slack's time of it, which is its name in the channel
 */
record SlackReference(String channel, String ts) {

  /** Empty when it is none of ours. */
  static Optional<SlackReference> parse(String text) {
    String[] parts = text.split(":", 2);
    return parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()
        ? Optional.of(new SlackReference(parts[0], parts[1]))
        : Optional.empty();
  }

  /** {@code channel:ts}. */
  @Override
  public String toString() {
    return channel + ":" + ts;
  }
}
