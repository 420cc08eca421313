package io.fivewhys.http.call;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): a string in
 * quotes as RFC 9651 has it. Without quotes, as many clients send it, it is understood too.
 */
final class RequestKey {
  static final String HEADER = "Idempotency-Key";
  static final int LONGEST = 255;

  /**
   * PUT and DELETE may be repeated by themselves, but under a condition the second time would hear
   * that somebody was first.
   */
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\])*\"");

  private static final Pattern BARE = Pattern.compile("[\\x21\\x23-\\x2b\\x2d-\\x5b\\x5d-\\x7e]+");

  private RequestKey() {}

  /**
   * @return empty without the header, and for methods that only read
   * @throws Refusal when it is no key
   */
  static Optional<String> of(HttpServerRequest request) {
    List<String> all = request.headers().getAll(HEADER);
    if (all.isEmpty() || !METHODS.contains(request.method().name())) {
      return Optional.empty();
    }
    if (all.size() > 1) {
      throw bad("There is more than one.");
    }
    String key = parsed(all.getFirst().strip());
    if (key.isEmpty() || key.length() > LONGEST) {
      throw bad("Found " + key.length() + " characters.");
    }
    return Optional.of(key);
  }

  private static String parsed(String header) {
    // Before the patterns: they are only to see what is short.
    if (header.length() > 2 * LONGEST + 2) {
      throw bad("Found a header of " + header.length() + " characters.");
    }
    if (QUOTED.matcher(header).matches()) {
      return header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    if (header.isEmpty() || BARE.matcher(header).matches()) {
      return header;
    }
    throw bad("Found characters or quotes that may not be there.");
  }

  private static Refusal bad(String found) {
    var detail =
        HEADER
            + " must be one string of 1 to "
            + LONGEST
            + " printable ASCII characters in quotes, such as a UUID. "
            + found;
    return Problem.of(400, "bad-idempotency-key", detail).refusal();
  }
}
