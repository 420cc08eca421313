package io.fivewhys.collect.kubernetes.logs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.collect.kubernetes.logs.Wanted.Why;
import io.fivewhys.fact.Workload.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pods whose logs are read: the gateway's, whose access log tells what failed; those that fail;
 * and of each upstream a few that do not, since most errors are logged by pods that are well.
 *
 * @param wanted in the order of what is read first
 * @param leftOut workloads of which a pod that should be read is not, since there are too many
 */
record PodChoice(List<Wanted> wanted, Set<String> leftOut) {
  /** Pods of one workload fail alike. */
  private static final int MOST_FAILING_OF_ONE = 3;

  static PodChoice of(ClusterLook look, LogsConfig config) {
    List<Wanted> all = new ArrayList<>();
    for (WatchedWorkload workload : look.workloads().all()) {
      all.addAll(ofOne(workload, look, config));
    }
    all.sort(Comparator.comparing(Wanted::why));
    Set<String> leftOut = new LinkedHashSet<>();
    all.stream().skip(config.pods()).forEach(it -> leftOut.add(it.workload().name()));
    return new PodChoice(all.stream().limit(config.pods()).toList(), leftOut);
  }

  private static List<Wanted> ofOne(WatchedWorkload workload, ClusterLook look, LogsConfig config) {
    List<Wanted> failing = new ArrayList<>();
    List<Wanted> well = new ArrayList<>();
    boolean gateway = workload.role().equals(Optional.of(Role.GATEWAY));
    for (Pod pod : look.workloads().podsOf(workload)) {
      var condition = new Condition(pod, look.look().from());
      boolean fails = condition.isFailing();
      Why why = gateway ? Why.GATEWAY : fails ? Why.FAILING : Why.SAMPLE;
      condition
          .container()
          .filter(condition::hasRun)
          .map(it -> new Wanted(workload, pod, it, condition.hasPrevious(it), why))
          .ifPresent((fails ? failing : well)::add);
    }
    if (gateway) {
      well.addAll(failing);
      return well;
    }
    boolean upstream = workload.role().equals(Optional.of(Role.UPSTREAM));
    List<Wanted> chosen =
        new ArrayList<>(failing.subList(0, Math.min(MOST_FAILING_OF_ONE, failing.size())));
    chosen.addAll(well.subList(0, upstream ? Math.min(config.samples(), well.size()) : 0));
    return chosen;
  }
}
