package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Silence;
import io.fivewhys.incident.Spans;
import io.fivewhys.notify.Occasion;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.Incidents;
import io.fivewhys.store.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Says before a silence ends that it will, and afterwards that it has, where an incident goes on of
 * which it kept people from hearing.
 */
final class SilenceWatch {
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final Duration NEWS = Duration.ofDays(1);
  private static final int MOST_AT_ONCE = 50;
  private static final int MOST_INCIDENTS = 500;
  private static final Set<io.fivewhys.incident.IncidentState> GOING_ON =
      EnumSet.complementOf(EnumSet.of(io.fivewhys.incident.IncidentState.RESOLVED));

  private final Database database;
  private final Silences silences;
  private final Incidents incidents;
  private final Announcer announcer;
  private final Runnable courier;

  SilenceWatch(
      Database database,
      Silences silences,
      Incidents incidents,
      Announcer announcer,
      Runnable courier) {
    this.database = database;
    this.silences = silences;
    this.incidents = incidents;
    this.announcer = announcer;
    this.courier = courier;
  }

  void run() {
    Instant now = database.clock().instant();
    boolean told = false;
    // Each in a transaction of its own: one that cannot be told keeps no other back.
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      boolean ending =
          database.write(
              handle -> each(silences.endingSoon(handle, SOON, 1), it -> warn(handle, it, now)));
      boolean over =
          database.write(
              handle -> each(silences.over(handle, NEWS, 1), it -> tell(handle, it, now)));
      told |= ending || over;
      if (!ending && !over) {
        break;
      }
    }
    if (told) {
      courier.run();
    }
  }

  private static boolean each(List<Silence> some, Consumer<Silence> work) {
    some.forEach(work);
    return !some.isEmpty();
  }

  private void warn(Handle handle, Silence silence, Instant now) {
    String text =
        "The silence by %s (%s) ends in %s, and this goes on"
            .formatted(
                silence.author(),
                silence.reason(),
                Spans.words(Duration.between(now, silence.overAt())));
    goingOn(handle, silence)
        .forEach(it -> announcer.insist(handle, it, Occasion.SILENCE_ENDS, text, now));
  }

  private void tell(Handle handle, Silence silence, Instant now) {
    String text =
        "The silence by %s (%s) is over, and this goes on"
            .formatted(silence.author(), silence.reason());
    for (Incident incident : goingOn(handle, silence)) {
      // Another silence may hold for it.
      announcer.announce(handle, incident, Occasion.OPENED, text, now);
    }
  }

  private List<Incident> goingOn(Handle handle, Silence silence) {
    var filter = new IncidentFilter(Optional.empty(), GOING_ON, Optional.empty());
    return incidents.list(handle, filter, Optional.empty(), MOST_INCIDENTS).stream()
        .filter(it -> silence.scope().covers(it.gateway(), cause(it)))
        .flatMap(it -> locked(handle, it).stream())
        .toList();
  }

  /** As it is when nobody else changes it; empty when it is over meanwhile. */
  private Optional<Incident> locked(Handle handle, Incident incident) {
    return incidents.getForUpdate(handle, incident.id()).filter(it -> !it.isOver());
  }

  private static Optional<CauseKey> cause(Incident incident) {
    return incident.cause().map(NamedCause::key);
  }
}
