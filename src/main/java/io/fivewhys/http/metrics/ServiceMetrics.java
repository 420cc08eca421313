package io.fivewhys.http.metrics;

import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.push.PushedFacts;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabasePulse;
import io.fivewhys.diagnose.DeskListener;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.http.call.Reply;
import io.fivewhys.incident.Incident;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.revision.RulesListener;
import io.fivewhys.rulebook.source.Stage;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.Snapshots;
import io.fivewhys.trial.ChangedDiagnosis;
import io.fivewhys.trial.ShadowListener;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the service tells Prometheus. Every label has few values: those of the contract, of enums in
 * the code, and the names of rules; nothing that a client writes becomes one.
 */
public final class ServiceMetrics implements DeskListener, RulesListener {
  private static final double[] SECONDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };
  private static final double[] FACTS = {10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Counter requests =
      counter("http_requests", "Requests by operation and status.", "operation", "status");
  private final Histogram requestSeconds =
      seconds("http_request_seconds", "From a request's headers to its answer's end.", "operation");
  private final Histogram evaluationSeconds =
      seconds("evaluation_seconds", "Evaluations of snapshots that came to an end.");
  private final Histogram waitSeconds =
      seconds("queue_wait_seconds", "Time that snapshots waited for a thread.");
  private final Counter verdicts = counter("diagnoses", "Diagnoses by verdict.", "verdict");
  private final Counter causes = counter("causes", "Causes named, by category.", "category");
  private final Counter rules =
      counter("rules_concluded", "Diagnoses in which a rule gave evidence, by rule.", "rule");
  private final Counter refused =
      counter("refused", "Snapshots that the desk did not take or keep, by reason.", "reason");
  private final Counter failed =
      counter("evaluations_failed", "Evaluations without an answer, by code.", "code");
  private final Counter rulesFailed =
      counter("rules_failed", "Evaluations without an answer, by rule at fault.", "rule");
  private final Counter abandoned =
      counter("abandoned", "Snapshots whose client left while they were in the queue.");
  private final Counter notKept =
      counter("diagnoses_not_kept", "Diagnoses that were answered and could not be kept.");
  private final Counter denied =
      counter("access_denied", "Requests that were not let in, by reason.", "reason");
  private final Counter ruleChanges =
      counter("rule_changes", "Changes of the rules asked for.", "origin", "outcome");
  private final Histogram facts =
      Histogram.builder()
          .name("fivewhys_snapshot_facts")
          .help("Facts of the snapshots posted.")
          .classicOnly()
          .classicUpperBounds(FACTS)
          .register(registry);

  public ServiceMetrics() {
    registry.register(VirtualMachine.metrics());
  }

  /** Adds what is true at the moment; once, when everything is wired. */
  public void watch(DiagnosisDesk desk, Supplier<Optional<String>> revision) {
    gauge("queue_depth", "Snapshots that wait for a thread.", desk::waiting);
    gauge("evaluations_running", "Threads that evaluate, also beyond the deadline.", desk::running);
    GaugeWithCallback.builder()
        .name("fivewhys_rulebook_info")
        .help("The rulebook in force.")
        .labelNames("revision")
        .callback(gauge -> revision.get().ifPresent(now -> gauge.call(1, now)))
        .register(registry);
  }

  /** Adds what is true of the rules at the moment; once, when everything is wired. */
  public void watch(RulesInForce inForce) {
    gauge(
        "rules_rejected",
        "1 while the newest files of the rules directory are not in force.",
        () -> inForce.rejected().isPresent() ? 1 : 0);
    gauge(
        "rules_activated_timestamp_seconds",
        "When the rules in force were put in force.",
        () -> inForce.revision().at().getEpochSecond());
  }

  /** Adds what is true of the policy at the moment; once, when everything is wired. */
  public void watch(PolicyDesk policy) {
    gauge(
        "policy_rejected",
        "1 while the file of the mitigation policy is not in force, since it cannot be used.",
        () -> policy.rejected().isEmpty() ? 0 : 1);
  }

  /** Hears of looks at gateways. */
  public SweepMetrics sweeps() {
    return new SweepMetrics(registry);
  }

  /** Hears of incidents and messages; once. */
  public IncidentMetrics incidents() {
    return new IncidentMetrics(registry);
  }

  /**
   * Hears of what is done about incidents; once.
   *
   * @param incidents by id
   */
  public InterventionMetrics interventions(Function<String, Optional<Incident>> incidents) {
    return new InterventionMetrics(registry, incidents);
  }

  /** Counts what comes in for gateways; once. */
  public IntakeMetrics intake(AlertBook alerts, PushedFacts pushed) {
    return new IntakeMetrics(registry, alerts, pushed);
  }

  /** The metrics in one of Prometheus' formats. */
  public Reply exposition(String accept) {
    var writer = formats.findWriter(accept);
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape(), EscapingScheme.fromAcceptHeader(accept));
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return Reply.ok(writer.getContentType(), out.toByteArray());
  }

  /**
   * @param operation of the contract, or {@code none}
   * @param status of the answer, or {@code gone} when the client left without it
   */
  public void answered(String operation, String status, Duration took) {
    requests.labelValues(operation, status).inc();
    requestSeconds.labelValues(operation).observe(inSeconds(took));
  }

  /**
   * @param reason in snake case, of an enum of the code
   */
  public void denied(String reason) {
    denied.labelValues(reason).inc();
  }

  /**
   * @param origin who wanted it
   * @param outcome what it came to
   */
  public void ruleChange(String origin, String outcome) {
    ruleChanges.labelValues(origin, outcome).inc();
  }

  @Override
  public void activated(Revision revision, Duration took) {
    heard(revision.origin(), "activated");
  }

  @Override
  public void refused(Revision.Origin origin, Optional<Stage> stage, Duration took) {
    heard(origin, "refused");
  }

  @Override
  public void followed(Revision revision, Duration took) {
    ruleChange("replica", "activated");
  }

  @Override
  public void cannotFollow(Revision revision, String detail) {
    ruleChange("replica", "refused");
  }

  /** What came over HTTP is counted there, with what is neither. */
  private void heard(Revision.Origin origin, String outcome) {
    switch (origin) {
      case SHIPPED, DIRECTORY -> ruleChange(origin.name().toLowerCase(Locale.ROOT), outcome);
      case API, ROLLBACK -> {}
    }
  }

  /** Adds what is kept; once, when everything is wired. */
  public void watch(Diagnoses diagnoses, Snapshots snapshots) {
    gauge(
        "recent_diagnoses",
        "Diagnoses that can be read again, by the last count and what came since.",
        diagnoses::sizeKnown);
    CounterWithCallback.builder()
        .name("fivewhys_snapshots_recorded")
        .help("Snapshots that were diagnosed, by what became of their recording.")
        .labelNames("outcome")
        .callback(
            counter -> {
              counter.call(snapshots.recorded(), "recorded");
              counter.call(snapshots.repeated(), "repeated");
              counter.call(snapshots.dropped(), "dropped");
            })
        .register(registry);
  }

  /** Adds how the database is doing; once, when everything is wired. */
  public void watch(Database database, DatabasePulse pulse) {
    gauge("store_up", "1 while the database answers.", () -> pulse.isUp() ? 1 : 0);
    GaugeWithCallback.builder()
        .name("fivewhys_store_connections")
        .help("Connections to the database by state, and threads that wait for one.")
        .labelNames("state")
        .callback(
            gauge -> {
              var use = database.connections();
              gauge.call(use.active(), "active");
              gauge.call(use.idle(), "idle");
              gauge.call(use.waiting(), "waiting");
            })
        .register(registry);
  }

  /** A diagnosis was made while nothing could be kept. */
  public void notKept() {
    notKept.inc();
  }

  /** Hears what a candidate does in the shadow. */
  public ShadowListener shadow() {
    var evaluated =
        seconds("shadow_evaluation_seconds", "Evaluations by a candidate in the shadow.");
    var differences =
        counter("shadow_differences", "Live answers a shadow differs from, by kind.", "kind");
    var failures = counter("shadow_failed", "Evaluations in the shadow that fail.", "code");
    var passedOver = counter("shadow_skipped", "Live snapshots that a shadow passed over.");
    return new ShadowListener() {
      @Override
      public void evaluated(Duration took) {
        evaluated.observe(inSeconds(took));
      }

      @Override
      public void differed(ChangedDiagnosis difference) {
        difference.differences().forEach(kind -> differences.labelValues(kind.toString()).inc());
      }

      @Override
      public void failed(String code) {
        failures.labelValues(code).inc();
      }

      @Override
      public void skipped() {
        passedOver.inc();
      }
    };
  }

  /** A posted snapshot with so many facts was read. */
  public void snapshotRead(int factCount) {
    facts.observe(factCount);
  }

  @Override
  public void started(Duration waited) {
    waitSeconds.observe(inSeconds(waited));
  }

  @Override
  public void finished(Diagnosis diagnosis, Duration took) {
    evaluationSeconds.observe(inSeconds(took));
    verdicts.labelValues(diagnosis.verdict().toString()).inc();
    var concluded = new HashSet<String>();
    for (Diagnosis.Cause cause : diagnosis.causes()) {
      causes.labelValues(cause.category().toString()).inc();
      cause.evidence().forEach(evidence -> concluded.add(evidence.rule()));
    }
    concluded.forEach(rule -> rules.labelValues(rule).inc());
  }

  @Override
  public void failed(String code, Duration took) {
    evaluationSeconds.observe(inSeconds(took));
    failed.labelValues(code).inc();
  }

  @Override
  public void ruleFailed(String rule) {
    rulesFailed.labelValues(rule).inc();
  }

  @Override
  public void refused(DeskRefused.Reason reason) {
    refused.labelValues(reason.toString()).inc();
  }

  @Override
  public void abandoned() {
    abandoned.inc();
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name("fivewhys_" + name)
        .help(help)
        .labelNames(labels)
        .register(registry);
  }

  private Histogram seconds(String name, String help, String... labels) {
    return Histogram.builder()
        .name("fivewhys_" + name)
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .register(registry);
  }

  private void gauge(String name, String help, Supplier<? extends Number> value) {
    GaugeWithCallback.builder()
        .name("fivewhys_" + name)
        .help(help)
        .callback(gauge -> gauge.call(value.get().doubleValue()))
        .register(registry);
  }

  private static double inSeconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
