package io.fivewhys.intervene;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.policy.MitigationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy under which nothing has to settle.
 *
 * @param approval how long an approval is waited for
 * @param claim how long others wait for whoever acts
 * @param patience how long an effect is waited for
 */
record QuickPolicy(Policy file, Duration approval, Duration claim, Duration patience)
    implements Policy {
  QuickPolicy(Policy file, Duration claim, Duration patience) {
    this(file, Duration.ofMinutes(15), claim, patience);
  }

  @Override
  public long version() {
    return file.version();
  }

  @Override
  public Decision decide(
      Recommendation recommendation, Map<String, String> labels, List<Past> alike, Instant now) {
    return file.decide(recommendation, labels, alike, now);
  }

  @Override
  public boolean mayDo(String gateway, Action action) {
    return file.mayDo(gateway, action);
  }

  @Override
  public List<Guard> guards() {
    return file.guards();
  }

  @Override
  public Timing timing() {
    return new Timing(approval, claim, Duration.ZERO, patience);
  }

  /** No cooldowns, no waiting; what every guard does is tested where it is. */
  static Policy of(String mode, String... more) {
    return of(mode, Duration.ofMinutes(1), more);
  }

  /**
   * @param claim how long others wait for whoever acts
   * @param more lines of the rule
   */
  static Policy of(String mode, Duration claim, String... more) {
    String lines = String.join("", Arrays.stream(more).map(it -> "\n    " + it).toList());
    Policy file =
        MitigationPolicy.read(
            1,
            "mitigation.yaml",
            """
            rules:
              - name: everything
                mode: %s%s
            limits:
              target-cooldown: 0s
              action-cooldown: 0s
              gateway-cooldown: 0s
            """
                .formatted(mode, lines));
    return new QuickPolicy(file, claim, Duration.ofMinutes(1));
  }

  /**
   * @param rule what it says besides its name
   * @param limits such as {@code all-per-hour: 1}; nothing waits, and there is plenty of the rest
   */
  static Policy limited(String rule, String... limits) {
    var lines = new LinkedHashMap<String, String>();
    for (String each : List.of("target-cooldown", "action-cooldown", "gateway-cooldown")) {
      lines.put(each, "0s");
    }
    for (String each :
        List.of(
            "target-per-hour",
            "action-per-hour",
            "gateway-per-hour",
            "all-per-hour",
            "most-in-flight",
            "most-broken-gateways")) {
      lines.put(each, "100");
    }
    for (String each : limits) {
      String[] parts = each.split(": ", 2);
      lines.put(parts[0], parts[1]);
    }
    return written(
        "rules: [{name: everything, %s}]\nlimits: {%s}"
            .formatted(
                rule,
                String.join(
                    ", ",
                    lines.entrySet().stream()
                        .map(it -> it.getKey() + ": " + it.getValue())
                        .toList())));
  }

  static Policy written(String yaml) {
    return new QuickPolicy(
        MitigationPolicy.read(1, "mitigation.yaml", yaml),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1));
  }
}
