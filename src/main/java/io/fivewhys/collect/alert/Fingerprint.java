package io.fivewhys.collect.alert;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Names an alert by its labels as Alertmanager does (prometheus/common, {@code
 * LabelSet.Fingerprint}): FNV-1a of 64 bits over names and values sorted by name, each followed by
 * a byte that no text has.
 */
final class Fingerprint {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{16}");
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int SEPARATOR = 0xff;

  private Fingerprint() {}

  static String of(Map<String, String> labels) {
    long hash = OFFSET;
    for (var label : new TreeMap<>(labels).entrySet()) {
      hash = add(add(hash, label.getKey()), label.getValue());
    }
    return "%016x".formatted(hash);
  }

  static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  private static long add(long before, String text) {
    long hash = before;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    return (hash ^ SEPARATOR) * PRIME;
  }
}
