package io.fivewhys.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.EscalationPlan.Level;
import io.fivewhys.incident.EscalationPlan.Policy;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Silence;
import io.fivewhys.incident.SilenceDraft;
import io.fivewhys.incident.SilenceScope;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Occasion;
import io.fivewhys.pipeline.IncidentDesk.Answer;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.DiagnosisDraft;
import io.fivewhys.store.HistoryLimits;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.Origin;
import io.fivewhys.store.QueuedMessage;
import io.fivewhys.store.QueuedMessage.State;
import io.fivewhys.store.Silences;
import io.fivewhys.store.Snapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@Timeout(120)
class IncidentPipelineTest {
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
        public void diagnosed(Duration sinceOpened) {}
      };

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final FakeChannel chat = new FakeChannel("chat");
  private final FakeChannel pager =
      new FakeChannel("pager", Occasion.ESCALATED, Occasion.ACKNOWLEDGED, Occasion.RESOLVED);
  private Database database;
  private Diagnoses diagnoses;
  private IncidentPipeline pipeline;
  private Instant observedAt;
  private Duration escalatesAfter = Duration.ofHours(1);
  private Duration quiet = Duration.ofMinutes(5);
  private Silences silences;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
    observedAt = database.clock().instant().minusSeconds(600);
    silences = new Silences(database, database.clock());
    diagnoses =
        new Diagnoses(
            database,
            new Snapshots(database, PLENTY, fact -> fact, database.clock()),
            database.clock());
  }

  @AfterEach
  void close() {
    if (pipeline != null) {
      pipeline.close();
    }
    database.close();
  }

  @Test
  void twoLooksOpenAnIncidentOfWhichPeopleAreToldOnce() throws Exception {
    begin();
    see(orders());
    assertThat(incidents()).isEmpty();
    see(orders());
    see(orders());

    Incident incident = only();
    FakeChannel.Told told = chat.next();
    assertThat(told.message().occasion()).isEqualTo(Occasion.OPENED);
    assertThat(told.message().incident().map(Incident::id)).contains(incident.id());
    assertThat(told.message().diagnosis().map(Diagnosis::id))
        .isEqualTo(told.message().incident().map(Incident::lastDiagnosis));
    assertThat(told.message().link().orElseThrow().toString())
        .isEqualTo("https://why.example/fivewhys/api/v1/incidents/" + incident.id());
    await(() -> messages().getFirst().state() == State.DELIVERED);
    assertThat(messages()).hasSize(1);
    assertThat(pager.all).isEmpty();
    assertThat(diagnoses.get(incident.firstDiagnosis())).isPresent();
    assertThat(diagnoses.snapshotOf(incident.firstDiagnosis())).isPresent();
  }

  @Test
  void whoMayNotOpenIncidentsOnlyGetsADiagnosis() {
    begin();
    Snapshot snapshot = snapshot();
    DiagnosisDraft draft = diagnoses.draft(snapshot, orders(), Origin.POSTED);

    Diagnosis kept = pipeline.accept(snapshot, draft, true, false, (_, _) -> {});

    assertThat(diagnoses.get(kept.id())).isPresent();
    assertThat(incidents()).isEmpty();
  }

  @Test
  void theNextMessageFindsTheFirst() throws Exception {
    begin();
    opened();
    assertThat(chat.next().reference()).isEmpty();

    pipeline.desk().command(only().id(), new Command.Acknowledge("mine"), "ann");

    FakeChannel.Told second = chat.next();
    assertThat(second.message().occasion()).isEqualTo(Occasion.ACKNOWLEDGED);
    assertThat(second.reference()).contains("thread:" + only().id());
  }

  @Test
  void whatNobodyTakesOnEscalatesOnceAndWhoWasCalledHearsTheEnd() throws Exception {
    escalatesAfter = Duration.ZERO;
    begin();
    opened();

    FakeChannel.Told call = pager.next();
    assertThat(call.message().occasion()).isEqualTo(Occasion.ESCALATED);
    assertThat(only().escalation()).isEqualTo(1);

    Answer done = pipeline.desk().command(only().id(), new Command.Resolve("fixed"), "ann");
    assertThat(done).isInstanceOf(Answer.Done.class);
    assertThat(pager.next().message().occasion()).isEqualTo(Occasion.RESOLVED);
    assertThat(pager.occasions()).containsExactly(Occasion.ESCALATED, Occasion.RESOLVED);
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.ESCALATED, Kind.RESOLVED);
  }

  @Test
  void whoWasNotCalledHearsNothingOfTheEnd() throws Exception {
    begin();
    opened();
    pipeline.desk().command(only().id(), new Command.Resolve("fixed"), "ann");
    chat.next();
    chat.next();

    assertThat(pager.all).isEmpty();
    assertThat(messages()).extracting(QueuedMessage::channel).containsOnly("chat");
  }

  @Test
  void aQuietPeriodEndsItAndWhoIsToldHearsSo() throws Exception {
    quiet = Duration.ofSeconds(30);
    begin();
    opened();
    see(healthy());
    see(healthy());

    await(() -> chat.occasions().contains(Occasion.RESOLVED));
    assertThat(only().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(only().resolved().orElseThrow().by()).isEqualTo("fivewhys");
  }

  @Test
  void lateAndDoubledCommandsChangeNothingAndSaySo() {
    begin();
    opened();
    String id = only().id();
    pipeline.desk().command(id, new Command.Resolve("fixed"), "ann");

    Answer late = pipeline.desk().command(id, new Command.Acknowledge(""), "bob");

    assertThat(late).isInstanceOf(Answer.Unchanged.class);
    assertThat(((Answer.Unchanged) late).why()).contains("resolved by ann");
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.RESOLVED);
    assertThat(pipeline.desk().command("none", new Command.Acknowledge(""), "bob"))
        .isEqualTo(new Answer.Unknown("none"));
  }

  @Test
  void ofManyWhoAcknowledgeAtOnceOneDoes() throws Exception {
    begin();
    opened();
    String id = only().id();
    List<Callable<Answer>> all =
        IntStream.range(0, 12)
            .<Callable<Answer>>mapToObj(
                i -> () -> pipeline.desk().command(id, new Command.Acknowledge(""), "p" + i))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long done =
          threads.invokeAll(all).stream()
              .filter(it -> it.resultNow() instanceof Answer.Done)
              .count();
      assertThat(done).isEqualTo(1);
    }
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.ACKNOWLEDGED);
  }

  @Test
  void mergingIsNotedAtBoth() {
    begin();
    opened();
    String first = only().id();
    see(failing("/search", "search"));
    see(failing("/search", "search"));
    String second = incidents().getFirst().id();
    assertThat(second).isNotEqualTo(first);

    pipeline.desk().command(first, new Command.Merge(second, "same thing"), "ann");

    assertThat(pipeline.desk().get(first).orElseThrow().mergedInto()).contains(second);
    TimelineEntry there = pipeline.desk().timeline(second, 0, 100).getLast();
    assertThat(there.kind()).isEqualTo(Kind.LINKED);
    assertThat(there.to()).contains(first);
    assertThat(pipeline.desk().command(second, new Command.Merge(first, ""), "ann"))
        .as("into one that is over")
        .isInstanceOf(Answer.Unfit.class);
  }

  @Test
  void whatIsSilencedIsKeptButNotToldAndNobodyIsCalled() throws Exception {
    escalatesAfter = Duration.ZERO;
    Silence silence = silenced(Duration.ofHours(1));
    begin();
    opened();

    await(
        () ->
            only().escalatesAt().filter(it -> it.isAfter(database.clock().instant())).isPresent());
    assertThat(messages())
        .singleElement()
        .matches(it -> it.state() == State.SILENCED)
        .matches(it -> it.reason().orElseThrow().contains("ann"))
        .matches(it -> it.reason().orElseThrow().contains("maintenance"));
    assertThat(only().escalation()).isZero();
    assertThat(chat.all).isEmpty();

    silences.cancel(silence.id(), "bob");
    FakeChannel.Told told = chat.next();
    assertThat(told.message().occasion()).isEqualTo(Occasion.OPENED);
    assertThat(told.message().text())
        .isEqualTo("The silence by ann (maintenance) is over, and this goes on");
  }

  @Test
  void beforeASilenceEndsThoseWhomItKeepsFromHearingAreWarnedOnce() throws Exception {
    begin();
    opened();
    chat.next();
    silenced(Duration.ofHours(1), Duration.ofMinutes(9));

    FakeChannel.Told told = chat.next();
    assertThat(told.message().occasion()).isEqualTo(Occasion.SILENCE_ENDS);
    assertThat(told.message().text())
        .startsWith("The silence by ann (maintenance) ends in 8 minutes");
    assertThat(chat.occasions()).containsExactly(Occasion.OPENED, Occasion.SILENCE_ENDS);
  }

  @Test
  void whoHeardOfItBeforeTheSilenceAlsoHearsItsEnd() throws Exception {
    begin();
    opened();
    chat.next();
    silenced(Duration.ofHours(1));

    pipeline.desk().command(only().id(), new Command.Resolve("fixed"), "ann");

    assertThat(chat.next().message().occasion()).isEqualTo(Occasion.RESOLVED);
  }

  private Silence silenced(Duration time) {
    return silenced(Duration.ZERO, time);
  }

  private Silence silenced(Duration since, Duration time) {
    Instant now = database.clock().instant();
    var draft =
        new SilenceDraft(
            new SilenceScope("edge", Optional.empty(), Optional.empty()),
            now.minus(since),
            now.plus(time),
            "maintenance");
    return database.write(handle -> silences.add(handle, draft, "ann").orElseThrow());
  }

  @Test
  void aFailedDeliveryIsTriedAgainAndARefusedOneIsNot() throws Exception {
    begin();
    chat.answer = _ -> new Delivery.Failed("503", Optional.of(Duration.ofSeconds(1)));
    opened();
    chat.next();
    await(() -> messages().getFirst().reason().equals(Optional.of("503")));
    assertThat(messages().getFirst().nextAttemptAt()).isAfter(database.clock().instant());
    chat.answer = _ -> new Delivery.Refused("no such channel");
    chat.next();
    await(() -> messages().getFirst().state() == State.REFUSED);

    assertThat(messages().getFirst().reason()).contains("no such channel");
    assertThat(messages().getFirst().attempts()).isEqualTo(2);
  }

  @Test
  void aTestMessageGoesToTheChannelThatIsNamed() throws Exception {
    begin();
    QueuedMessage queued = pipeline.notifications().test("chat", "ann").orElseThrow();

    assertThat(chat.next().message().id()).isEqualTo(queued.message());
    assertThat(pipeline.notifications().test("nobody", "ann")).isEmpty();
  }

  @Test
  void fixesThatWereRecommendedBeforeAreNamedAgainUntilTheyAreDone() {
    quiet = Duration.ofSeconds(30);
    begin();
    opened();
    see(healthy());
    see(healthy());
    opened();

    Incident second = incidents().getFirst();
    var fix = pipeline.desk().fixes(second).getFirst();
    assertThat(fix.recommended()).isEqualTo(2);
    assertThat(fix.title()).isEqualTo("Stop a release that throws");
    assertThat(pipeline.desk().earlier(second)).hasSize(1);

    assertThat(pipeline.desk().fixed(fix.id(), "ann").orElseThrow().fix().doneBy()).contains("ann");
    assertThat(pipeline.desk().fixes(false, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void whatAFailureInterruptsLeavesNothingBehind() {
    begin();
    see(orders());
    database.change(h -> h.execute("alter table notification rename to gone"));
    try {
      see(orders());
      assertThat(true).as("a failure").isFalse();
    } catch (RuntimeException expected) {
      assertThat(incidents()).isEmpty();
    }
    database.change(h -> h.execute("alter table gone rename to notification"));
    assertThat(diagnoses.size()).isEqualTo(1);
    see(orders());
    assertThat(incidents()).hasSize(1);
  }

  private void begin() {
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
            new PipelineParts(database, diagnoses, notices, silences, List.of(), "one", DEAF));
    pipeline.start();
  }

  private void opened() {
    see(orders());
    see(orders());
  }

  private void see(Diagnosis diagnosis) {
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

  private Snapshot snapshot() {
    return new Snapshot("edge", "shop", observedAt, Duration.ofMinutes(5), List.of());
  }

  private static Diagnosis orders() {
    return failing("/orders", "orders");
  }

  private static Diagnosis failing(String route, String workload) {
    Diagnosis it =
        SampleDiagnoses.diagnosis(
            "edge",
            "shop",
            Verdict.DIAGNOSED,
            SampleDiagnoses.OBSERVED_AT,
            List.of(SampleDiagnoses.badReleaseOf(workload)));
    return new Diagnosis(
        it.id(),
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.verdict(),
        it.summary(),
        List.of(new Diagnosis.Symptom(route + " answers 9 of 10 requests with 5xx", List.of())),
        it.causes(),
        it.ruledOut(),
        List.of(),
        it.needs(),
        it.escalation(),
        it.rulebook(),
        it.logs());
  }

  private static Diagnosis healthy() {
    return SampleDiagnoses.diagnosis(
        "edge", "shop", Verdict.HEALTHY, SampleDiagnoses.OBSERVED_AT, List.of());
  }

  private List<Incident> incidents() {
    return pipeline.desk().list(IncidentFilter.all(), Optional.empty(), 100);
  }

  private Incident only() {
    assertThat(incidents()).hasSize(1);
    return incidents().getFirst();
  }

  private List<Kind> kinds() {
    return pipeline.desk().timeline(only().id(), 0, 100).stream().map(TimelineEntry::kind).toList();
  }

  private List<QueuedMessage> messages() {
    return pipeline
        .notifications()
        .list(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long endNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(endNanos);
      Thread.sleep(10);
    }
  }
}
