package io.fivewhys.http;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.diagnosis.DiagnosisHistory;
import io.fivewhys.store.DiagnosisFilter;
import io.fivewhys.store.DiagnosisPage;
import io.fivewhys.store.PageCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps diagnoses in memory, unless it is told that nothing can be kept. */
public final class InMemoryDiagnoses implements DiagnosisHistory {
  volatile boolean keeps = true;

  /** Thrown at those who read, if there is one. */
  volatile Optional<RuntimeException> failure = Optional.empty();

  /** Ids of those whose snapshots came with them. */
  public final BlockingQueue<String> recorded = new LinkedBlockingQueue<>();

  /** By id, which is the order of arrival. Guarded by this. */
  private final NavigableMap<String, Diagnosis> byId = new TreeMap<>();

  /** By the id of the diagnosis. Guarded by this. */
  private final Map<String, Snapshot> snapshots = new HashMap<>();

  private long count;

  /** Keeps one without its snapshot. */
  public synchronized Diagnosis keep(Diagnosis diagnosis) {
    Diagnosis kept = diagnosis.withId(new UUID(++count, 0).toString());
    byId.put(kept.id(), kept);
    return kept;
  }

  @Override
  public synchronized Kept keep(
      Snapshot snapshot,
      Diagnosis diagnosis,
      boolean mayOpen,
      java.util.function.BiConsumer<org.jdbi.v3.core.Handle, Diagnosis> along) {
    Diagnosis kept = keep(diagnosis);
    if (keeps) {
      snapshots.put(kept.id(), snapshot);
      recorded.add(kept.id());
    } else {
      byId.remove(kept.id());
    }
    return new Kept(kept, keeps);
  }

  public synchronized int size() {
    return byId.size();
  }

  @Override
  public boolean asked(String id) {
    return keeps;
  }

  @Override
  public synchronized Optional<Diagnosis> get(String id) {
    mayFail();
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized Optional<Snapshot> snapshotOf(String id) {
    mayFail();
    return Optional.ofNullable(snapshots.get(id));
  }

  @Override
  public DiagnosisPage list(DiagnosisFilter filter, int limit) {
    return page(filter, Optional.empty(), limit);
  }

  @Override
  public DiagnosisPage list(PageCursor cursor, int limit) {
    return page(cursor.filter(), Optional.of(cursor.afterId()), limit);
  }

  private void mayFail() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private synchronized DiagnosisPage page(
      DiagnosisFilter filter, Optional<String> after, int limit) {
    mayFail();
    var older = after.map(id -> byId.headMap(id, false)).orElse(byId).descendingMap();
    var found = new ArrayList<>(older.values().stream().filter(filter).limit(limit + 1).toList());
    if (found.size() <= limit) {
      return new DiagnosisPage(found, Optional.empty());
    }
    found.removeLast();
    return new DiagnosisPage(found, Optional.of(new PageCursor(found.getLast().id(), filter)));
  }
}
