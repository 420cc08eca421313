package io.fivewhys.collect.kubernetes.change;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a ConfigMap holds. Its values may be secrets, whatever the kind is meant for: they are
 * shown nowhere.
 *
 * @param binaryData in Base64, as the API has it
 */
public record ConfigData(SortedMap<String, String> data, SortedMap<String, String> binaryData) {
  /** As much as the API server takes. */
  public static final int MOST_BYTES = 1 << 20;

  public ConfigData {
    data = copy(data);
    binaryData = copy(binaryData);
  }

  public static ConfigData of(ConfigMap object) {
    return new ConfigData(copy(object.getData()), copy(object.getBinaryData()));
  }

  private static SortedMap<String, String> copy(Map<String, String> values) {
    var copy = new TreeMap<String, String>();
    if (values != null) {
      values.forEach((key, value) -> copy.put(key, value == null ? "" : value));
    }
    return Collections.unmodifiableSortedMap(copy);
  }

  /** Of keys and values, in UTF-8. */
  @JsonIgnore
  public long bytes() {
    return bytes(data) + bytes(binaryData);
  }

  private static long bytes(Map<String, String> values) {
    return values.entrySet().stream()
        .mapToLong(it -> (long) utf8(it.getKey()).length + utf8(it.getValue()).length)
        .sum();
  }

  /** SHA-256 over all of it, in hexadecimal digits. Short secrets can be tried out on it. */
  @JsonIgnore
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, data);
      add(digest, binaryData);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, Map<String, String> values) {
    values.forEach(
        (key, value) -> {
          add(digest, key);
          add(digest, value);
        });
    digest.update((byte) 0xFF);
  }

  /** With its length before it: no other keys and values read the same. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = utf8(text);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Its keys alone. */
  @Override
  public String toString() {
    return "ConfigData[" + data.keySet() + ", " + binaryData.keySet() + "]";
  }
}
