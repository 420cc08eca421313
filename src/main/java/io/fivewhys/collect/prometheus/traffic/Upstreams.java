package io.fivewhys.collect.prometheus.traffic;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which workload is behind a name that a gateway's metrics use. */
public final class Upstreams {
  private static final Pattern GROUP = Pattern.compile("\\$(.?)");

  private final Map<String, String> exact = new LinkedHashMap<>();
  private final Map<Pattern, String> patterns = new LinkedHashMap<>();

  /**
   * @param workloads by the name in the metrics: as it is, or as a regular expression (RE2) for the
   *     whole name, whose groups the workload may use as {@code $1}; the first that fits counts
   * @throws IllegalArgumentException when an expression cannot be used
   */
  public Upstreams(Map<String, String> workloads) {
    workloads.forEach(
        (name, workload) -> {
          exact.put(name, workload);
          if (!Pattern.quote(name).equals(name)) {
            patterns.put(compiled(name, workload), workload);
          }
        });
  }

  private static Pattern compiled(String name, String workload) {
    try {
      Pattern pattern = Pattern.compile(name);
      // Tried here, because it would fail at the first name that fits.
      var used = GROUP.matcher(workload);
      while (used.find()) {
        boolean isThere = used.group(1).matches("[0-9]");
        if (!isThere || Integer.parseInt(used.group(1)) > pattern.groupCount()) {
          throw new IllegalArgumentException(
              "upstreams: in %s only the groups of %s, $1 to $%d"
                  .formatted(workload, name, pattern.groupCount()));
        }
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "upstreams with names or regular expressions (RE2): " + e.getMessage(), e);
    }
  }

  /** The workload that the configuration names for it; empty when it names none. */
  public Optional<String> named(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (exact.containsKey(name)) {
      return Optional.of(exact.get(name));
    }
    for (var each : patterns.entrySet()) {
      Matcher matcher = each.getKey().matcher(name);
      if (matcher.matches()) {
        return Optional.of(matcher.replaceFirst(each.getValue()));
      }
    }
    return Optional.empty();
  }

  /**
   * The workload that the configuration names for it, else this one, else none where it is empty.
   */
  public Optional<String> of(String name, String otherwise) {
    return named(name).or(() -> Optional.of(otherwise).filter(it -> !it.isEmpty()));
  }
}
