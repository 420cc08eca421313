package io.fivewhys.notify.pagerduty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fivewhys.notify.Hmac;
import java.util.Optional;

/**
 * Under which PagerDuty joins all events of one incident: the same at each try, so that a repeated
 * trigger wakes nobody twice. PagerDuty's webhooks have it as {@code incident_key}.
 */
public final class DedupKey {
  static final int MOST_CHARS = 255;
  private static final String PREFIX = "fivewhys/";
  private static final String TEST = PREFIX + "test/";

  private DedupKey() {}

  public static String of(String incident) {
    return bounded(PREFIX + incident);
  }

  /** Of a try of the channel, which belongs to no incident. */
  static String ofTest(String message) {
    return bounded(TEST + message);
  }

  /** Id of the incident; empty when the key is none of ours. */
  public static Optional<String> incident(String key) {
    return key.startsWith(PREFIX) && !key.startsWith(TEST) && key.length() > PREFIX.length()
        ? Optional.of(key.substring(PREFIX.length()))
        : Optional.empty();
  }

  /** No id of ours is that long; if one were, it would still be told apart from others. */
  private static String bounded(String key) {
    return key.length() <= MOST_CHARS
        ? key
        : key.substring(0, MOST_CHARS - 65) + "/" + Hmac.hex("fivewhys", key.getBytes(UTF_8));
  }
}
