package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentLife;
import io.fivewhys.incident.Sighting;
import io.fivewhys.incident.Step;
import io.fivewhys.incident.Turn;
import io.fivewhys.intervene.IncidentNotes;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.DiagnosisDraft;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.Incidents;
import io.fivewhys.store.Outbox;
import io.fivewhys.store.SortableIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/**
 * The path of an incident behind its diagnosis:
 *
 * <pre>
 *  Snapshot + Diagnosis ──▶ kept ──▶ Sighting ──▶ Turn: incidents opened, seen, quiet, over
 *                                                   │ the same transaction
 *                                                   ▼
 *                                             timeline, fixes, outbox ──▶ Courier ──▶ channels
 *  Timers ──▶ Escalator ──▶ level called ───────────▲
 *  people ──▶ IncidentDesk ──▶ command ─────────────┘
 * </pre>
 *
 * What {@link #accept} returns is on the disk, with all that follows from it.
 */
public final class IncidentPipeline implements AutoCloseable {
  /** Whoever tries a message parks it first. */
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private final Database database;
  private final Diagnoses diagnoses;
  private final IncidentIntake intake;
  private final IncidentDesk desk;
  private final Notifications notifications;
  private final Courier courier;
  private final Timers timers;
  private final SortableIds ids;
  private final InterventionNotes notes;
  private final PipelineListener listener;

  /** Nothing is delivered and nothing is due before {@link #start}. */
  public IncidentPipeline(PipelineParts parts) {
    database = parts.database();
    diagnoses = parts.diagnoses();
    listener = parts.listener();
    var policy = parts.notices();
    var life = new IncidentLife(policy.life(), policy.plan());
    var incidents = new Incidents(life::closesAt);
    var outbox = new Outbox();
    var fixes = new Fixes();
    var silencing = new KeptSilences(parts.silences());
    var announcer =
        new Announcer(policy.channels(), policy.announce(), policy.plan(), silencing, outbox);
    var messages = new Messages(database, incidents, diagnoses::get, policy.base());
    courier =
        new Courier(
            database, outbox, policy.channels(), messages, policy.parkAfter(), parts.listener());
    intake = new IncidentIntake(life, incidents, fixes, announcer);
    desk = new IncidentDesk(database, incidents, fixes, announcer, courier::kick);
    notes = new InterventionNotes(incidents, announcer, courier::kick);
    notifications =
        new Notifications(
            database,
            outbox,
            policy.channels(),
            policy.parkAfter().plus(ABANDONED_AFTER),
            courier::kick);
    var escalator =
        new Escalator(database, incidents, policy.plan(), announcer, silencing, courier::kick);
    var closer = new Closer(database, incidents, life, announcer, courier::kick);
    var silences =
        new SilenceWatch(database, parts.silences(), incidents, announcer, courier::kick);
    ids = new SortableIds(database.clock());
    timers =
        new Timers(
            database,
            Duties.of(escalator, closer, silences, notifications, parts.duties()),
            parts.replica(),
            parts.listener());
  }

  public void start() {
    courier.start();
    timers.start();
  }

  /** Incidents for those who read them and act on them. */
  public IncidentDesk desk() {
    return desk;
  }

  /** Where incidents hear what is done about them. */
  public IncidentNotes notes() {
    return notes;
  }

  /** Messages for those who want to know what became of them. */
  public Notifications notifications() {
    return notifications;
  }

  /**
   * Keeps a diagnosis, and makes of it what it means for the incidents of its gateway: all or
   * nothing.
   *
   * @param mayOpen whether whoever sent it may open and change incidents; else it is only kept
   * @param along what else belongs into the transaction
   * @return with the id under which it is found from now on
   * @throws io.fivewhys.database.DatabaseUnavailable when nothing of it can be made sure
   */
  public Diagnosis accept(
      Snapshot snapshot,
      DiagnosisDraft draft,
      boolean posted,
      boolean mayOpen,
      BiConsumer<Handle, Diagnosis> along) {
    if (!mayOpen) {
      database.change(handle -> along.accept(handle, diagnoses.keep(handle, draft)));
      return draft.diagnosis();
    }
    Sighting sighting = Sighting.of(snapshot, draft.diagnosis(), posted);
    Instant now = database.clock().instant();
    String id = ids.next();
    Turn turn =
        database.write(
            handle -> {
              Turn made = accepted(handle, draft, sighting, id, now);
              along.accept(handle, draft.diagnosis());
              return made;
            });
    if (turn.steps().stream().anyMatch(Step::isChange)) {
      courier.kick();
    }
    for (Step step : turn.steps()) {
      if (isFirstDiagnosed(step)) {
        listener.diagnosed(Duration.between(step.after().openedAt(), now));
      }
    }
    return draft.diagnosis();
  }

  private static boolean isFirstDiagnosed(Step step) {
    return step.after().cause().isPresent() && step.before().flatMap(Incident::cause).isEmpty();
  }

  private Turn accepted(
      Handle handle, DiagnosisDraft draft, Sighting sighting, String id, Instant now) {
    Turn turn = intake.decide(handle, sighting, id, now);
    Optional<String> rests = restsOn(turn, draft).map(it -> it.after().id());
    diagnoses.keep(handle, rests.map(draft::of).orElse(draft));
    Turn kept = rests.isPresent() ? turn : withoutDiagnosis(turn);
    intake.apply(handle, kept, draft.diagnosis(), now);
    return kept;
  }

  /** Which incident the diagnosis is kept for: the one that names it; else one that it changed. */
  private static Optional<Step> restsOn(Turn turn, DiagnosisDraft draft) {
    String id = draft.diagnosis().id();
    return turn.steps().stream()
        .filter(it -> it.isChange() || !draft.isPassing())
        .filter(it -> it.after().lastDiagnosis().equals(id))
        .findFirst()
        .or(() -> turn.steps().stream().filter(Step::isChange).findFirst());
  }

  /** What says nothing new is forgotten soon, so no incident may name it. */
  private static Turn withoutDiagnosis(Turn turn) {
    List<Step> steps = new ArrayList<>();
    turn.steps().forEach(it -> steps.add(it.keepingDiagnosis()));
    return new Turn(turn.suspicion(), steps);
  }

  /** Begins nothing any more, and lets what is under way end, for some seconds at most. */
  @Override
  public void close() {
    courier.close();
    timers.close();
  }
}
