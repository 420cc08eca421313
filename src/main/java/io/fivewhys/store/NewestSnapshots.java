package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/** The ids of all snapshots, the newest first, a page at a time. */
final class NewestSnapshots {
  private static final int PAGE = 100;
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private final Database database;

  NewestSnapshots(Database database) {
    this.database = database;
  }

  private record Place(String id, Instant recordedAt) {}

  Stream<String> ids() {
    return Stream.iterate(
            page(new Place("", END)),
            page -> !page.isEmpty(),
            page -> page.size() < PAGE ? List.<Place>of() : page(page.getLast()))
        .flatMap(List::stream)
        .map(Place::id);
  }

  private List<Place> page(Place after) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select id, recorded_at from snapshot where recorded_at <= :at"
                        + " and (recorded_at < :at or id < :id)"
                        + " order by recorded_at desc, id desc fetch first :most rows only")
                .bind("at", after.recordedAt())
                .bind("id", after.id())
                .bind("most", PAGE)
                .map(
                    (row, context) ->
                        new Place(
                            row.getString("id"),
                            row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list());
  }
}
