package io.fivewhys;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.diagnosis.DiagnosisHistory;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.DiagnosisDraft;
import io.fivewhys.store.DiagnosisFilter;
import io.fivewhys.store.DiagnosisPage;
import io.fivewhys.store.Origin;
import io.fivewhys.store.PageCursor;
import io.fivewhys.store.SweepNews;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps diagnoses in the database; while that is gone they are answered all the same, which the log
 * says once.
 */
final class History implements DiagnosisHistory {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  private final Diagnoses diagnoses;
  private final Keeping keeping;
  private final BooleanSupplier isUp;
  private final Runnable notKept;
  private final SweepNews news = new SweepNews();
  private final AtomicBoolean failing = new AtomicBoolean();

  /** Writes a draft, with all that follows from it. */
  @FunctionalInterface
  interface Keeping {
    /**
     * @param posted whether somebody posted the snapshot, rather than a look having seen it
     * @param mayOpen whether it may open and change incidents
     * @param along what else belongs into the transaction
     * @return once it is on the disk
     * @throws DatabaseUnavailable when that cannot be made sure
     */
    Diagnosis keep(
        Snapshot snapshot,
        DiagnosisDraft draft,
        boolean posted,
        boolean mayOpen,
        BiConsumer<Handle, Diagnosis> along);
  }

  /**
   * @param isUp whether the database answered last; nobody waits for one that does not
   * @param notKept hears of each that could not be kept
   */
  History(Diagnoses diagnoses, Keeping keeping, BooleanSupplier isUp, Runnable notKept) {
    this.diagnoses = diagnoses;
    this.keeping = keeping;
    this.isUp = isUp;
    this.notKept = notKept;
  }

  @Override
  public Kept keep(
      Snapshot snapshot,
      Diagnosis diagnosis,
      boolean mayOpen,
      BiConsumer<Handle, Diagnosis> along) {
    var draft = diagnoses.draft(snapshot, diagnosis, Origin.POSTED);
    return keep(snapshot, draft, true, mayOpen, along);
  }

  /** Keeps what a look at a gateway says; for long only what the look before did not say. */
  Diagnosis swept(Snapshot snapshot, Diagnosis diagnosis) {
    boolean isNews = news.isNews(diagnosis);
    DiagnosisDraft draft =
        isNews
            ? diagnoses.draft(snapshot, diagnosis, Origin.SWEEP)
            : diagnoses.passing(snapshot, diagnosis, Origin.SWEEP);
    Kept kept = keep(snapshot, draft, false, true, (_, _) -> {});
    if (isNews && kept.isKept()) {
      news.kept(diagnosis);
    }
    return kept.diagnosis();
  }

  private Kept keep(
      Snapshot snapshot,
      DiagnosisDraft draft,
      boolean posted,
      boolean mayOpen,
      BiConsumer<Handle, Diagnosis> along) {
    try {
      if (isUp.getAsBoolean()) {
        Diagnosis kept = keeping.keep(snapshot, draft, posted, mayOpen, along);
        if (failing.getAndSet(false)) {
          LOG.info("Diagnoses are kept again");
        }
        return new Kept(kept, true);
      }
      complain("the database does not answer");
    } catch (DatabaseUnavailable unavailable) {
      complain(unavailable.getMessage());
    }
    notKept.run();
    return new Kept(draft.diagnosis(), false);
  }

  private void complain(String why) {
    if (!failing.getAndSet(true)) {
      LOG.error("Diagnoses are answered and not kept until the database is back: {}", why);
    }
  }

  @Override
  public boolean asked(String id) {
    try {
      return isUp.getAsBoolean() && diagnoses.asked(id);
    } catch (DatabaseUnavailable unavailable) {
      complain(unavailable.getMessage());
      return false;
    }
  }

  @Override
  public Optional<Diagnosis> get(String id) {
    return diagnoses.get(id);
  }

  @Override
  public Optional<Snapshot> snapshotOf(String id) {
    return diagnoses.snapshotOf(id);
  }

  @Override
  public DiagnosisPage list(DiagnosisFilter filter, int limit) {
    return diagnoses.list(filter, limit);
  }

  @Override
  public DiagnosisPage list(PageCursor cursor, int limit) {
    return diagnoses.list(cursor, limit);
  }
}
