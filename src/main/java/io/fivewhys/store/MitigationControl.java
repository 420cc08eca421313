package io.fivewhys.store;

import io.fivewhys.incident.Mark;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The one row by which replicas judge interventions one after another, count them, and are all
 * stopped at once. Every method joins the transaction of the handle that it is given.
 */
public final class MitigationControl {
  private static final int MOST_REASON_CHARS = 1_000;
  private static final int MOST_NAME_CHARS = 300;

  /**
   * @param fence number of the last intent or takeover
   * @param stopped who stopped everything, while that holds
   */
  public record Control(long fence, Optional<Mark> stopped) {}

  /** As it stands. */
  public Control read(Handle handle) {
    return row(handle, "").orElse(new Control(0, Optional.empty()));
  }

  /** The same; nobody else has it until the transaction ends. */
  public Control lock(Handle handle) {
    return row(handle, " for update")
        .orElseGet(
            () -> {
              handle.execute(
                  "insert into mitigation_control (id, fence) values (1, 0) on conflict do"
                      + " nothing");
              return row(handle, " for update").orElseThrow();
            });
  }

  /** The next number; the row must be locked. */
  public long nextFence(Handle handle, Control control) {
    long next = control.fence() + 1;
    handle.execute("update mitigation_control set fence = ? where id = 1", next);
    return next;
  }

  /** Nothing is begun any more. */
  public void stop(Handle handle, Mark by) {
    handle
        .createUpdate(
            "update mitigation_control set stopped_at = :at, stopped_by = :by, stopped_because ="
                + " :because where id = 1")
        .bind("at", by.at())
        .bind("by", Column.clean(Incidents.bounded(by.by(), MOST_NAME_CHARS)))
        .bind("because", Column.clean(Incidents.bounded(by.reason(), MOST_REASON_CHARS)))
        .execute();
  }

  public void resume(Handle handle) {
    handle.execute(
        "update mitigation_control set stopped_at = null, stopped_by = null, stopped_because ="
            + " null where id = 1");
  }

  private static Optional<Control> row(Handle handle, String lock) {
    return handle
        .createQuery("select * from mitigation_control where id = 1" + lock)
        .map(
            (row, context) -> {
              Optional<Instant> at = Columns.time(row, "stopped_at", context);
              String by = row.getString("stopped_by");
              String because = row.getString("stopped_because");
              return new Control(row.getLong("fence"), at.map(it -> new Mark(it, by, because)));
            })
        .findOne();
  }
}
