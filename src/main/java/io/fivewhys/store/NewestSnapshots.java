package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The ids of all snapshots, the newest first, a page at a time. An iterator rather than a stream of
 * streams, which would read the documents of a whole page ahead.
 */
final class NewestSnapshots implements Iterator<String> {
  private static final int PAGE = 100;
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private final Database database;
  private final ArrayDeque<Place> page = new ArrayDeque<>();
  private Place last = new Place("", END);
  private boolean isLastPage;

  private NewestSnapshots(Database database) {
    this.database = database;
  }

  private record Place(String id, Instant recordedAt) {}

  static Stream<String> ids(Database database) {
    var ids =
        Spliterators.spliteratorUnknownSize(
            new NewestSnapshots(database), Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(ids, false);
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && !isLastPage) {
      page.addAll(page(last));
      isLastPage = page.size() < PAGE;
    }
    return !page.isEmpty();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    last = page.removeFirst();
    return last.id();
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
