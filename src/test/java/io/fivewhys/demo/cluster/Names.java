package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Names as the controllers make them: without vowels, so that no word comes out by chance. */
final class Names {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final String HEX = "0123456789abcdef";
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private Names() {}

  /** Five letters at the end of a pod's name. */
  static String suffix() {
    return random(LETTERS, 5);
  }

  static String containerId() {
    return "containerd://" + random(HEX, 64);
  }

  /** The pod-template-hash: the same template, the same hash (FNV-1a, spelt with safe letters). */
  static String hash(PodTemplateSpec template) {
    int hash = FNV_OFFSET;
    for (byte b : Serialization.asJson(template).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    StringBuilder name = new StringBuilder();
    for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
      name.append(LETTERS.charAt(digit % LETTERS.length()));
    }
    return name.toString();
  }

  private static String random(String letters, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(ThreadLocalRandom.current().nextInt(letters.length())));
    }
    return text.toString();
  }
}
