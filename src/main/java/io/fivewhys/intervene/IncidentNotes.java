package io.fivewhys.intervene;

import io.fivewhys.incident.Command;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Where the incident itself, and those who are told of it, hear what is done about it. */
public interface IncidentNotes {
  /** Nobody hears of it. */
  IncidentNotes NONE =
      new IncidentNotes() {
        @Override
        public void lock(Handle handle, String gateway) {}

        @Override
        public void note(
            Handle handle, String incident, Command.Intervene what, String actor, Instant now) {}

        @Override
        public void told() {}
      };

  /**
   * Takes the lock that whoever changes incidents of the gateway has to have; before any other row
   * is locked.
   */
  void lock(Handle handle, String gateway);

  /**
   * Within the transaction; nothing if there is no such incident any more.
   *
   * @param actor who did it
   */
  void note(Handle handle, String incident, Command.Intervene what, String actor, Instant now);

  /** After the transaction: there may be something to deliver. */
  void told();
}
