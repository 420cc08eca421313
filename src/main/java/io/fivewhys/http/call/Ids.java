package io.fivewhys.http.call;

import java.util.Optional;
import java.util.regex.Pattern;

/** Ids as clients write them. */
public final class Ids {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Ids() {}

  /** One that is a number; empty for what is none. */
  public static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** What can be a UUID; empty for what cannot. */
  public static Optional<String> uuid(String text) {
    return UUID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  /**
   * 404 for what there is not, or not any more.
   *
   * @param thing in a word, e.g. {@code incident}
   * @param id as it was asked for
   */
  public static Refusal unknown(String thing, String id) {
    var detail =
        "There is no %s %s, or it is too old to be kept.".formatted(thing, Call.bounded(id));
    return Problem.of(404, "no-such-" + thing, detail).refusal();
  }
}
