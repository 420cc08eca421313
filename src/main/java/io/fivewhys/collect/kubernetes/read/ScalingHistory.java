package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.WorkloadKind;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * When workloads were scaled, and from what: as seen between two looks, where these are not too far
 * apart to tell when it was. For what happened before the first look its events tell both, or the
 * object itself tells the time, where whoever scaled it did so through its scale subresource.
 */
final class ScalingHistory {
  /** Between looks further apart than this nobody knows when a workload was scaled. */
  private static final Duration CLOSELY = Duration.ofMinutes(5);

  /** Replicas wanted, and before the last change; when that was, where it is known. */
  private record Wanted(long now, OptionalLong before, Optional<Instant> at) {}

  private final Map<String, Wanted> known = new HashMap<>();
  private Optional<Instant> lastLook = Optional.empty();

  synchronized void observe(List<WatchedWorkload> workloads, ClusterLook look) {
    Set<String> present = new HashSet<>();
    for (WatchedWorkload each : workloads) {
      OptionalLong desired = Replicas.of(each.object()).desired();
      // Nobody scales a DaemonSet: it follows the nodes.
      if (desired.isPresent() && each.kind() != WorkloadKind.DAEMON_SET) {
        present.add(each.uid());
        known.merge(
            each.uid(),
            new Wanted(desired.getAsLong(), OptionalLong.empty(), Optional.empty()),
            (before, now) -> before.now() == now.now() ? before : changed(before, now, each, look));
      }
    }
    known.keySet().retainAll(present);
    lastLook = Optional.of(look.look().at());
  }

  private Wanted changed(Wanted before, Wanted now, WatchedWorkload workload, ClusterLook look) {
    Optional<Instant> written =
        scaledAt(workload).filter(it -> lastLook.isEmpty() || it.isAfter(lastLook.get()));
    boolean closely =
        lastLook.filter(it -> !it.plus(CLOSELY).isBefore(look.look().at())).isPresent();
    return new Wanted(
        now.now(),
        OptionalLong.of(before.now()),
        written.or(() -> closely ? Optional.of(look.look().at()) : Optional.empty()));
  }

  synchronized void describe(WatchedWorkload workload, ClusterLook look, FactDraft<?> draft) {
    Wanted wanted = known.get(workload.uid());
    if (wanted == null) {
      return;
    }
    Optional<ScalingEvents.Scaling> told = ScalingEvents.last(workload, wanted.now(), look);
    if (wanted.before().isPresent()) {
      draft
          .set("previousDesired", wanted.before())
          .set("lastScaledAt", wanted.at().or(() -> told.map(ScalingEvents.Scaling::at)));
      return;
    }
    draft
        .set("previousDesired", told.map(ScalingEvents.Scaling::before))
        .set("lastScaledAt", told.map(ScalingEvents.Scaling::at).or(() -> scaledAt(workload)));
  }

  private static Optional<Instant> scaledAt(WatchedWorkload workload) {
    return workload.object().getMetadata().getManagedFields().stream()
        .filter(it -> "scale".equals(it.getSubresource()))
        .map(ManagedFieldsEntry::getTime)
        .flatMap(it -> Metadata.instant(it).stream())
        .max(Comparator.naturalOrder());
  }
}
