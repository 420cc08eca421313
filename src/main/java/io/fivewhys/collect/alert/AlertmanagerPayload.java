package io.fivewhys.collect.alert;

import java.util.List;
import java.util.Optional;

/**
 * One delivery of Alertmanager's webhook, version 4: the alerts of one group. What it tells of the
 * group besides is in the alerts themselves, and left out here.
 *
 * @param groupKey names the group; empty when it does not say
 * @param receiver as Alertmanager's configuration names us
 * @param leftOut alerts of the group that are not here: Alertmanager cut them off ({@code
 *     truncatedAlerts}), or they are more than are read
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">its
 *     documentation</a>
 */
public record AlertmanagerPayload(
    Optional<String> groupKey,
    Optional<String> receiver,
    long leftOut,
    List<NotifiedAlert> alerts) {

  public AlertmanagerPayload {
    alerts = List.copyOf(alerts);
  }
}
