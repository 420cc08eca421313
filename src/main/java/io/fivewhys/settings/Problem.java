package io.fivewhys.settings;

import java.util.Optional;

/**
 * Why a setting cannot be used.
 *
 * @param key the setting, as it was written
 * @param where file and line, environment variable or flag
 * @param found what stands there
 * @param allowed what may stand there
 * @param didYouMean the nearest thing that is allowed
 */
public record Problem(
    String key, String where, String found, String allowed, Optional<String> didYouMean) {

  @Override
  public String toString() {
    return "%s (%s): found %s; allowed: %s%s"
        .formatted(
            key,
            where,
            found,
            allowed,
            didYouMean.map(d -> "; did you mean " + d + "?").orElse(""));
  }
}
