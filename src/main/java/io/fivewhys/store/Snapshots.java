package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.RecordedSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The snapshots that were diagnosed. Of equal content, whenever it was observed, there is one; what
 * says the same within {@link #REPETITION} refers to it, later it counts as recorded anew. {@link
 * Retention} makes room. Safe for use by several threads.
 */
public final class Snapshots implements RecordedSnapshots {
  /** Nothing so young is forgotten: somebody may be about to refer to it. */
  static final Duration REPETITION = Duration.ofMinutes(1);

  private final StoredSnapshots stored;
  private final HistoryLimits limits;
  private final UnaryOperator<Fact> masking;
  private final Clock clock;
  private final LongAdder recorded = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /**
   * @param masking takes out of a fact what must not be kept
   */
  public Snapshots(
      Database database, HistoryLimits limits, UnaryOperator<Fact> masking, Clock clock) {
    stored = new StoredSnapshots(database);
    this.limits = limits;
    this.masking = masking;
    this.clock = clock;
  }

  private record Known(String id, Instant recordedAt) {}

  PackedSnapshot pack(Snapshot snapshot) {
    return PackedSnapshot.of(snapshot, masking);
  }

  /**
   * Stores a snapshot, or finds the one that says the same.
   *
   * @param diagnosis what it got, with its id
   * @return the id under which {@link #get} finds it; empty where none are kept, or it is too large
   */
  Optional<String> keep(Handle handle, PackedSnapshot packed, Diagnosis diagnosis) {
    if (limits.snapshots() == 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Known> known = known(handle, packed);
    if (known
        .filter(it -> isRepetition(it, now) || renew(handle, it, packed, diagnosis, now))
        .isPresent()) {
      repeated.increment();
      return known.map(Known::id);
    }
    if (packed.document().length > limits.mostBytesOfOne()) {
      dropped.increment();
      return Optional.empty();
    }
    if (insert(handle, packed, diagnosis, now) == 0) {
      // Somebody was faster with the same, and has committed it.
      repeated.increment();
      return known(handle, packed).map(Known::id);
    }
    recorded.increment();
    return Optional.of(diagnosis.id());
  }

  private static boolean isRepetition(Known known, Instant now) {
    return known.recordedAt().plus(REPETITION).isAfter(now);
  }

  private static Optional<Known> known(Handle handle, PackedSnapshot packed) {
    return handle
        .createQuery("select id, recorded_at from snapshot where content = :content")
        .bind("content", packed.content())
        .map(
            (row, context) ->
                new Known(
                    row.getString("id"),
                    row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
        .findOne();
  }

  /** Whether it is still there. */
  private static boolean renew(
      Handle handle, Known known, PackedSnapshot packed, Diagnosis diagnosis, Instant now) {
    int found =
        handle
            .createUpdate(
                "update snapshot set recorded_at = :now, observed_at = :observed,"
                    + " diagnosis_id = :diagnosis, healthy = :healthy where id = :id")
            .bind("now", now)
            .bind("observed", packed.observedAt().toString())
            .bind("diagnosis", diagnosis.id())
            .bind("healthy", diagnosis.verdict() == Verdict.HEALTHY)
            .bind("id", known.id())
            .execute();
    return found == 1;
  }

  private static int insert(
      Handle handle, PackedSnapshot packed, Diagnosis diagnosis, Instant now) {
    return handle
        .createUpdate(
            "insert into snapshot (id, content, observed_at, recorded_at, diagnosis_id, healthy,"
                + " bytes, document) values (:id, :content, :observed, :now, :id, :healthy, :bytes,"
                + " :document) on conflict do nothing")
        .bind("id", diagnosis.id())
        .bind("content", packed.content())
        .bind("observed", packed.observedAt().toString())
        .bind("now", now)
        .bind("healthy", diagnosis.verdict() == Verdict.HEALTHY)
        .bind("bytes", packed.document().length)
        .bind("document", packed.document())
        .execute();
  }

  /** Keeps one as long as the incident that refers to it. */
  void attach(Handle handle, Optional<String> id, String incidentId) {
    id.ifPresent(
        it ->
            handle
                .createUpdate("update snapshot set incident_id = :incident where id = :id")
                .bind("incident", incidentId)
                .bind("id", it)
                .execute());
  }

  /** {@link StoredSnapshots#get}. */
  public Optional<Snapshot> get(String id) {
    return stored.get(id);
  }

  @Override
  public Stream<RecordedSnapshot> latest(int limit) {
    return stored.latest(limit);
  }

  @Override
  public OptionalInt count(int limit) {
    return stored.count(limit);
  }

  /** How many were stored since the start. */
  public long recorded() {
    return recorded.sum();
  }

  /** How many were there already. */
  public long repeated() {
    return repeated.sum();
  }

  /** How many were too large to be kept. */
  public long dropped() {
    return dropped.sum();
  }
}
