package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Cause;
import io.fivewhys.fact.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The diagnoses, with the snapshots that they were made of. What was kept is on the disk when the
 * transaction has ended. Safe for use by several threads.
 *
 * <p>Whoever has more to write with a diagnosis does it in one transaction: {@link #draft} before
 * it, {@link #keep(Handle, DiagnosisDraft)} and {@link #attach} in it.
 */
public final class Diagnoses {
  private final Database database;
  private final Snapshots snapshots;
  private final Clock clock;
  private final SortableIds ids;
  private final DiagnosisLists lists;
  private final AtomicLong about = new AtomicLong();

  /**
   * @param clock gives the ids their time; that of the database where several share it
   */
  public Diagnoses(Database database, Snapshots snapshots, Clock clock) {
    this.database = database;
    this.snapshots = snapshots;
    this.clock = clock;
    ids = new SortableIds(clock);
    lists = new DiagnosisLists(database);
  }

  /** Gives a diagnosis its id and prepares it, with its snapshot, to be kept. */
  public DiagnosisDraft draft(Snapshot snapshot, Diagnosis diagnosis, Origin origin) {
    return draft(snapshot, diagnosis, origin, false);
  }

  /**
   * The same for a look that says nothing new: it can be read for an hour, without its snapshot,
   * unless an incident refers to it.
   */
  public DiagnosisDraft passing(Snapshot snapshot, Diagnosis diagnosis, Origin origin) {
    return draft(snapshot, diagnosis, origin, true);
  }

  private DiagnosisDraft draft(
      Snapshot snapshot, Diagnosis diagnosis, Origin origin, boolean passing) {
    return DiagnosisDraft.of(
        diagnosis.withId(ids.next()), origin, passing, () -> snapshots.pack(snapshot));
  }

  /** Keeps it, within a transaction of the caller. */
  public Diagnosis keep(Handle handle, DiagnosisDraft draft) {
    Optional<String> snapshot =
        draft.isPassing()
            ? Optional.empty()
            : snapshots.keep(handle, draft.snapshot(), draft.diagnosis());
    insert(handle, draft, snapshot);
    draft.incident().ifPresent(incident -> snapshots.attach(handle, snapshot, incident));
    about.incrementAndGet();
    return draft.diagnosis();
  }

  /** {@link #draft} and {@link #keep(Handle, DiagnosisDraft)} at once. */
  public Diagnosis keep(Handle handle, Snapshot snapshot, Diagnosis diagnosis, Origin origin) {
    return keep(handle, draft(snapshot, diagnosis, origin));
  }

  /**
   * The same in a transaction of its own.
   *
   * @return once it is on the disk, with its id
   * @throws io.fivewhys.database.DatabaseUnavailable when that cannot be made sure
   */
  public Diagnosis keep(DiagnosisDraft draft) {
    return database.write(handle -> keep(handle, draft));
  }

  /** {@link #keep(DiagnosisDraft)} without more ado. */
  public Diagnosis keep(Snapshot snapshot, Diagnosis diagnosis, Origin origin) {
    return keep(draft(snapshot, diagnosis, origin));
  }

  /**
   * Notes that an incident rests on a diagnosis that was kept, so that it and its snapshot stay as
   * long as the incident; within a transaction of the caller.
   *
   * @param draft as it was kept: the snapshot may have to be stored only now
   */
  public void attach(Handle handle, DiagnosisDraft draft, String incidentId) {
    Optional<String> snapshot = snapshots.keep(handle, draft.snapshot(), draft.diagnosis());
    handle
        .createUpdate(
            "update diagnosis set incident_id = :incident, passing = false,"
                + " snapshot_id = :snapshot where id = :id")
        .bind("incident", incidentId)
        .bind("snapshot", snapshot.orElse(null))
        .bind("id", draft.diagnosis().id())
        .execute();
    snapshots.attach(handle, snapshot, incidentId);
  }

  /**
   * Notes that somebody asked for a diagnosis and was told where to read it again.
   *
   * @return whether it can be read again
   */
  public boolean asked(String id) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        "update diagnosis set origin = :origin, passing = false where id = :id")
                    .bind("origin", Origin.ASKED.toString())
                    .bind("id", id)
                    .execute()
                == 1);
  }

  private void insert(Handle handle, DiagnosisDraft draft, Optional<String> snapshot) {
    Diagnosis diagnosis = draft.diagnosis();
    Optional<Cause> leading = diagnosis.causes().stream().findFirst();
    handle
        .createUpdate(
            "insert into diagnosis (id, gateway, namespace, observed_at, kept_at, origin, passing,"
                + " verdict, category, subject_kind, subject_name, confidence, revision,"
                + " snapshot_id, incident_id, document) values (:id, :gateway, :namespace,"
                + " :observed, :now, :origin, :passing, :verdict, :category, :kind, :name,"
                + " :confidence, :revision, :snapshot, :incident, :document)")
        .bind("id", diagnosis.id())
        .bind("gateway", Column.name(diagnosis.gateway()))
        .bind("namespace", Column.name(diagnosis.namespace()))
        .bind("observed", Column.time(diagnosis.observedAt()))
        .bind("now", clock.instant())
        .bind("origin", draft.origin().toString())
        .bind("passing", draft.isPassing())
        .bind("verdict", diagnosis.verdict().toString())
        .bind("category", leading.map(it -> it.category().toString()).orElse(null))
        .bind("kind", leading.map(it -> Column.name(it.subject().kind())).orElse(null))
        .bind("name", leading.map(it -> Column.name(it.subject().name())).orElse(null))
        .bind("confidence", leading.map(Cause::confidence).orElse(null))
        .bind("revision", Column.name(diagnosis.rulebook().revision()))
        .bind("snapshot", snapshot.orElse(null))
        .bind("incident", draft.incident().orElse(null))
        .bind("document", draft.document())
        .execute();
    if (leading.isPresent()) {
      insertCategories(handle, diagnosis);
    }
  }

  private static void insertCategories(Handle handle, Diagnosis diagnosis) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into diagnosis_category (diagnosis_id, category) values (:id, :category)");
    diagnosis.causes().stream()
        .map(cause -> cause.category().toString())
        .distinct()
        .forEach(category -> batch.bind("id", diagnosis.id()).bind("category", category).add());
    batch.execute();
  }

  /**
   * One that is kept.
   *
   * @throws io.fivewhys.database.DatabaseUnavailable when nothing can be read now
   */
  public Optional<Diagnosis> get(String id) {
    return lists.get(id);
  }

  /**
   * The newest that pass the filter.
   *
   * @param limit most to return, 1 or more
   * @throws io.fivewhys.database.DatabaseUnavailable when nothing can be read now
   */
  public DiagnosisPage list(DiagnosisFilter filter, int limit) {
    return lists.page(filter, Optional.empty(), limit);
  }

  /** What follows on an earlier page. */
  public DiagnosisPage list(PageCursor cursor, int limit) {
    return lists.page(cursor.filter(), Optional.of(cursor.afterId()), limit);
  }

  /**
   * The snapshot that a kept diagnosis was made of, as it was observed then, so that the same rules
   * conclude the same from it, apart from what was masked.
   *
   * @return empty when either is not kept any more
   */
  public Optional<Snapshot> snapshotOf(String id) {
    Optional<String> snapshot =
        database.read(
            handle ->
                handle
                    .createQuery("select snapshot_id from diagnosis where id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne());
    return snapshot
        .flatMap(snapshots::get)
        .flatMap(found -> get(id).map(it -> observed(found, it.observedAt())));
  }

  private static Snapshot observed(Snapshot snapshot, Instant at) {
    return new Snapshot(
        snapshot.gateway(), snapshot.namespace(), at, snapshot.window(), snapshot.facts());
  }

  /** How many are kept. */
  public long size() {
    long size =
        database.read(
            handle -> handle.createQuery("select count(*) from diagnosis").mapTo(Long.class).one());
    about.set(size);
    return size;
  }

  /** The same as far as is known without asking: by the last count, and what came since. */
  public long sizeKnown() {
    return about.get();
  }
}
