package io.fivewhys.intervene;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Approvals;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionLife;
import io.fivewhys.mitigate.Inverses;
import io.fivewhys.mitigate.JournalEntry;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Recommendations;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.Turnout;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.InterventionFilter;
import io.fivewhys.store.Interventions;
import io.fivewhys.store.SortableIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Interventions for those who read them, approve them and want them. Blocks; safe for use by
 * threads. Everything that somebody wants is one transaction, in which {@code alongside} may keep
 * what belongs to it; it may be called more than once.
 */
public final class InterventionDesk {
  private final Bench bench;
  private final SortableIds ids;
  private final Diagnoses diagnoses;

  /**
   * @param diagnoses with their snapshots, as far as they are kept
   */
  InterventionDesk(Bench bench, SortableIds ids, Diagnoses diagnoses) {
    this.bench = bench;
    this.ids = ids;
    this.diagnoses = diagnoses;
  }

  /** What a wish came to. */
  public sealed interface Answer {
    record Done(Intervention intervention) implements Answer {}

    /** It came late or twice, or somebody objects: nothing changes. */
    record Unchanged(Intervention intervention, Refusal refusal) implements Answer {}

    /** There is no such intervention, or incident. */
    record Unknown(String id) implements Answer {}

    /** What is wanted is not among what is recommended, or cannot be taken back. */
    record Unfit(String why) implements Answer {}
  }

  public Optional<Intervention> get(String id) {
    return bench.database().read(handle -> bench.interventions().get(handle, id));
  }

  public List<Intervention> list(InterventionFilter filter, Optional<String> before, int limit) {
    return bench
        .database()
        .read(handle -> bench.interventions().list(handle, filter, before, limit));
  }

  /** All of an incident, the oldest first. */
  public List<Intervention> of(String incident) {
    return bench.database().read(handle -> bench.interventions().of(handle, incident));
  }

  public List<JournalEntry> journal(String id, long after, int limit) {
    return bench.database().read(handle -> bench.interventions().journal(handle, id, after, limit));
  }

  public List<Interventions.Count> counts() {
    return bench.database().read(bench.interventions()::counts);
  }

  /**
   * Lets one be done.
   *
   * @param plan hash of the plan that was seen
   * @param by who approves, as authenticated
   */
  public Answer approve(
      String id, String plan, String by, String reason, BiConsumer<Handle, Answer> alongside) {
    return turn(id, (it, now) -> Approvals.approve(it, plan, by, reason, timing(), now), alongside);
  }

  public Answer reject(String id, String by, String reason, BiConsumer<Handle, Answer> alongside) {
    return turn(id, (it, now) -> Approvals.reject(it, by, reason, now), alongside);
  }

  /** Says of one whose end is unknown whether it was done. */
  public Answer conclude(
      String id, boolean done, String by, String reason, BiConsumer<Handle, Answer> alongside) {
    return turn(
        id, (it, now) -> Approvals.conclude(it, done, by, reason, timing(), now), alongside);
  }

  private Timing timing() {
    return bench.policy().current().timing();
  }

  private Answer turn(
      String id,
      BiFunction<Intervention, Instant, Turnout> wish,
      BiConsumer<Handle, Answer> alongside) {
    Instant now = bench.now();
    return answered(
        handle -> {
          Optional<Intervention> found = bench.interventions().get(handle, id);
          if (found.isEmpty()) {
            return new Outcome(new Answer.Unknown(id), Optional.empty());
          }
          bench.notes().lock(handle, found.get().gateway());
          Intervention it = bench.interventions().getForUpdate(handle, id).orElseThrow();
          return switch (wish.apply(it, now)) {
            case Turnout.Unmoved(Intervention as, Refusal refusal) ->
                new Outcome(new Answer.Unchanged(as, refusal), Optional.empty());
            case Turnout.Moved(Move move) -> moved(handle, move, now);
          };
        },
        alongside);
  }

  /**
   * Wants something done that is recommended for an incident.
   *
   * @param target empty: the only one that the action is recommended for
   */
  public Answer request(
      String incident,
      Action action,
      Optional<Subject> target,
      String by,
      String reason,
      BiConsumer<Handle, Answer> alongside) {
    Optional<Incident> found =
        bench.database().read(handle -> bench.incidents().get(handle, incident));
    Optional<Diagnosis> diagnosis = found.map(Incident::lastDiagnosis).flatMap(diagnoses::get);
    if (found.isEmpty()) {
      return new Answer.Unknown(incident);
    }
    if (diagnosis.isEmpty()) {
      return new Answer.Unfit("the diagnosis of the incident is not kept any more");
    }
    List<Recommendation> fitting =
        recommended(diagnosis.get()).stream()
            .filter(it -> it.remedy().action() == action)
            .filter(it -> target.filter(t -> !isMeant(t, it.remedy().target())).isEmpty())
            .toList();
    if (fitting.size() != 1) {
      return new Answer.Unfit(unfit(action, diagnosis.get(), fitting));
    }
    return planned(found.get(), fitting.getFirst(), by, reason, Optional.empty(), alongside);
  }

  /** Whoever names no namespace means whichever it is in. */
  private static boolean isMeant(Subject named, Subject target) {
    return named.kind().equals(target.kind())
        && named.name().equals(target.name())
        && (named.namespace().isEmpty() || named.namespace().equals(target.namespace()));
  }

  /**
   * Where the snapshot is not kept any more, uids are left open: who approves sees the plan with
   * that of the target as it is then.
   */
  private List<Recommendation> recommended(Diagnosis diagnosis) {
    var nothingSeen =
        new Snapshot(
            diagnosis.gateway(),
            diagnosis.namespace(),
            diagnosis.observedAt(),
            Snapshot.DEFAULT_WINDOW,
            List.of());
    return Recommendations.of(diagnosis, diagnoses.snapshotOf(diagnosis.id()).orElse(nothingSeen));
  }

  private String unfit(Action action, Diagnosis diagnosis, List<Recommendation> fitting) {
    if (fitting.size() > 1) {
      return action
          + " is recommended for several targets; name one of them: "
          + String.join(", ", fitting.stream().map(it -> it.remedy().target().toString()).toList());
    }
    List<String> all = recommended(diagnosis).stream().map(it -> it.remedy().words()).toList();
    return action
        + " is not recommended for it there; what is: "
        + (all.isEmpty() ? "nothing that the service could do" : String.join(", ", all));
  }

  /** Wants taken back what was done. */
  public Answer takeBack(
      String id, String by, String reason, BiConsumer<Handle, Answer> alongside) {
    Optional<Intervention> done = get(id);
    if (done.isEmpty()) {
      return new Answer.Unknown(id);
    }
    Optional<Recommendation> inverse =
        done.filter(it -> it.actedAt().isPresent()).flatMap(Inverses::of);
    Optional<Incident> incident =
        bench.database().read(handle -> bench.incidents().get(handle, done.get().incident()));
    if (inverse.isEmpty() || incident.isEmpty()) {
      return new Answer.Unfit("it was not done, or nothing takes it back");
    }
    return planned(incident.get(), inverse.get(), by, reason, Optional.of(id), alongside);
  }

  private Answer planned(
      Incident incident,
      Recommendation recommendation,
      String by,
      String reason,
      Optional<String> inverseOf,
      BiConsumer<Handle, Answer> alongside) {
    String id = ids.next();
    Instant now = bench.now();
    return answered(
        handle -> {
          bench.notes().lock(handle, incident.gateway());
          Optional<Intervention> same =
              bench.interventions().of(handle, incident.id()).stream()
                  .filter(it -> !it.state().isOver())
                  .filter(it -> it.isAbout(recommendation.remedy()))
                  .findFirst();
          if (same.isPresent()) {
            var refusal =
                new Refusal(
                    "one-at-a-time",
                    "one of the same at a time",
                    same.get().id(),
                    "the same is " + same.get().state() + " already: " + same.get().id());
            return new Outcome(new Answer.Unchanged(same.get(), refusal), Optional.empty());
          }
          var wanted = new Mark(now, by, reason);
          return moved(
              handle,
              InterventionLife.planned(id, incident.id(), recommendation, wanted, inverseOf),
              now);
        },
        alongside);
  }

  /** Who stopped everything, while that holds. */
  public Optional<Mark> stopped() {
    return bench.database().read(handle -> bench.control().read(handle).stopped());
  }

  /**
   * Nothing is begun any more, on any replica, from the end of this call on.
   *
   * @return who stopped it before, if somebody did: nothing changes then
   */
  public Optional<Mark> stop(String by, String reason) {
    var mark = new Mark(bench.now(), by, reason);
    return bench
        .database()
        .write(
            handle -> {
              Optional<Mark> before = bench.control().lock(handle).stopped();
              if (before.isEmpty()) {
                bench.control().stop(handle, mark);
              }
              return before;
            });
  }

  /**
   * @return whether it was stopped
   */
  public boolean resume() {
    return bench
        .database()
        .write(
            handle -> {
              boolean wasStopped = bench.control().lock(handle).stopped().isPresent();
              bench.control().resume(handle);
              return wasStopped;
            });
  }

  private record Outcome(Answer answer, Optional<Move> move) {}

  private Outcome moved(Handle handle, Move move, Instant now) {
    bench.apply(handle, move, now);
    return new Outcome(new Answer.Done(move.after()), Optional.of(move));
  }

  private Answer answered(Function<Handle, Outcome> work, BiConsumer<Handle, Answer> alongside) {
    Outcome outcome =
        bench
            .database()
            .write(
                handle -> {
                  Outcome came = work.apply(handle);
                  alongside.accept(handle, came.answer());
                  return came;
                });
    outcome.move().ifPresent(bench::told);
    return outcome.answer();
  }
}
