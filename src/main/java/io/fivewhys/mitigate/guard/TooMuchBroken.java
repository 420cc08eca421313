package io.fivewhys.mitigate.guard;

import io.fivewhys.fact.Workload;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Where much is broken at once, the reason is seldom one that a single change mends: people decide.
 *
 * @param mostGateways with an incident that is not over, as the service itself saw it
 * @param mostPercent of the workloads that the last look saw, 1 to 100
 */
record TooMuchBroken(int mostGateways, int mostPercent) implements Guard {
  /** Of a few workloads two may be broken by one cause. */
  private static final int FEW = 2;

  private static final int ALL = 100;

  @Override
  public String name() {
    return "too-much-broken";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    int gateways = it.world().openIncidents();
    if (gateways > mostGateways) {
      return refuse(
          mostGateways + " gateways with open incidents at most",
          gateways + " gateways",
          "%d gateways are broken at once".formatted(gateways));
    }
    List<Workload> wanted =
        LastLook.facts(it, Workload.class).filter(each -> !each.isScaledToZero()).toList();
    long broken = wanted.stream().filter(each -> !each.isFullyReady()).count();
    if (broken > FEW && broken * ALL > (long) mostPercent * wanted.size()) {
      return refuse(
          "%d %% of the workloads not ready at most".formatted(mostPercent),
          "%d of %d".formatted(broken, wanted.size()),
          "%d of %d workloads are not ready, or not known to be".formatted(broken, wanted.size()));
    }
    return Optional.empty();
  }

  private Optional<Refusal> refuse(String limit, String value, String words) {
    return Optional.of(
        new Refusal(name(), limit, value, words + "; a person has to decide what comes first"));
  }
}
