package io.fivewhys.collect.kubernetes.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells values apart without keeping them: HMAC with SHA-256 under a random key of this
 * installation, so that nobody can try out passwords on the hashes without the key.
 */
final class KeyedHash {
  private static final String FILE = "fingerprint.key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /** Half of the hash: 2 in 10^38 that two values are taken for one. */
  private static final int KEPT_BYTES = 16;

  private final Mac mac;

  private KeyedHash(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** With the key kept in this directory; made when it is not there. */
  static KeyedHash in(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (Files.notExists(file)) {
      make(file);
    }
    byte[] key;
    try (var in = Files.newInputStream(file)) {
      key = in.readNBytes(KEY_BYTES + 1);
    }
    if (key.length != KEY_BYTES) {
      throw new IOException(file + " is no key of " + KEY_BYTES + " bytes; delete it");
    }
    return new KeyedHash(key);
  }

  /** With a key that ends with this process. */
  static KeyedHash forgotten() {
    return new KeyedHash(randomKey());
  }

  /** Whole or not at all, also when two make it at once: the first one's stays. */
  private static void make(Path file) throws IOException {
    Path unfinished = PrivateFile.writeBeside(file, randomKey());
    try {
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was first; theirs is as good.
    } catch (UnsupportedOperationException e) {
      Files.move(unfinished, file);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** 22 characters. */
  synchronized String of(String value) {
    byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEPT_BYTES));
  }

  /** Tells keys apart: hashes under another key cannot be compared. */
  String keyName() {
    return of("name of this key");
  }
}
