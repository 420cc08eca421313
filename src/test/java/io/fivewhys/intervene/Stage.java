package io.fivewhys.intervene;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.gateway.SweepResult;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.policy.MitigationPolicy;
import io.fivewhys.notify.Channel;
import io.fivewhys.pipeline.IncidentPipeline;
import io.fivewhys.pipeline.NoticePolicy;
import io.fivewhys.pipeline.PipelineListener;
import io.fivewhys.pipeline.PipelineParts;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.HistoryLimits;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.InterventionFilter;
import io.fivewhys.store.Origin;
import io.fivewhys.store.Silences;
import io.fivewhys.store.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * A gateway with a bad release, a database, the real pipeline and policy, and an actuator that only
 * remembers. What happens happens on the caller's thread, one step after the other.
 */
final class Stage implements AutoCloseable {
  static final String GATEWAY = "edge";
  private static final HistoryLimits PLENTY =
      new HistoryLimits(
          1_000, Duration.ofDays(90), 1_000, 256L << 20, Duration.ofDays(30), Duration.ofDays(400));
  private static final PipelineListener DEAF =
      new PipelineListener() {
        @Override
        public void delivered(Channel channel, String result, Duration took) {}

        @Override
        public void ran(String duty, String result) {}

        @Override
        public void diagnosed(Duration after) {}
      };

  final Database database;
  final Silences silences;
  final FakeActuator actuator = new FakeActuator();
  final IncidentPipeline pipeline;
  final List<Move> moves = new CopyOnWriteArrayList<>();
  final List<Action> recommended = new ArrayList<>(List.of(Action.UNDO_ROLLOUT));

  /** What is wrong at gateways other than {@link #GATEWAY}: the names of their workloads. */
  final Map<String, String> others = new ConcurrentHashMap<>();

  /** What looks see besides the traffic. */
  final List<Fact> seen = new CopyOnWriteArrayList<>();

  final Replica one;
  volatile Policy policy = policy("auto");
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

  volatile boolean isTrafficSeen = true;
  volatile long replicas = 4;
  volatile long toRevision = 41;

  /** What a look makes of it, besides what is usual. */
  volatile UnaryOperator<List<Diagnosis.Cause>> causes = UnaryOperator.identity();

  private final Diagnoses diagnoses;
  private volatile Instant observedAt;
  private volatile double errorRatio = 0.6;

  /** One of those who share the database. */
  record Replica(InterventionDesk desk, Chores chores, Mitigator mitigator) {}

  Stage(Database database) {
    this.database = database;
    silences = new Silences(database, database.clock());
    diagnoses =
        new Diagnoses(
            database,
            new Snapshots(database, PLENTY, fact -> fact, database.clock()),
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
                DEAF));
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
              return Optional.<Actuator>of(actuator).filter(_ -> gateways().contains(gateway));
            },
            inForce(),
            this::looked,
            this::gateways,
            notes(),
            move -> {
              moves.add(move);
              told.accept(move);
            });
    return new Replica(parts.desk(), parts.mitigator().chores(), parts.mitigator());
  }

  private Set<String> gateways() {
    var all = new HashSet<>(others.keySet());
    all.add(GATEWAY);
    return all;
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

  /** No cooldowns, no waiting; what every guard does is tested where it is. */
  static Policy policy(String mode, String... more) {
    return policy(mode, Duration.ofMinutes(1), more);
  }

  /**
   * @param rule what it says besides its name
   * @param limits such as {@code all-per-hour: 1}; nothing waits, and there is plenty of the rest
   */
  static Policy limited(String rule, String... limits) {
    var lines = new LinkedHashMap<String, String>();
    for (String each : List.of("target-cooldown", "action-cooldown", "gateway-cooldown")) {
      lines.put(each, "0s");
    }
    for (String each :
        List.of(
            "target-per-hour",
            "action-per-hour",
            "gateway-per-hour",
            "all-per-hour",
            "most-in-flight",
            "most-broken-gateways")) {
      lines.put(each, "100");
    }
    for (String each : limits) {
      String[] parts = each.split(": ", 2);
      lines.put(parts[0], parts[1]);
    }
    return written(
        "rules: [{name: everything, %s}]\nlimits: {%s}"
            .formatted(
                rule,
                String.join(
                    ", ",
                    lines.entrySet().stream()
                        .map(it -> it.getKey() + ": " + it.getValue())
                        .toList())));
  }

  static Policy written(String yaml) {
    return new Quick(
        MitigationPolicy.read(1, "mitigation.yaml", yaml),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1));
  }

  /**
   * @param claim how long others wait for whoever acts
   * @param more lines of the rule
   */
  static Policy policy(String mode, Duration claim, String... more) {
    String lines = String.join("", Arrays.stream(more).map(it -> "\n    " + it).toList());
    Policy file =
        MitigationPolicy.read(
            1,
            "mitigation.yaml",
            """
            rules:
              - name: everything
                mode: %s%s
            limits:
              target-cooldown: 0s
              action-cooldown: 0s
              gateway-cooldown: 0s
            """
                .formatted(mode, lines));
    return new Quick(file, claim, Duration.ofMinutes(1));
  }

  /** Nothing has to settle. */
  record Quick(Policy file, Duration approval, Duration claim, Duration patience)
      implements Policy {
    Quick(Policy file, Duration claim, Duration patience) {
      this(file, Duration.ofMinutes(15), claim, patience);
    }

    @Override
    public long version() {
      return file.version();
    }

    @Override
    public Decision decide(
        Recommendation recommendation, Map<String, String> labels, List<Past> alike, Instant now) {
      return file.decide(recommendation, labels, alike, now);
    }

    @Override
    public boolean mayDo(String gateway, Action action) {
      return file.mayDo(gateway, action);
    }

    @Override
    public List<Guard> guards() {
      return file.guards();
    }

    @Override
    public Timing timing() {
      return new Timing(approval, claim, Duration.ZERO, patience);
    }
  }

  private SweepResult looked(String gateway) throws InterruptedException {
    beforeLook.run();
    return accept(sick(gateway));
  }

  /** A look that finds it sick, and all that follows but what is due. */
  void look() throws InterruptedException {
    look(GATEWAY);
  }

  void look(String gateway) throws InterruptedException {
    one.chores().follow(accept(sick(gateway)));
  }

  /** A look that finds the share of 5xx so, and the cause gone. */
  void lookWell() throws InterruptedException {
    lookWell(GATEWAY);
  }

  void lookWell(String gateway) throws InterruptedException {
    one.chores().follow(accept(well(gateway)));
  }

  /** A look that nobody follows. */
  synchronized SweepResult accept(Diagnosis diagnosis) {
    // Later than anything that was done, also when the database's clock was just set anew, and no
    // two at the same time.
    Instant now = database.clock().instant().plusMillis(100);
    observedAt = observedAt == null || now.isAfter(observedAt) ? now : observedAt.plusMillis(1);
    Instant said = observedAt.plus(ahead);
    Snapshot snapshot =
        new Snapshot(diagnosis.gateway(), "shop", said, Duration.ofNanos(1_000), facts(diagnosis));
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

  private List<Fact> facts(Diagnosis diagnosis) {
    double ratio = diagnosis.verdict() == Verdict.HEALTHY ? 0 : errorRatio;
    long errors = Math.round(1_000 * ratio);
    List<Fact> facts = new ArrayList<>(seen);
    if (isTrafficSeen) {
      facts.add(
          FactDraft.of(RouteTraffic.class)
              .set("route", "/orders")
              .set("responses", Map.of(200, 1_000 - errors, 503, errors))
              .make());
    }
    return facts;
  }

  void errorRatio(double next) {
    errorRatio = next;
  }

  Diagnosis sick() {
    return sick(GATEWAY);
  }

  Diagnosis sick(String gateway) {
    Diagnosis.Cause cause = SampleDiagnoses.badReleaseOf(others.getOrDefault(gateway, "orders"));
    List<Diagnosis.Mitigation> mitigations =
        recommended.stream().map(action -> mitigation(action, cause.subject())).toList();
    return withSymptom(
        SampleDiagnoses.diagnosis(
            gateway,
            "shop",
            Verdict.DIAGNOSED,
            Instant.EPOCH,
            causes.apply(List.of(with(cause, cause.confidence(), mitigations)))));
  }

  /** The same, less sure. */
  static Diagnosis.Cause sure(Diagnosis.Cause cause, double confidence) {
    return with(cause, confidence, cause.mitigations());
  }

  private static Diagnosis.Cause with(
      Diagnosis.Cause cause, double confidence, List<Diagnosis.Mitigation> mitigations) {
    return new Diagnosis.Cause(
        cause.category(),
        cause.mechanism(),
        cause.subject(),
        confidence,
        cause.summary(),
        cause.why(),
        cause.evidence(),
        mitigations,
        cause.fixes(),
        cause.runbooks(),
        cause.prior(),
        cause.competition(),
        cause.score(),
        cause.explains());
  }

  private Diagnosis.Mitigation mitigation(Action action, Subject subject) {
    Map<String, Object> parameters =
        switch (action) {
          case UNDO_ROLLOUT -> Map.of("toRevision", toRevision);
          case SCALE_OUT -> Map.of("replicas", replicas);
          case RESTART_WORKLOAD, DELETE_POD, RESET_CIRCUIT_BREAKER, REVERT_CONFIG, MANUAL ->
              Map.of();
        };
    Subject target =
        action == Action.RESET_CIRCUIT_BREAKER
            ? Subject.of("CircuitBreaker", subject.name())
            : subject;
    return new Diagnosis.Mitigation(
        action,
        Optional.of(target),
        parameters,
        action.toString(),
        "kubectl …",
        Risk.LOW,
        "it should help");
  }

  private static Diagnosis withSymptom(Diagnosis it) {
    return new Diagnosis(
        it.id(),
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.verdict(),
        it.summary(),
        List.of(new Diagnosis.Symptom("/orders answers 6 of 10 requests with 5xx", List.of(0))),
        it.causes(),
        it.ruledOut(),
        it.blind(),
        it.needs(),
        it.escalation(),
        it.rulebook(),
        it.logs());
  }

  Diagnosis well() {
    return well(GATEWAY);
  }

  Diagnosis well(String gateway) {
    Diagnosis it =
        SampleDiagnoses.diagnosis(gateway, "shop", Verdict.HEALTHY, Instant.EPOCH, List.of());
    return new Diagnosis(
        it.id(),
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.verdict(),
        it.summary(),
        List.of(),
        it.causes(),
        it.ruledOut(),
        it.blind(),
        it.needs(),
        it.escalation(),
        it.rulebook(),
        it.logs());
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
    replica.chores().see(it.id(), Optional.of(accept(sick(it.gateway()))));
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
                    "gateway_watch")
                .forEach(table -> handle.execute("delete from " + table)));
  }

  @Override
  public void close() {
    one.mitigator().close();
    pipeline.close();
    database.close();
  }
}
