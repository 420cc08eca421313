package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.WorkloadKind;
import io.fivewhys.fact.read.FactDraft;
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
 * When workloads were scaled, and from what: as seen between two looks. For what happened before
 * the first look its events tell both, or the object itself tells the time, where whoever scaled it
 * did so through its scale subresource.
 */
final class ScalingHistory {
  /** Replicas wanted, and before the last change. */
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
    return new Wanted(
        now.now(), OptionalLong.of(before.now()), written.or(() -> Optional.of(look.look().at())));
  }

  synchronized void describe(WatchedWorkload workload, ClusterLook look, FactDraft<?> draft) {
    Wanted wanted = known.get(workload.uid());
    if (wanted == null) {
      return;
    }
    if (wanted.before().isPresent()) {
      draft.set("previousDesired", wanted.before()).set("lastScaledAt", wanted.at());
      return;
    }
    Optional<ScalingEvents.Scaling> told = ScalingEvents.last(workload, wanted.now(), look);
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
