package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts a keyed hash in the place of each of a Secret's values, so that a change shows and the value
 * does not. The key lives as long as the process and is kept nowhere: the same value has the same
 * hash until then, and nobody can try out values against it.
 */
final class SecretDigest {
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecretKeySpec KEY = key();

  private SecretDigest() {}

  /** The Secret without its values, nor what could hold them. */
  static Secret of(Secret secret) {
    Map<String, String> hashes = new LinkedHashMap<>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> hashes.put(key, hash(value == null ? "" : value)));
    }
    if (secret.getStringData() != null) {
      secret
          .getStringData()
          .forEach((key, value) -> hashes.put(key, hash(value == null ? "" : value)));
    }
    secret.setData(hashes);
    secret.setStringData(null);
    secret.getAdditionalProperties().clear();
    // kubectl apply writes the whole object, values and all, into an annotation; others do alike.
    secret.getMetadata().setAnnotations(KeptFields.ownership(secret));
    return secret;
  }

  /** An empty value stays so: that there is none is no secret, and may be what is wrong. */
  private static String hash(String value) {
    if (value.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(KEY);
      byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static SecretKeySpec key() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SecretKeySpec(bytes, ALGORITHM);
  }
}
