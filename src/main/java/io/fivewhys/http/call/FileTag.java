package io.fivewhys.http.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The entity tag of a file: its SHA-256, as {@code sha256sum} prints it, in quotes. */
public final class FileTag {
  private FileTag() {}

  /** The tag of a text, over its UTF-8 bytes. */
  public static String of(String text) {
    return quoted(sha256(text));
  }

  /** The tag of a hash that is known. */
  public static String quoted(String hash) {
    return '"' + hash + '"';
  }

  /** How long a text is in UTF-8. */
  public static long sizeBytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
