package io.fivewhys.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

  /** What only this token can have put under the text: HMAC-SHA256 under the token's hash. */
  byte[] seal(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(hash, "HmacSHA256"));
      mac.update("fivewhys-session\n".getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
