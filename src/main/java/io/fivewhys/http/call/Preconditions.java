package io.fivewhys.http.call;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What must be there for a change to be made, by the headers of RFC 9110.
 *
 * @param ifMatch hash of what must be there, {@code *} for anything; empty when not demanded
 * @param ifAbsent nothing may be there: {@code If-None-Match: *}
 */
public record Preconditions(Optional<String> ifMatch, boolean ifAbsent) {
  private static final Pattern TAG = Pattern.compile("\"?([0-9a-f]{8,64})\"?");

  /**
   * @throws Refusal when the headers say something else
   */
  public static Preconditions of(Call call) {
    Optional<String> ifMatch = call.header("If-Match");
    Optional<String> ifNoneMatch = call.header("If-None-Match");
    if (ifNoneMatch.isPresent() && (ifMatch.isPresent() || !ifNoneMatch.get().equals("*"))) {
      throw bad("If-None-Match can only be *, and only without If-Match.");
    }
    return new Preconditions(ifMatch.map(Preconditions::hash), ifNoneMatch.isPresent());
  }

  /** Whether the client asks for none. */
  public boolean none() {
    return ifMatch.isEmpty() && !ifAbsent;
  }

  private static String hash(String header) {
    if (header.equals("*")) {
      return header;
    }
    var tag = TAG.matcher(header);
    if (!tag.matches()) {
      throw bad("If-Match must be one ETag as this service gave it, or *.");
    }
    return tag.group(1);
  }

  private static Refusal bad(String detail) {
    return Problem.of(400, "bad-precondition", detail).refusal();
  }
}
