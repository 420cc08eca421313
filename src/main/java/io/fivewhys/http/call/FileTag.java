package io.fivewhys.http.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The entity tag of a file: its SHA-256, as {@code sha256sum} prints it, in quotes. */
public final class FileTag {
  private FileTag() {}

  public static String of(String text) {
    return quoted(sha256(text));
  }

  public static String quoted(String hash) {
    return '"' + hash + '"';
  }

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
