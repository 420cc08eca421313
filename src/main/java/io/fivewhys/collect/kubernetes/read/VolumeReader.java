package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Said;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.VolumeClaim;
import io.fivewhys.fact.read.FactDraft;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The claims that workloads mount. */
public final class VolumeReader implements ClusterReader {
  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(PersistentVolumeClaim.class);
  }

  @Override
  public String subject() {
    return "volumes";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    Map<String, PersistentVolumeClaim> claims = new LinkedHashMap<>();
    for (var each : look.objects().list(PersistentVolumeClaim.class)) {
      claims.put(each.getMetadata().getNamespace() + "/" + each.getMetadata().getName(), each);
    }
    for (var mounted : Claims.of(look).entrySet()) {
      PersistentVolumeClaim claim = claims.get(mounted.getKey());
      if (claim != null) {
        gathered.add(draft(claim, mounted.getValue(), look));
      } else if (look.objects().sees(PersistentVolumeClaim.class)) {
        gathered.add(absent(mounted.getKey(), mounted.getValue()));
      }
    }
    return gathered.answer();
  }

  private static FactDraft<VolumeClaim> draft(
      PersistentVolumeClaim claim, WatchedWorkload workload, ClusterLook look) {
    String phase = claim.getStatus() == null ? null : claim.getStatus().getPhase();
    return FactDraft.of(VolumeClaim.class)
        .set("name", claim.getMetadata().getName())
        .set("namespace", claim.getMetadata().getNamespace())
        .set("workload", workload.name())
        .set("phase", phase)
        .set("problem", "Bound".equals(phase) ? Optional.empty() : complaint(claim, look));
  }

  private static FactDraft<VolumeClaim> absent(String key, WatchedWorkload workload) {
    return FactDraft.of(VolumeClaim.class)
        .set("name", key.substring(key.indexOf('/') + 1))
        .set("namespace", workload.namespace())
        .set("workload", workload.name())
        .set("problem", "there is no such claim");
  }

  /** What the cluster last complained of about it. */
  private static Optional<String> complaint(PersistentVolumeClaim claim, ClusterLook look) {
    Event latest = null;
    Instant at = Instant.MIN;
    for (Event event : look.objects().list(Event.class)) {
      Instant seen = EventTimes.lastSeen(event).orElse(Instant.MIN);
      boolean about =
          event.getInvolvedObject() != null
              && claim.getMetadata().getUid().equals(event.getInvolvedObject().getUid())
              && "Warning".equals(event.getType());
      if (about && (latest == null || seen.isAfter(at))) {
        latest = event;
        at = seen;
      }
    }
    return Optional.ofNullable(latest).flatMap(it -> Said.line(it.getMessage()));
  }
}
