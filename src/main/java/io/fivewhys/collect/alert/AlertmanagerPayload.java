package io.fivewhys.collect.alert;

import java.util.List;
import java.util.Optional;

/**
 * One delivery of Alertmanager's webhook, version 4: the alerts of one group. What it tells of the
 * group besides is in the alerts themselves, and left out here.
 *
 * @param groupKey names the group; empty when it does not say
 * @param receiver as Alertmanager's configuration names us
 * @param leftOut alerts of the group that Alertmanager cut off ({@code truncatedAlerts})
 * @param unread those that were there and are not taken
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">its
 *     documentation</a>
 */
public record AlertmanagerPayload(
    Optional<String> groupKey,
    Optional<String> receiver,
    long leftOut,
    Unread unread,
    List<NotifiedAlert> alerts) {

  public AlertmanagerPayload {
    alerts = List.copyOf(alerts);
  }

  /**
   * Alerts of a delivery that are not taken, each of which must not cost the others.
   *
   * @param count how many
   * @param first what was wrong with the first of them; empty when there are just too many
   */
  public record Unread(long count, Optional<PayloadRefused> first) {
    static final Unread NONE = new Unread(0, Optional.empty());

    /** What is allowed; says nothing of what was found, which may be anything. */
    String why() {
      return first
          .map(it -> "allowed: " + it.allowed())
          .orElse("the delivery has more than is read");
    }
  }
}
