package io.fivewhys.pipeline;

import io.fivewhys.incident.Command;
import io.fivewhys.incident.Commands;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Outcome;
import io.fivewhys.incident.Step;
import io.fivewhys.intervene.IncidentNotes;
import io.fivewhys.store.Incidents;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Notes on the timeline what is done about an incident, and tells whom it concerns. */
final class InterventionNotes implements IncidentNotes {
  private final Incidents incidents;
  private final Announcer announcer;
  private final Runnable courier;

  InterventionNotes(Incidents incidents, Announcer announcer, Runnable courier) {
    this.incidents = incidents;
    this.announcer = announcer;
    this.courier = courier;
  }

  @Override
  public void lock(Handle handle, String gateway) {
    incidents.lock(handle, gateway);
  }

  @Override
  public void note(Handle handle, String id, Command.Intervene what, String actor, Instant now) {
    Optional<Incident> incident = incidents.getForUpdate(handle, id);
    if (incident.isEmpty()) {
      return;
    }
    if (Commands.apply(incident.get(), what, actor, now) instanceof Outcome.Applied(Step step)) {
      incidents.apply(handle, step);
      if (what.stage() != Command.Intervene.Stage.NOTED) {
        announcer.announce(handle, step, now);
      }
    }
  }

  @Override
  public void told() {
    courier.run();
  }
}
