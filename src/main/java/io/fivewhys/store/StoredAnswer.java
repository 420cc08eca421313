package io.fivewhys.store;

import java.util.Map;
import java.util.Optional;

/**
 * The answer to a request, as it is given again.
 *
 * @param status of HTTP
 * @param headers without those that every answer has
 * @param body empty where it was too large to be kept
 */
public record StoredAnswer(
    int status, String mediaType, Map<String, String> headers, Optional<byte[]> body) {
  /** Largest body that is kept: 8 MiB. */
  public static final int MOST_BYTES = 8 << 20;

  /** The same without the body, if that is too large. */
  StoredAnswer bounded() {
    boolean fits = body.filter(it -> it.length > MOST_BYTES).isEmpty();
    return fits ? this : new StoredAnswer(status, mediaType, headers, Optional.empty());
  }
}
