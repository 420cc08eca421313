package io.fivewhys.http.rule;

import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import java.util.regex.Pattern;

/**
 * How a revision is named: its number, its id, or so much of its beginning that it is the only one.
 */
final class RevisionName {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{8,64}|[0-9]{1,7}");

  private RevisionName() {}

  /**
   * @throws Refusal when it is no name at all
   */
  static String checked(String text) {
    if (!NAME.matcher(text).matches()) {
      var detail = "A revision is named by its number, or by 8 to 64 of the letters 0-9 and a-f.";
      throw Problem.of(400, "bad-revision", detail).refusal();
    }
    return text;
  }

  static Refusal unknown() {
    return Problem.of(404, "no-such-revision", "There is no such revision, or it is not kept.")
        .refusal();
  }
}
