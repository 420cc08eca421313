package io.fivewhys.mitigate.guard;

import io.fivewhys.settings.Within;
import java.time.Duration;

/**
 * The numbers of the guards.
 *
 * @param leastConfidence in the cause, as the last look sees it, 0.0 to 1.0
 * @param mostAge of the last look
 * @param mostBlindSources that could not be asked in the last look, by their names
 * @param mostDisturbedPods ready pods that may be away at once
 * @param mostDisturbedPercent of those that the workload should have; the stricter of both holds
 * @param mostReplicas that a workload may be scaled out to
 * @param mostGrowth times as many replicas as now, at once
 * @param mostBrokenGateways with an incident that is not over
 * @param mostBrokenPercent of the workloads in the last look that are not ready, from three on
 * @param targetCooldown since anything was begun at the same target
 * @param actionCooldown since the same action was begun anywhere
 * @param gatewayCooldown since anything was begun because of the same gateway
 * @param targetPerHour interventions begun
 * @param actionPerHour interventions begun
 * @param gatewayPerHour interventions begun
 * @param allPerHour interventions begun, whatever they are
 * @param mostInFlight interventions whose outcome is not known, whatever they are
 * @param mostFailures of a target within an hour
 * @param failuresBlock how long the target is left alone after them
 */
public record Limits(
    @Within(least = "0", most = "1") double leastConfidence,
    @Within(least = "10s", most = "15m") Duration mostAge,
    @Within(least = "0", most = "20") int mostBlindSources,
    @Within(least = "1", most = "1000") int mostDisturbedPods,
    @Within(least = "1", most = "100") int mostDisturbedPercent,
    @Within(least = "1", most = "10000") int mostReplicas,
    @Within(least = "1", most = "100") int mostGrowth,
    @Within(least = "1", most = "1000") int mostBrokenGateways,
    @Within(least = "1", most = "100") int mostBrokenPercent,
    @Within(least = "0s", most = "24h") Duration targetCooldown,
    @Within(least = "0s", most = "24h") Duration actionCooldown,
    @Within(least = "0s", most = "24h") Duration gatewayCooldown,
    @Within(least = "1", most = "100") int targetPerHour,
    @Within(least = "1", most = "100") int actionPerHour,
    @Within(least = "1", most = "100") int gatewayPerHour,
    @Within(least = "1", most = "100") int allPerHour,
    @Within(least = "1", most = "100") int mostInFlight,
    @Within(least = "1", most = "20") int mostFailures,
    @Within(least = "1m", most = "24h") Duration failuresBlock) {
  public static Limits defaults() {
    return new Limits(
        0.7,
        Duration.ofMinutes(2),
        2,
        5,
        50,
        20,
        2,
        3,
        50,
        Duration.ofMinutes(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        3,
        10,
        5,
        12,
        2,
        3,
        Duration.ofHours(1));
  }
}
