package io.fivewhys.diagnose;

import java.time.Duration;

/**
 * Whom to call when an incident stays unresolved.
 *
 * @param after how long to wait when a cause is known
 * @param team who takes over
 * @param slack channel
 * @param pagerduty service
 */
public record EscalationPolicy(Duration after, String team, String slack, String pagerduty) {

  /** As the runbook has it. */
  public static EscalationPolicy defaults() {
    return new EscalationPolicy(
        Duration.ofMinutes(20), "Platform Engineering", "#api-incidents", "API on-call");
  }
}
