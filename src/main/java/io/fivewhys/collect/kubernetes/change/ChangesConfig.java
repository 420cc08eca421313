package io.fivewhys.collect.kubernetes.change;

import io.fivewhys.settings.Within;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is told of changes of configuration; a section of the configuration.
 *
 * @param horizon how long after it was made a change is told
 * @param maxObjects most objects that are remembered; those that workloads read come first
 * @param secrets whether Secrets are watched, of which only hashes are kept; needs the right to
 *     list them
 * @param ignore objects whose changes are nobody's concern, as Kind/name with {@code *} for any
 *     text, such as {@code ConfigMap/autoscaler-*}
 */
public record ChangesConfig(
    @Within(least = "10m", most = "14d") Duration horizon,
    @Within(least = "100", most = "50000") int maxObjects,
    boolean secrets,
    List<String> ignore) {
  private static final Pattern IGNORABLE = Pattern.compile("[A-Za-z*]+/[a-z0-9.*-]+");

  public ChangesConfig {
    ignore = List.copyOf(ignore);
    for (String each : ignore) {
      if (!IGNORABLE.matcher(each).matches()) {
        throw new IllegalArgumentException("ignore as Kind/name, with * for any text");
      }
    }
  }

  public static ChangesConfig defaults() {
    return new ChangesConfig(Duration.ofHours(24), 5_000, true, List.of());
  }

  /** Whether the changes of this object are nobody's concern. */
  boolean ignores(String object) {
    return ignore.stream().anyMatch(it -> matches(it, object));
  }

  /** With any number of stars in time that grows with the product of the lengths, and no more. */
  private static boolean matches(String glob, String text) {
    int at = 0;
    int star = -1;
    int resumed = 0;
    int in = 0;
    while (in < text.length()) {
      if (at < glob.length() && glob.charAt(at) == '*') {
        star = at++;
        resumed = in;
      } else if (at < glob.length() && glob.charAt(at) == text.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resumed;
      } else {
        return false;
      }
    }
    return glob.substring(at).chars().allMatch(it -> it == '*');
  }
}
