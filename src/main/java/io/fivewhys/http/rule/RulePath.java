package io.fivewhys.http.rule;

import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Paths of rule files in a URL. What a path names is looked up in a map, never in a directory. */
final class RulePath {
  static final String PREFIX = "/api/v1/rules/files/";

  private static final int LONGEST = 400;

  private RulePath() {}

  /**
   * What a request's path names, decoded once.
   *
   * @throws Refusal when it is no path of a file, so that what comes after need not ask
   */
  static String of(Call call) {
    String raw = call.path();
    if (!raw.startsWith(PREFIX) || raw.length() > PREFIX.length() + 3 * LONGEST) {
      throw bad();
    }
    String path = decoded(raw.substring(PREFIX.length()));
    boolean fits =
        !path.isEmpty()
            && path.length() <= LONGEST
            && path.chars().noneMatch(letter -> letter < ' ' || letter == 127 || letter == '\\');
    if (!fits) {
      throw bad();
    }
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw bad();
      }
    }
    return path;
  }

  /** Percent signs of RFC 3986; URLDecoder would make spaces of plus signs. */
  private static String decoded(String raw) {
    var bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) != '%') {
        bytes.put(String.valueOf(raw.charAt(i)).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
      int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw bad();
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    return utf8(bytes.flip());
  }

  private static String utf8(ByteBuffer bytes) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes);
      return text.toString();
    } catch (CharacterCodingException e) {
      throw bad();
    }
  }

  private static Refusal bad() {
    var detail =
        "This is no path of a rule file; it is like diagnosis/surge/load.drl: names joined by"
            + " single slashes, at most "
            + LONGEST
            + " characters.";
    return Problem.of(400, "bad-path", detail).refusal();
  }
}
