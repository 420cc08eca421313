package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis;
import java.time.Clock;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The most recent diagnoses, in memory; the oldest makes room. Safe for use by several threads. */
public final class RecentDiagnoses {
  public static final int DEFAULT_CAPACITY = 1_000;

  private final int capacity;
  private final SortableIds ids;

  /** By id, which is the order of arrival. Guarded by this. */
  private final NavigableMap<String, Diagnosis> byId = new TreeMap<>();

  /**
   * @param capacity how many are kept, 1 or more
   * @param clock gives the ids their time
   */
  public RecentDiagnoses(int capacity, Clock clock) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be 1 or more, not " + capacity);
    }
    this.capacity = capacity;
    ids = new SortableIds(clock);
  }

  /** Keeps a diagnosis under an id of its own and returns it so. */
  public synchronized Diagnosis keep(Diagnosis diagnosis) {
    Diagnosis kept = diagnosis.withId(ids.next());
    byId.put(kept.id(), kept);
    if (byId.size() > capacity) {
      byId.pollFirstEntry();
    }
    return kept;
  }

  public synchronized Optional<Diagnosis> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public synchronized int size() {
    return byId.size();
  }

  /**
   * The newest that pass the filter.
   *
   * @param limit most to return, 1 or more
   */
  public DiagnosisPage list(DiagnosisFilter filter, int limit) {
    return page(filter, Optional.empty(), limit);
  }

  /** What follows on an earlier page. */
  public DiagnosisPage list(PageCursor cursor, int limit) {
    return page(cursor.filter(), Optional.of(cursor.afterId()), limit);
  }

  private synchronized DiagnosisPage page(
      DiagnosisFilter filter, Optional<String> after, int limit) {
    var older = after.map(id -> byId.headMap(id, false)).orElse(byId).descendingMap();
    var page = new ArrayList<Diagnosis>();
    for (Diagnosis diagnosis : older.values()) {
      if (!filter.test(diagnosis)) {
        continue;
      }
      if (page.size() == limit) {
        // One more exists, so there is a next page and it is not empty.
        return new DiagnosisPage(page, Optional.of(new PageCursor(page.getLast().id(), filter)));
      }
      page.add(diagnosis);
    }
    return new DiagnosisPage(page, Optional.empty());
  }
}
