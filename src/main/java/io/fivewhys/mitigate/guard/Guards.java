package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Policy;
import java.util.List;
import java.util.Set;

/** All of them. */
public final class Guards {
  private Guards() {}

  /**
   * In the order in which people should read their objections: who forbids it, then what is not
   * known, then what would break, then how often.
   *
   * @param policy that they belong to
   * @param protectedNamespaces in which nothing is done
   */
  public static List<Guard> of(
      Policy policy, Limits limits, Set<String> protectedNamespaces, List<Freeze> freezes) {
    return List.of(
        new StopSwitch(),
        new OneTarget(),
        new ProtectedNamespaces(Set.copyOf(protectedNamespaces)),
        new StillDecided(policy),
        new FreezeWindow(List.copyOf(freezes)),
        new Silenced(),
        new DataComplete(limits.mostAge(), limits.mostBlindSources()),
        new CauseGone(),
        new SureEnough(limits.leastConfidence()),
        new NotADependency(),
        new UpstreamHealthy(),
        new TooMuchBroken(limits.mostBrokenGateways(), limits.mostBrokenPercent()),
        new LastReady(),
        new DisturbedAtOnce(limits.mostDisturbedPods(), limits.mostDisturbedPercent()),
        new MostReplicas(limits.mostReplicas(), limits.mostGrowth()),
        new OneAtATime(),
        new NotRepeated(),
        new NotBroughtBack(),
        new Failures(limits.mostFailures(), limits.failuresBlock()),
        new Cooldown(limits.targetCooldown(), limits.actionCooldown(), limits.gatewayCooldown()),
        new HourlyBudget(limits.targetPerHour(), limits.actionPerHour(), limits.gatewayPerHour()),
        new DisruptionBudget(limits.allPerHour(), limits.mostInFlight()));
  }
}
