package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentLife;
import io.fivewhys.incident.Step;
import io.fivewhys.store.Incidents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends incidents that no look will end: nobody looks at what was posted, or at what is gone. */
final class Closer {
  private static final Logger LOG = LoggerFactory.getLogger(Closer.class);
  private static final int AT_ONCE = 100;

  private final Database database;
  private final Incidents incidents;
  private final IncidentLife life;
  private final Announcer announcer;
  private final Runnable courier;

  Closer(
      Database database,
      Incidents incidents,
      IncidentLife life,
      Announcer announcer,
      Runnable courier) {
    this.database = database;
    this.incidents = incidents;
    this.life = life;
    this.announcer = announcer;
    this.courier = courier;
  }

  void run() {
    Instant now = database.clock().instant();
    List<String> due = database.read(handle -> incidents.toClose(handle, now, AT_ONCE));
    for (String id : due) {
      try {
        database.change(handle -> close(handle, id, now));
      } catch (DatabaseUnavailable gone) {
        throw gone;
      } catch (RuntimeException bug) {
        LOG.error("Incident {} does not end by a fault of ours", id, bug);
      }
    }
    if (!due.isEmpty()) {
      courier.run();
    }
  }

  private void close(Handle handle, String id, Instant now) {
    Optional<Incident> found = incidents.get(handle, id);
    if (found.isEmpty()) {
      return;
    }
    incidents.lock(handle, found.get().gateway());
    Incident incident = incidents.getForUpdate(handle, id).orElseThrow();
    Optional<Step> step = life.close(incident, now);
    step.ifPresent(
        it -> {
          incidents.apply(handle, it);
          announcer.announce(handle, it, now);
        });
  }
}
