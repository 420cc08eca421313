package io.fivewhys.http.diagnosis;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.store.DiagnosisFilter;
import io.fivewhys.store.DiagnosisPage;
import io.fivewhys.store.PageCursor;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** The diagnoses that are kept. Safe for use by several threads. */
public interface DiagnosisHistory {
  /**
   * What became of a diagnosis.
   *
   * @param diagnosis with an id of its own
   * @param isKept whether it will be found under it; else nothing could be kept at the moment
   */
  record Kept(Diagnosis diagnosis, boolean isKept) {}

  /**
   * Keeps a diagnosis of a posted snapshot. Never fails: whoever waits for the answer needs it more
   * than its being kept.
   *
   * @param mayOpen whether whoever posted it may open and change incidents
   * @param along what belongs into the same transaction; not done where nothing can be kept
   * @return once it is on the disk, or known not to be
   */
  Kept keep(
      Snapshot snapshot, Diagnosis diagnosis, boolean mayOpen, BiConsumer<Handle, Diagnosis> along);

  /**
   * Notes that somebody asked for one and is about to be told where it is.
   *
   * @return whether it is found there
   */
  boolean asked(String id);

  /**
   * @throws io.fivewhys.database.DatabaseUnavailable when nothing can be read now
   */
  Optional<Diagnosis> get(String id);

  /**
   * The snapshot that one was made of, masked as it was kept.
   *
   * @return empty when either is not kept
   * @throws io.fivewhys.database.DatabaseUnavailable when nothing can be read now
   */
  Optional<Snapshot> snapshotOf(String id);

  /**
   * The newest that pass the filter.
   *
   * @param limit most to return, 1 or more
   * @throws io.fivewhys.database.DatabaseUnavailable when nothing can be read now
   */
  DiagnosisPage list(DiagnosisFilter filter, int limit);

  /** What follows on an earlier page. */
  DiagnosisPage list(PageCursor cursor, int limit);
}
