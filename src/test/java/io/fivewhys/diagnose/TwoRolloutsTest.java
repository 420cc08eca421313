package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Of two rollouts the one is told of that fits, by every rule alike. */
class TwoRolloutsTest {
  @Test
  void errorsAreMeasuredFromTheRolloutThatTheyBeganWith() {
    var snapshot =
        Facts.snapshot(
            "RouteTraffic, route: /orders, upstream: orders, responses: {'200': 500, '500': 500},"
                + " errorsSince: '2026-01-05T11:55:30Z'",
            "Rollout, workload: orders, revision: 6, previousRevision: 5, at:"
                + " '2026-01-05T11:45:00Z', changes: [image]",
            "Rollout, workload: orders, revision: 7, previousRevision: 6, at:"
                + " '2026-01-05T11:55:00Z', changes: [image]",
            "LogPattern, workload: orders, pattern: code_error, count: 40, since:"
                + " '2026-01-05T11:55:20Z'");

    Diagnosis.Cause cause = IncidentCase.diagnose(snapshot).causes().getFirst();

    assertThat(cause.why())
        .anyMatch(it -> it.contains("less than a minute after its rollout"))
        .noneMatch(it -> it.contains("10 minutes after"));
  }
}
