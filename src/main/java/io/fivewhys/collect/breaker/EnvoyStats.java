package io.fivewhys.collect.breaker;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The statistics that tell of breakers: counters and gauges of {@code /stats}, as JSON or as the
 * text that old releases answer. Releases before 1.6 do not filter and answer all they have.
 *
 * @param values by the full name
 */
record EnvoyStats(Map<String, Long> values) {
  private static final int MOST_VALUES = 200_000;
  private static final String WANTED =
      "^cluster\\..*\\.(upstream_rq_pending_overflow|upstream_rq_pending_active|upstream_cx_active"
          + "|upstream_rq_active|upstream_cx_overflow"
          + "|circuit_breakers\\.default\\.(cx_open|rq_open|rq_pending_open|remaining_.*))$";
  private static final Pattern NAME = Pattern.compile(WANTED);

  /** Path and query. */
  static String query() {
    return "/stats?format=json&filter=" + URLEncoder.encode(WANTED, StandardCharsets.UTF_8);
  }

  static EnvoyStats of(WebAnswer answer) throws SourceFailed {
    Map<String, Long> values = new HashMap<>();
    if (JsonBody.isJson(answer)) {
      JsonBody.each(
          answer,
          "stats",
          "/stats",
          stat -> {
            if (stat.path("value").isIntegralNumber()) {
              put(values, stat.path("name").asText(""), stat.path("value").asLong());
            }
          });
    } else {
      answer.text().lines().forEach(line -> line(values, line));
      if (values.isEmpty() && !answer.text().isBlank()) {
        throw new SourceFailed(Code.NONSENSE, "/stats answers neither JSON nor text as Envoy's");
      }
    }
    return new EnvoyStats(values);
  }

  private static void line(Map<String, Long> values, String line) {
    int colon = line.lastIndexOf(": ");
    try {
      if (colon > 0) {
        put(values, line.substring(0, colon), Long.parseLong(line.substring(colon + 2).strip()));
      }
    } catch (NumberFormatException e) {
      // A histogram or a text; none of these is wanted.
    }
  }

  private static void put(Map<String, Long> values, String name, long value) {
    if (value >= 0 && values.size() < MOST_VALUES && NAME.matcher(name).matches()) {
      values.put(name, value);
    }
  }

  OptionalLong value(EnvoyCluster cluster, String name) {
    Long value = values.get(cluster.statPrefix() + name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
