package io.fivewhys;

import io.fivewhys.act.setup.ActuatorSetup;
import io.fivewhys.cases.CaseLimits;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabasePulse;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.gateway.GatewayView;
import io.fivewhys.gateway.Gateways;
import io.fivewhys.gateway.SweepResult;
import io.fivewhys.gateway.setup.GatewaySetup;
import io.fivewhys.http.ApiParts;
import io.fivewhys.http.ApiServer;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.gateway.GatewayParts;
import io.fivewhys.http.incident.InboundParts;
import io.fivewhys.http.incident.IncidentParts;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.rule.TrialParts;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.intervene.MitigationParts;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.pipeline.Duty;
import io.fivewhys.pipeline.IncidentPipeline;
import io.fivewhys.pipeline.PipelineParts;
import io.fivewhys.revision.DraftCheck;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.Rulebooks;
import io.fivewhys.store.ConfigContents;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.FiringTally;
import io.fivewhys.store.SharedSweepTurns;
import io.fivewhys.store.Snapshots;
import io.fivewhys.store.TrafficSample;
import io.fivewhys.store.TrafficSamples;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.BackTestLimits;
import io.fivewhys.trial.Shadow;
import io.fivewhys.trial.ShadowLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What answers requests and looks at gateways, put together by hand. */
final class Service {
  /** The rules are stopped at their own deadline; the desk's is for what lies around them. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration BETWEEN_ADOPTIONS = Duration.ofSeconds(30);

  private final Settings settings;
  private final RulesInForce rules;
  private final Rulebooks rulebooks;
  private final ServiceMetrics metrics;
  private final Snapshots snapshots;
  private final DatabasePulse pulse;
  private final Clock clock;
  private final DiagnosisDesk desk;
  private final FiringTally tally;
  private final Diagnoses diagnoses;
  private final History history;
  private final TrafficSamples traffic;
  private final TrialParts trial;
  private final SharedSweepTurns turns;
  private final Gateways gateways;
  private final IncidentPipeline incidents;
  private final MitigationParts mitigation;
  private final ActuatorSetup actuators;
  private final ApiServer server;

  /**
   * Not started yet.
   *
   * @param setup the gateways to look at; closed by whoever made it
   * @param told who is told of incidents; the same
   * @param policy the same
   * @param database the same
   */
  Service(
      Settings settings,
      RulesInForce rules,
      Rulebooks rulebooks,
      AccessParts access,
      GatewaySetup setup,
      NotificationSetup told,
      PolicyDesk policy,
      ServiceMetrics metrics,
      Snapshots snapshots,
      Database database,
      Clock clock) {
    this.settings = settings;
    this.rules = rules;
    this.rulebooks = rulebooks;
    this.metrics = metrics;
    this.snapshots = snapshots;
    pulse = new DatabasePulse(database);
    this.clock = clock;
    diagnoses = new Diagnoses(database, snapshots, database.clock());
    var kept = KeptParts.of(database, diagnoses::get);
    tally = new FiringTally(kept.firings(), database.clock());
    var diagnoser = Wiring.diagnoser(settings);
    desk =
        new DiagnosisDesk(
            snapshot -> diagnoser.diagnose(rules.rulebook(), snapshot, tally::count),
            deskLimits(),
            metrics);
    var incidentMetrics = metrics.incidents();
    String replica = UUID.randomUUID().toString();
    traffic = kept.traffic();
    incidents =
        new IncidentPipeline(
            new PipelineParts(
                database,
                diagnoses,
                Wiring.notices(told),
                kept.silences(),
                duties(settings, database, diagnoses, kept),
                replica,
                incidentMetrics));
    turns = new SharedSweepTurns(database, replica);
    history = new History(diagnoses, incidents::accept, pulse::isUp, metrics::notKept);
    trial = trial();
    var listener = metrics.sweeps();
    gateways = new Gateways(setup.gateways(), this::diagnose, turns, listener, clock);
    listener.watch(gateways, clock);
    var interventionMetrics = metrics.interventions(incidents.desk()::get);
    actuators = new ActuatorSetup(setup, new ConfigContents(database));
    mitigation =
        MitigationParts.of(
            database,
            kept.silences(),
            diagnoses,
            actuators,
            policy,
            gateways::evaluate,
            this::ours,
            incidents.notes(),
            interventionMetrics);
    Supplier<Optional<String>> revision = () -> Optional.of(rules.rulebook().revision());
    metrics.watch(desk, revision);
    metrics.watch(rules);
    metrics.watch(policy);
    metrics.watch(diagnoses, snapshots);
    metrics.watch(database, pulse);
    incidentMetrics.watch(incidents.desk(), incidents.notifications());
    interventionMetrics.watch(mitigation.desk());
    server =
        new ApiServer(
            httpOptions(),
            new ApiParts(
                new SnapshotReader(clock)::read,
                desk,
                history,
                metrics,
                new Insight(rules::rulebook, diagnoser, settings.diagnosis().thresholds()),
                revision,
                rules,
                access,
                trial,
                new GatewayParts(
                    gateways,
                    setup.intake().alerts(),
                    setup.routing(),
                    setup.intake().pushed(),
                    Wiring.masking(settings)::text),
                kept,
                new IncidentParts(
                    incidents.desk(),
                    incidents.notifications(),
                    diagnoses,
                    InboundParts.of(told),
                    mitigation.desk()),
                policy,
                pulse::isUp));
  }

  /**
   * Listens, and looks.
   *
   * @return where
   * @throws IOException when the address cannot be bound
   */
  InetSocketAddress start() throws IOException, InterruptedException {
    var address = server.start();
    pulse.start();
    tally.start();
    incidents.start();
    gateways.start();
    mitigation.mitigator().start();
    return address;
  }

  /**
   * Takes no more, finishes what is in flight, also looks that somebody waits for, and looks no
   * more.
   *
   * @return whether everything under way was answered
   */
  boolean stop(Duration drain) throws InterruptedException {
    boolean allAnswered = server.stop(drain);
    gateways.close();
    mitigation.mitigator().close();
    actuators.close();
    turns.leave();
    incidents.close();
    tally.close();
    pulse.close();
    return allAnswered;
  }

  /** What is seen goes the way of what is posted. */
  private Diagnosis diagnose(Snapshot snapshot) throws InterruptedException {
    Diagnosis kept;
    try {
      kept = history.swept(snapshot, desk.submit(snapshot).await());
    } finally {
      // Also of what could not be diagnosed.
      keepTraffic(snapshot);
    }
    trial.shadow().observe(snapshot, kept);
    mitigation.mitigator().swept(new SweepResult(snapshot, kept));
    return kept;
  }

  private void keepTraffic(Snapshot snapshot) {
    if (pulse.isUp()) {
      traffic.record(TrafficSample.of(snapshot));
    }
  }

  private List<Duty> duties(
      Settings settings, Database database, Diagnoses diagnoses, KeptParts kept) {
    var all = new ArrayList<>(Wiring.duties(settings, database, diagnoses, kept));
    all.add(
        new Duty("adopt-interventions", BETWEEN_ADOPTIONS, () -> mitigation.mitigator().adopt()));
    return all;
  }

  /** Gateways that this replica looks at now. */
  private List<String> ours() {
    return gateways.views().stream().filter(it -> !it.elsewhere()).map(GatewayView::name).toList();
  }

  /** What candidates are tried with, and on. */
  private TrialParts trial() {
    var policy = settings.diagnosisPolicy();
    return new TrialParts(
        rulebooks::of,
        new BackTest(policy, BackTestLimits.besideLiveAnswers()),
        snapshots,
        new Shadow(policy, rules::rulebook, ShadowLimits.defaults(), clock, metrics.shadow()),
        new Diagnoser(policy),
        new DraftCheck(rulebooks::of, policy, CaseLimits.besideLiveAnswers()));
  }

  private DeskLimits deskLimits() {
    return new DeskLimits(
        settings.http().threads(),
        settings.http().queue(),
        settings.diagnosis().deadline().plus(GRACE),
        settings.http().queueTimeout());
  }

  private HttpOptions httpOptions() {
    var http = settings.http();
    return new HttpOptions(
        http.host(),
        http.port(),
        Set.copyOf(http.allowedHosts()),
        http.maxBodyBytes(),
        http.maxBodyBytesAtOnce(),
        http.maxHeaderBytes(),
        http.maxConnections(),
        http.headerTimeout(),
        http.bodyTimeout(),
        http.idleTimeout(),
        http.drain());
  }
}
