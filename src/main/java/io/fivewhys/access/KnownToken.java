package io.fivewhys.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Recognises one token. Holds its SHA-256 only, so that no heap dump gives it away. */
public final class KnownToken {
  private final byte[] hash;

  private KnownToken(byte[] hash) {
    this.hash = hash;
  }

  public static KnownToken of(Secret secret) {
    return new KnownToken(sha256(secret.reveal()));
  }

  /** Takes the same time for every text of a length, however much of it is right. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(hash, sha256(presented));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
