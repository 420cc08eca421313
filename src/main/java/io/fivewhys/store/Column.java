package io.fivewhys.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Values as columns hold them that are searched by, whatever a client wrote. */
final class Column {
  static final int MOST_CHARS = 200;

  private static final String CUT = "sha-256:";

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Column() {}

  /**
   * The name itself, or what stands for it where it is too long for an index or holds what a
   * database does not take: equal for equal names, another for others.
   */
  static String name(String name) {
    boolean fits =
        name.length() <= MOST_CHARS
            && !name.startsWith(CUT)
            && name.chars().noneMatch(it -> it < ' ' || Character.isSurrogate((char) it));
    return fits ? name : CUT + sha256(name.getBytes(StandardCharsets.UTF_8));
  }

  /** A text for people, without the one character that PostgreSQL does not take. */
  static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** The time itself, or the end of what both databases know. */
  static Instant time(Instant time) {
    return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
