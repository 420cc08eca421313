package io.fivewhys.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.EscalationPlan.Level;
import io.fivewhys.incident.EscalationPlan.Policy;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.notify.Occasion;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.Origin;
import io.fivewhys.store.QueuedMessage;
import io.fivewhys.store.SampleLimits;
import io.fivewhys.store.Silences;
import io.fivewhys.store.Snapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A pipeline with a chat that hears everything, and a pager for those who are called. */
@ParameterizedClass
@EnumSource
@Timeout(120)
abstract class IncidentPipelineTest {
  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  final FakeChannel chat = new FakeChannel("chat");

  final FakeChannel pager =
      new FakeChannel("pager", Occasion.ESCALATED, Occasion.ACKNOWLEDGED, Occasion.RESOLVED);

  Database database;
  Diagnoses diagnoses;
  IncidentPipeline pipeline;
  Instant observedAt;
  Duration escalatesAfter = Duration.ofHours(1);
  Duration quiet = Duration.ofMinutes(5);
  Silences silences;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
    observedAt = database.clock().instant().minusSeconds(600);
    silences = new Silences(database, database.clock());
    diagnoses =
        new Diagnoses(
            database,
            new Snapshots(database, SampleLimits.PLENTY, fact -> fact, database.clock()),
            database.clock());
  }

  @AfterEach
  void close() {
    if (pipeline != null) {
      pipeline.close();
    }
    database.close();
  }

  void begin() {
    var plan =
        new EscalationPlan(
            List.of(
                new Policy(
                    Set.of(), Set.of(), List.of(new Level(escalatesAfter, List.of("pager"))))));
    var notices =
        new NoticePolicy(
            List.of(chat, pager),
            _ -> List.of("chat"),
            plan,
            new IncidentPolicy(2, quiet, Duration.ofMinutes(15)),
            Optional.of(java.net.URI.create("https://why.example/fivewhys/")),
            Duration.ofDays(1));
    pipeline =
        new IncidentPipeline(
            new PipelineParts(
                database, diagnoses, notices, silences, List.of(), "one", new DeafListener()));
    pipeline.start();
  }

  void opened() {
    see(orders());
    see(orders());
  }

  void see(Diagnosis diagnosis) {
    observedAt = observedAt.plusSeconds(30);
    Snapshot snapshot = snapshot();
    Diagnosis now =
        new Diagnosis(
            "",
            diagnosis.gateway(),
            diagnosis.namespace(),
            observedAt,
            diagnosis.verdict(),
            diagnosis.summary(),
            diagnosis.symptoms(),
            diagnosis.causes(),
            diagnosis.ruledOut(),
            List.of(),
            diagnosis.needs(),
            diagnosis.escalation(),
            diagnosis.rulebook(),
            diagnosis.logs());
    pipeline.accept(
        snapshot, diagnoses.draft(snapshot, now, Origin.SWEEP), false, true, (_, _) -> {});
  }

  Snapshot snapshot() {
    return new Snapshot("edge", "shop", observedAt, Duration.ofMinutes(5), List.of());
  }

  static Diagnosis orders() {
    return failing("/orders", "orders");
  }

  static Diagnosis failing(String route, String workload) {
    return SampleDiagnoses.withSymptoms(
        SampleDiagnoses.diagnosis(
            "edge",
            "shop",
            Verdict.DIAGNOSED,
            SampleDiagnoses.OBSERVED_AT,
            List.of(SampleDiagnoses.badReleaseOf(workload))),
        new Diagnosis.Symptom(route + " answers 9 of 10 requests with 5xx", List.of()));
  }

  static Diagnosis healthy() {
    return SampleDiagnoses.diagnosis(
        "edge", "shop", Verdict.HEALTHY, SampleDiagnoses.OBSERVED_AT, List.of());
  }

  List<Incident> incidents() {
    return pipeline.desk().list(IncidentFilter.all(), Optional.empty(), 100);
  }

  Incident only() {
    assertThat(incidents()).hasSize(1);
    return incidents().getFirst();
  }

  List<Kind> kinds() {
    return pipeline.desk().timeline(only().id(), 0, 100).stream().map(TimelineEntry::kind).toList();
  }

  List<QueuedMessage> messages() {
    return pipeline
        .notifications()
        .list(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long endNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(endNanos);
      Thread.sleep(10);
    }
  }
}
