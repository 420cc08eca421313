package io.fivewhys.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The entity tag of a file: its SHA-256, as {@code sha256sum} prints it, in quotes. */
final class FileTag {
  private FileTag() {}

  static String of(String text) {
    return quoted(sha256(text));
  }

  static String quoted(String hash) {
    return '"' + hash + '"';
  }

  static long sizeBytes(String text) {
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
