package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.incident.Escalation;
import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Step;
import io.fivewhys.store.Incidents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the next level of each incident that is due. It goes by what the store says, each time
 * anew: one that died in the middle has called nobody or left a message that is delivered, and two
 * at once call once.
 */
final class Escalator {
  private static final Logger LOG = LoggerFactory.getLogger(Escalator.class);
  private static final int AT_ONCE = 100;

  /** One that is silenced is looked at again after so long. */
  private static final Duration WHILE_SILENCED = Duration.ofMinutes(1);

  private final Database database;
  private final Incidents incidents;
  private final Escalation escalation;
  private final Announcer announcer;
  private final Silencing silencing;
  private final Runnable courier;

  Escalator(
      Database database,
      Incidents incidents,
      EscalationPlan plan,
      Announcer announcer,
      Silencing silencing,
      Runnable courier) {
    this.database = database;
    this.incidents = incidents;
    this.escalation = new Escalation(plan);
    this.announcer = announcer;
    this.silencing = silencing;
    this.courier = courier;
  }

  /**
   * @return how many levels were called
   */
  int run() {
    Instant now = database.clock().instant();
    List<String> due = database.read(handle -> incidents.toEscalate(handle, now, AT_ONCE));
    int called = 0;
    for (String id : due) {
      try {
        Optional<Step> step = database.write(handle -> escalated(handle, id, now));
        if (step.isPresent()) {
          called++;
          LOG.warn(
              "Incident {} ({}) escalates: {}",
              id,
              step.get().after().title(),
              step.get().entries().getLast().text());
        }
      } catch (DatabaseUnavailable gone) {
        throw gone;
      } catch (RuntimeException bug) {
        // The others must be called all the same.
        LOG.error("Incident {} does not escalate by a fault of ours", id, bug);
      }
    }
    if (called > 0) {
      courier.run();
    }
    return called;
  }

  /** The step by which somebody is called; empty when nobody is. */
  private Optional<Step> escalated(Handle handle, String id, Instant now) {
    Optional<Incident> found = incidents.get(handle, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    incidents.lock(handle, found.get().gateway());
    Incident incident = incidents.getForUpdate(handle, id).orElseThrow();
    boolean isDue = incident.escalatesAt().filter(it -> !it.isAfter(now)).isPresent();
    if (isDue && silencing.of(handle, incident, now).isPresent()) {
      incidents.apply(handle, Escalation.postponed(incident, now.plus(WHILE_SILENCED)));
      return Optional.empty();
    }
    Optional<Step> step = escalation.due(incident, now);
    step.ifPresent(
        it -> {
          incidents.apply(handle, it);
          announcer.announce(handle, it, now);
        });
    return step.filter(Step::isChange);
  }
}
