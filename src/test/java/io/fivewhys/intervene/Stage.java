package io.fivewhys.intervene;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.gateway.SweepResult;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.pipeline.DeafListener;
import io.fivewhys.pipeline.IncidentPipeline;
import io.fivewhys.pipeline.NoticePolicy;
import io.fivewhys.pipeline.PipelineParts;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.InterventionFilter;
import io.fivewhys.store.Origin;
import io.fivewhys.store.SampleLimits;
import io.fivewhys.store.Silences;
import io.fivewhys.store.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * A gateway with a bad release, a database, the real pipeline and policy, and an actuator that only
 * remembers. What happens happens on the caller's thread, one step after the other.
 */
final class Stage {
  static final String GATEWAY = "edge";

  final Database database;
  final Silences silences;
  final FakeActuator actuator = new FakeActuator();
  final IncidentPipeline pipeline;
  final List<Move> moves = new CopyOnWriteArrayList<>();
  final SickGateways gateways = new SickGateways();
  final Replica one;
  volatile Policy policy = QuickPolicy.of("auto");
  volatile Consumer<Move> told = _ -> {};

  /** What another replica has put in force, of which this one has not heard. */
  volatile Optional<Policy> stored = Optional.empty();

  volatile FakeActuator.Step beforeLook = () -> {};

  /** Right before an intent is written, or a plan is made: nothing is locked yet. */
  volatile FakeActuator.Step beforeIntent = () -> {};

  /** In every transaction that decides something, when it asks for the policy. */
  volatile FakeActuator.Step inDecision = () -> {};

  /** In every transaction that decides something, before it has the row of control. */
  volatile FakeActuator.Step beforeControl = () -> {};

  /** By how much the clock of whoever looks is ahead of the database's. */
  volatile Duration ahead = Duration.ZERO;

  private final Diagnoses diagnoses;
  private volatile Instant observedAt;

  /** One of those who share the database. */
  record Replica(InterventionDesk desk, Chores chores, Mitigator mitigator) {}

  Stage(Database database) {
    this.database = database;
    silences = new Silences(database, database.clock());
    diagnoses =
        new Diagnoses(
            database,
            new Snapshots(database, SampleLimits.PLENTY, fact -> fact, database.clock()),
            database.clock());
    var plan =
        new EscalationPlan(
            List.of(
                new EscalationPlan.Policy(
                    Set.of(),
                    Set.of(),
                    List.of(new EscalationPlan.Level(Duration.ofHours(1), List.of("pager"))))));
    pipeline =
        new IncidentPipeline(
            new PipelineParts(
                database,
                diagnoses,
                new NoticePolicy(
                    List.of(),
                    _ -> List.of(),
                    plan,
                    new IncidentPolicy(1, Duration.ofMinutes(5), Duration.ofMinutes(15)),
                    Optional.empty(),
                    Duration.ofDays(1)),
                silences,
                List.of(),
                "one",
                new DeafListener()));
    one = replica();
  }

  Replica replica() {
    MitigationParts parts =
        MitigationParts.of(
            database,
            silences,
            diagnoses,
            gateway -> {
              run(beforeIntent);
              return Optional.<Actuator>of(actuator)
                  .filter(_ -> gateways.names().contains(gateway));
            },
            inForce(),
            this::looked,
            gateways::names,
            notes(),
            move -> {
              moves.add(move);
              told.accept(move);
            });
    return new Replica(parts.desk(), parts.mitigator().chores(), parts.mitigator());
  }

  private static void run(FakeActuator.Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private IncidentNotes notes() {
    IncidentNotes real = pipeline.notes();
    return new IncidentNotes() {
      @Override
      public void lock(Handle handle, String gateway) {
        real.lock(handle, gateway);
        run(beforeControl);
      }

      @Override
      public void note(
          Handle handle, String incident, Command.Intervene what, String actor, Instant now) {
        real.note(handle, incident, what, actor, now);
      }

      @Override
      public void told() {
        real.told();
      }
    };
  }

  private PolicyInForce inForce() {
    return new PolicyInForce() {
      @Override
      public Policy current() {
        return policy;
      }

      @Override
      public Policy current(Handle handle) {
        run(inDecision);
        return stored.orElse(policy);
      }
    };
  }

  private SweepResult looked(String gateway) throws InterruptedException {
    beforeLook.run();
    return accept(gateways.sick(gateway));
  }

  /** A look that finds it sick, and all that follows but what is due. */
  void look() throws InterruptedException {
    look(GATEWAY);
  }

  void look(String gateway) throws InterruptedException {
    one.chores().follow(accept(gateways.sick(gateway)));
  }

  /** A look that finds the share of 5xx so, and the cause gone. */
  void lookWell() throws InterruptedException {
    lookWell(GATEWAY);
  }

  void lookWell(String gateway) throws InterruptedException {
    one.chores().follow(accept(gateways.well(gateway)));
  }

  /** A look that nobody follows. */
  synchronized SweepResult accept(Diagnosis diagnosis) {
    // Later than anything that was done, also when the database's clock was just set anew, and no
    // two at the same time.
    Instant now = database.clock().instant().plusMillis(100);
    observedAt = observedAt == null || now.isAfter(observedAt) ? now : observedAt.plusMillis(1);
    Instant said = observedAt.plus(ahead);
    Snapshot snapshot =
        new Snapshot(
            diagnosis.gateway(), "shop", said, Duration.ofNanos(1_000), gateways.facts(diagnosis));
    Diagnosis at =
        new Diagnosis(
            "",
            diagnosis.gateway(),
            "shop",
            said,
            diagnosis.verdict(),
            diagnosis.summary(),
            diagnosis.symptoms(),
            diagnosis.causes(),
            List.of(),
            List.of(),
            List.of(),
            diagnosis.escalation(),
            diagnosis.rulebook(),
            List.of());
    Diagnosis kept =
        pipeline.accept(
            snapshot, diagnoses.draft(snapshot, at, Origin.SWEEP), false, true, (_, _) -> {});
    return new SweepResult(snapshot, kept);
  }

  /** Does everything that is due, as the poller would. */
  void work() throws InterruptedException {
    work(one);
  }

  void work(Replica replica) throws InterruptedException {
    for (Intervention each : all()) {
      work(replica, each);
    }
  }

  /** As if other things had happened to one, in words of its document. */
  void change(String id, String from, String to) {
    database.change(
        handle -> {
          handle.execute(
              "update intervention set document = replace(document, ?, ?) where id = ?",
              from,
              to,
              id);
          handle.execute("update intervention set due_at = ? where id = ?", Instant.EPOCH, id);
        });
  }

  void work(Replica replica, Intervention it) throws InterruptedException {
    replica.chores().see(it.id(), Optional.of(accept(gateways.sick(it.gateway()))));
  }

  List<Intervention> all() {
    return one.desk().list(InterventionFilter.all(), Optional.empty(), 100).reversed();
  }

  /** The newest of a gateway. */
  Intervention newest(String gateway) {
    return all().reversed().stream()
        .filter(it -> it.gateway().equals(gateway))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is none at " + gateway));
  }

  Intervention only() {
    List<Intervention> all = all();
    if (all.size() != 1) {
      throw new AssertionError("there are " + all);
    }
    return all.getFirst();
  }

  List<InterventionState> states(Intervention it) {
    return one.desk().journal(it.id(), 0, 100).stream().map(JournalEntry::to).toList();
  }

  Incident incident() {
    return pipeline.desk().list(IncidentFilter.all(), Optional.empty(), 10).getFirst();
  }

  Incident newestIncident(String gateway) {
    return pipeline.desk().list(IncidentFilter.all(), Optional.empty(), 10).stream()
        .filter(it -> it.gateway().equals(gateway))
        .findFirst()
        .orElseThrow();
  }

  List<TimelineEntry> timeline() {
    return pipeline.desk().timeline(incident().id(), 0, 100);
  }

  /** Forgets all that was done, so that another stage finds the database as if it were new. */
  void leave() {
    one.mitigator().close();
    pipeline.close();
    database.change(
        handle ->
            List.of(
                    "intervention_entry",
                    "intervention",
                    "mitigation_control",
                    "silence",
                    "incident_entry",
                    "incident",
                    "gateway_watch",
                    "audit_entry",
                    "audit_head")
                .forEach(table -> handle.execute("delete from " + table)));
  }
}
