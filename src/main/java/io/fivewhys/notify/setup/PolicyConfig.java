package io.fivewhys.notify.setup;

import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.Severity;
import io.fivewhys.settings.Required;
import io.fivewhys.settings.Within;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Who is called when nobody acts on some incidents.
 *
 * @param gateways none: all
 * @param severities none: all
 * @param levels each later than the one before; none: nobody is called
 */
record PolicyConfig(
    List<String> gateways, List<Severity> severities, @Required List<LevelConfig> levels) {
  private static final int MOST_LEVELS = 20;

  PolicyConfig {
    if (levels.size() > MOST_LEVELS) {
      throw new IllegalArgumentException("at most " + MOST_LEVELS + " levels");
    }
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).after().compareTo(levels.get(i - 1).after()) <= 0) {
        throw new IllegalArgumentException(
            "levels of growing after; levels[%d] comes no later than the one before".formatted(i));
      }
    }
  }

  /**
   * @param after from the opening of the incident on
   */
  record LevelConfig(
      @Within(least = "0s", most = "7d") Duration after, @Required List<String> channels) {
    LevelConfig {
      if (channels.isEmpty()) {
        throw new IllegalArgumentException("channels with at least one that is called");
      }
    }
  }

  EscalationPlan.Policy policy() {
    return new EscalationPlan.Policy(
        Set.copyOf(gateways),
        Set.copyOf(severities),
        levels.stream().map(it -> new EscalationPlan.Level(it.after(), it.channels())).toList());
  }
}
