package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.TreeMap;

/** What ConfigMaps and Secrets hold: each key, and for a ConfigMap the settings in its files. */
final class ConfigContent {
  private static final int MOST_KEYS = 2_000;

  private ConfigContent() {}

  static Content of(ConfigMap object, KeyedHash hash) {
    var content = new Content.Writer(hash);
    present(object.getData())
        .forEach(
            (key, value) -> {
              content.put(key, value);
              FileSettings.of(key, value)
                  .forEach((path, inner) -> content.put(key + Content.INSIDE + path, inner));
            });
    present(object.getBinaryData()).forEach(content::putSecret);
    return content.done();
  }

  /** Of a Secret's values nothing is kept but their hashes, and whether one is empty. */
  static Content of(Secret object, KeyedHash hash) {
    var content = new Content.Writer(hash);
    present(object.getData()).forEach(content::putSecret);
    return content.done();
  }

  private static Map<String, String> present(Map<String, String> data) {
    if (data == null) {
      return Map.of();
    }
    var some = new TreeMap<String, String>();
    data.forEach(
        (key, value) -> {
          if (some.size() < MOST_KEYS) {
            some.put(key, value == null ? "" : value);
          }
        });
    return some;
  }
}
