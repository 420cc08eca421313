package io.fivewhys.http;

import java.util.List;
import java.util.Optional;

/**
 * Who does something with the admin token.
 *
 * @param claimed a name that the request gives; nobody checks it
 */
record Author(Optional<String> claimed) {
  private static final String AUTHENTICATED = "admin";

  /**
   * Of an operation that takes no other parameter.
   *
   * @throws Refusal when there is another one, or it is no name
   */
  static Author of(Call call) {
    Optional<String> name = ChangeQuery.of(call, List.of("author")).author();
    if (name.filter(it -> !JsonBody.isPrintable(it) || it.contains("\n")).isPresent()) {
      var detail = "author must be a name, without control characters.";
      throw Problem.of(400, "bad-parameter", detail).refusal();
    }
    return new Author(name);
  }

  /** As timelines have it. */
  String actor() {
    return claimed.map(it -> AUTHENTICATED + " (" + it + ")").orElse(AUTHENTICATED);
  }

  ActionTrail trail(AccessParts access, String operation, Call call) {
    return new ActionTrail(access, operation, call, AUTHENTICATED, claimed);
  }
}
