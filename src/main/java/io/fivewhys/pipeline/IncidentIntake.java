package io.fivewhys.pipeline;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentLife;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Sighting;
import io.fivewhys.incident.Step;
import io.fivewhys.incident.Suspicion;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.incident.Turn;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.Incidents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes incidents of what was seen, within the transaction that keeps it. */
final class IncidentIntake {
  private final IncidentLife life;
  private final Incidents incidents;
  private final Fixes fixes;
  private final Announcer announcer;

  IncidentIntake(IncidentLife life, Incidents incidents, Fixes fixes, Announcer announcer) {
    this.life = life;
    this.incidents = incidents;
    this.fixes = fixes;
    this.announcer = announcer;
  }

  /**
   * Says what a sighting does, and lets nobody else change the incidents of its gateway until the
   * transaction ends.
   */
  Turn decide(Handle handle, Sighting sighting, String id, Instant now) {
    Suspicion suspicion = incidents.lock(handle, sighting.gateway());
    List<Incident> open = incidents.open(handle, sighting.gateway());
    return life.see(open, suspicion, sighting, id, now);
  }

  /**
   * Does it.
   *
   * @param diagnosis behind the sighting
   */
  void apply(Handle handle, Turn turn, Diagnosis diagnosis, Instant now) {
    incidents.remember(handle, turn.suspicion());
    for (Step step : turn.steps()) {
      incidents.apply(handle, step);
      announcer.announce(handle, step, now);
      if (step.entries().stream().anyMatch(it -> isNewCause(it, step))) {
        recommend(handle, step.after(), diagnosis, now);
      }
    }
  }

  private static boolean isNewCause(TimelineEntry entry, Step step) {
    return step.after().cause().isPresent()
        && (entry.kind() == TimelineEntry.Kind.OPENED
            || entry.kind() == TimelineEntry.Kind.CAUSE_CHANGED);
  }

  private void recommend(Handle handle, Incident incident, Diagnosis diagnosis, Instant now) {
    CauseKey key = incident.cause().map(NamedCause::key).orElseThrow();
    Optional<Diagnosis.Cause> cause =
        diagnosis.causes().stream().filter(it -> CauseKey.of(it).equals(key)).findFirst();
    cause.ifPresent(it -> fixes.recommend(handle, incident, key, it.fixes(), now));
  }
}
