package io.fivewhys;

import io.fivewhys.database.Database;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.pipeline.Duty;
import io.fivewhys.store.ConfigContents;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.HistoryLimits;
import io.fivewhys.store.Incidents;
import io.fivewhys.store.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;

/** Makes room in the database: what is old goes in small batches, by one replica at a time. */
final class Housekeeping {
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);
  private static final int AT_ONCE = 200;

  /** They are small, and one comes with every look of every gateway. */
  private static final int SAMPLES_AT_ONCE = 5_000;

  /** The rest comes next time. */
  private static final int MOST_BATCHES = 50;

  private final HistoryLimits limits;
  private final Duration trafficAge;
  private final Database database;
  private final Diagnoses diagnoses;
  private final KeptParts kept;
  private final Incidents incidents = new Incidents();

  Housekeeping(
      HistoryLimits limits,
      Duration trafficAge,
      Database database,
      Diagnoses diagnoses,
      KeptParts kept) {
    this.limits = limits;
    this.trafficAge = trafficAge;
    this.database = database;
    this.diagnoses = diagnoses;
    this.kept = kept;
  }

  List<Duty> duties() {
    var retention = new Retention(database, limits, this::isOpen, database.clock());
    return List.of(
        new Duty(
            "retention",
            BETWEEN_SWEEPS,
            () -> {
              retention.sweep();
              // Told in the metrics.
              diagnoses.size();
            }),
        new Duty("forget-old", BETWEEN_CLEANINGS, this::forgetOld));
  }

  private boolean isOpen(String incident) {
    return database
        .read(handle -> incidents.get(handle, incident))
        .filter(it -> !it.isOver())
        .isPresent();
  }

  private void forgetOld() {
    Instant before = database.clock().instant().minus(limits.incidentAge());
    var configs = new ConfigContents(database);
    inBatches(() -> configs.forgetOld(database.clock().instant(), AT_ONCE));
    inBatches(() -> kept.keys().forgetOld(AT_ONCE));
    inBatches(() -> kept.sessionEnds().forgetOld(AT_ONCE));
    inBatches(SAMPLES_AT_ONCE, () -> kept.traffic().forgetOld(trafficAge, SAMPLES_AT_ONCE));
    inBatches(() -> kept.silences().forgetOver(before, AT_ONCE));
    inBatches(() -> kept.feedback().forgetOld(before, AT_ONCE));
    Instant now = database.clock().instant();
    inBatches(() -> kept.firings().forgetOld(now, before, AT_ONCE));
    inBatches(() -> database.write(handle -> incidents.forgetOver(handle, before, AT_ONCE)));
  }

  private static void inBatches(IntSupplier batch) {
    inBatches(AT_ONCE, batch);
  }

  private static void inBatches(int size, IntSupplier batch) {
    for (int i = 0; i < MOST_BATCHES && batch.getAsInt() == size; i++) {
      // The work is the condition.
    }
  }
}
