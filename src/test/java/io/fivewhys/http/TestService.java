package io.fivewhys.http;

import io.fivewhys.access.Anonymous;
import io.fivewhys.access.IntakeTokenStore;
import io.fivewhys.access.KnownToken;
import io.fivewhys.access.MemoryAudit;
import io.fivewhys.access.MemoryPeople;
import io.fivewhys.access.TokenStore;
import io.fivewhys.cases.CaseLimits;
import io.fivewhys.collect.Masking;
import io.fivewhys.collect.SteppedClock;
import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertLimits;
import io.fivewhys.collect.journal.MemoryJournals;
import io.fivewhys.collect.push.PushLimits;
import io.fivewhys.collect.push.PushedFacts;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.gateway.GatewayParts;
import io.fivewhys.http.incident.InboundParts;
import io.fivewhys.http.incident.IncidentParts;
import io.fivewhys.http.rule.TrialParts;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.http.serve.SnapshotReading;
import io.fivewhys.intervene.MitigationParts;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.intervene.PolicyFileWatch;
import io.fivewhys.mitigate.Actuators;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.pipeline.IncidentPipeline;
import io.fivewhys.pipeline.NoticePolicy;
import io.fivewhys.pipeline.PipelineParts;
import io.fivewhys.revision.DraftCheck;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.HistoryLimits;
import io.fivewhys.store.Silences;
import io.fivewhys.store.Snapshots;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.BackTestLimits;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.RecordedSnapshots;
import io.fivewhys.trial.Shadow;
import io.fivewhys.trial.ShadowLimits;
import io.fivewhys.trial.TinyRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The service on a free port over real HTTP, with a reader and rules of a few lines: a snapshot for
 * the gateway {@code slow} is not answered before {@link #mayFinish}.
 */
public final class TestService extends TestClient {
  static final Map<String, String> PEOPLE =
      Map.of(ActionsWorld.ANN, "ann", ActionsWorld.BOB, "bob");
  public static final AlertLimits ALERTS =
      new AlertLimits(Duration.ofHours(1), Duration.ofHours(9), 100);
  static final PushLimits PUSHES = new PushLimits(3, 10, 10_000);
  static final HistoryLimits PLENTY =
      new HistoryLimits(
          1_000, Duration.ofDays(90), 1_000, 256L << 20, Duration.ofDays(30), Duration.ofDays(400));
  public static final HttpOptions OPTIONS = HttpOptions.defaults().at("127.0.0.1", 0);

  public final CountDownLatch mayFinish = new CountDownLatch(1);
  public final Heard heard = new Heard();
  public final InMemoryRules rules = new InMemoryRules();
  public final Path data;
  public final SteppedClock clock = new SteppedClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  public final MemoryAudit audit = new MemoryAudit();
  public final MemoryJournals journals = new MemoryJournals(clock);
  public final TestGateways gateways = new TestGateways();
  public final GatewayParts intake;
  public final InMemoryDiagnoses recent = new InMemoryDiagnoses();
  final ApiServer server;
  public final DiagnosisDesk desk;
  public final InetSocketAddress address;
  public volatile boolean storeIsUp = true;
  Optional<String> revision = Optional.of("cafe");
  public final List<RecordedSnapshot> recorded = new CopyOnWriteArrayList<>();

  /** How they are read. */
  public volatile RecordedSnapshots latest = limit -> recorded.stream().limit(limit);

  public Shadow shadow;

  /** Of drafts that are checked. */
  public volatile Function<RuleFiles, Rulebook> draftCompiler = Rulebook::of;

  /** Candidates that were compiled to be tried. */
  public final List<String> compiled = new CopyOnWriteArrayList<>();

  public final Database database;
  public final KeptParts kept;
  public final PolicyDesk policy;
  public final Diagnoses diagnoses;
  public final IncidentPipeline pipeline;

  /** Does nothing of its own accord. */
  final MitigationParts mitigation;

  public final AccessParts access;
  private final boolean ownDatabase;
  private boolean stopped;

  public TestService() throws IOException, InterruptedException {
    this(OPTIONS, new DeskLimits(2, 8, LONG, LONG));
  }

  public TestService(HttpOptions options, DeskLimits limits)
      throws IOException, InterruptedException {
    this(options, limits, SampleDiagnoses::badRelease);
  }

  public TestService(HttpOptions options, DeskLimits limits, Function<String, Diagnosis> rules)
      throws IOException, InterruptedException {
    this(options, limits, rules, TinyReading::read);
  }

  public TestService(
      HttpOptions options,
      DeskLimits limits,
      Function<String, Diagnosis> rules,
      SnapshotReading reading)
      throws IOException, InterruptedException {
    this(options, limits, rules, reading, Anonymous.READING);
  }

  /** One that others than this machine could reach. */
  public static TestService openTo(Anonymous anonymous) throws IOException, InterruptedException {
    return new TestService(
        OPTIONS,
        new DeskLimits(2, 8, LONG, LONG),
        SampleDiagnoses::badRelease,
        TinyReading::read,
        anonymous);
  }

  private TestService(
      HttpOptions options,
      DeskLimits limits,
      Function<String, Diagnosis> diagnoses,
      SnapshotReading reading,
      Anonymous anonymous)
      throws IOException, InterruptedException {
    this(options, limits, diagnoses, reading, anonymous, World.still());
  }

  /**
   * What lies around incidents.
   *
   * @param database empty: one of its own, in which nothing is due
   */
  public record World(Optional<Database> database, NoticePolicy notices, InboundParts inbound) {
    static World still() {
      return new World(
          Optional.empty(), NoticePolicy.silent(), InboundParts.of(NotificationSetup.none()));
    }
  }

  /** One that tells of incidents, over a database that whoever gives it closes. */
  public static TestService over(World world) throws IOException, InterruptedException {
    return new TestService(
        OPTIONS,
        new DeskLimits(2, 8, LONG, LONG),
        SampleDiagnoses::badRelease,
        TinyReading::read,
        Anonymous.READING,
        world);
  }

  private TestService(
      HttpOptions options,
      DeskLimits limits,
      Function<String, Diagnosis> diagnoses,
      SnapshotReading reading,
      Anonymous anonymous,
      World world)
      throws IOException, InterruptedException {
    data = Files.createTempDirectory("fivewhys-test");
    var metrics = heard.metrics;
    desk = new DiagnosisDesk(snapshot -> diagnose(snapshot, diagnoses), limits, heard);
    metrics.watch(desk, () -> revision);
    metrics.watch(rules);
    var store = new TokenStore(Map.of(TokenStore.VARIABLE, TOKEN), Optional.empty(), data);
    var token = KnownToken.of(store.find().orElseThrow().secret());
    var people = new MemoryPeople(PEOPLE);
    access =
        new AccessParts(token, Optional.of(intakeToken(token)), people, anonymous, audit, clock);
    ownDatabase = world.database().isEmpty();
    database = world.database().orElseGet(() -> DatabaseKind.H2.open(data.resolve("store"), clock));
    var snapshots = new Snapshots(database, PLENTY, fact -> fact, database.clock());
    this.diagnoses = new Diagnoses(database, snapshots, database.clock());
    var incidentMetrics = metrics.incidents();
    pipeline =
        new IncidentPipeline(
            new PipelineParts(
                database,
                this.diagnoses,
                world.notices(),
                new Silences(database, database.clock()),
                List.of(),
                "test",
                incidentMetrics));
    if (!ownDatabase) {
      pipeline.start();
      incidentMetrics.watch(pipeline.desk(), pipeline.notifications());
    }
    kept = KeptParts.of(database, recent::get);
    policy =
        new PolicyDesk(database, new PolicyFileWatch("policy.yaml", data.resolve("policy.yaml")));
    policy.start();
    metrics.watch(policy);
    var interventionMetrics = metrics.interventions(pipeline.desk()::get);
    mitigation =
        MitigationParts.of(
            database,
            kept.silences(),
            this.diagnoses,
            Actuators.NONE,
            policy,
            gateways::evaluate,
            List::of,
            pipeline.notes(),
            interventionMetrics);
    if (!ownDatabase) {
      interventionMetrics.watch(mitigation.desk());
    }
    intake =
        new GatewayParts(
            gateways,
            new AlertBook(journals, ALERTS, clock),
            gateways.routing(),
            new PushedFacts(journals, PUSHES, clock),
            new Masking(false)::text);
    var parts =
        new ApiParts(
            reading,
            desk,
            recent,
            metrics,
            new NoInsight(),
            () -> revision,
            rules,
            access,
            trial(),
            intake,
            kept,
            new IncidentParts(
                pipeline.desk(),
                pipeline.notifications(),
                this.diagnoses,
                world.inbound(),
                mitigation.desk()),
            policy,
            () -> storeIsUp);
    server = new ApiServer(options, parts);
    address = server.start();
  }

  private static KnownToken intakeToken(KnownToken admin) {
    var environment = Map.of(IntakeTokenStore.VARIABLE, INTAKE_TOKEN);
    var found = new IntakeTokenStore(environment, Optional.empty()).find(admin);
    return KnownToken.of(found.orElseThrow().secret());
  }

  private TrialParts trial() {
    shadow =
        new Shadow(
            TinyRules.POLICY,
            rules::rulebook,
            ShadowLimits.defaults(),
            Clock.systemUTC(),
            heard.metrics.shadow());
    return new TrialParts(
        files -> {
          compiled.add(files.revision());
          return Rulebook.of(files);
        },
        new BackTest(TinyRules.POLICY, BackTestLimits.defaults()),
        new RecordedSnapshots() {
          @Override
          public Stream<RecordedSnapshot> latest(int limit) {
            return latest.latest(limit);
          }

          @Override
          public OptionalInt count(int limit) {
            return OptionalInt.of(40);
          }
        },
        shadow,
        new Diagnoser(TinyRules.POLICY),
        new DraftCheck(
            files -> draftCompiler.apply(files), TinyRules.POLICY, CaseLimits.besideLiveAnswers()));
  }

  private Diagnosis diagnose(Snapshot snapshot, Function<String, Diagnosis> rules) {
    while (snapshot.gateway().equals("slow") && mayFinish.getCount() > 0) {
      try {
        mayFinish.await();
      } catch (InterruptedException _) {
        // Rules cannot be stopped half way either.
      }
    }
    return rules.apply(snapshot.gateway());
  }

  @Override
  protected int port() {
    return address.getPort();
  }

  public boolean stop(Duration drain) throws InterruptedException {
    stopped = true;
    return server.stop(drain);
  }

  public void close() throws InterruptedException {
    mayFinish.countDown();
    if (!stopped) {
      stop(Duration.ofSeconds(5));
    }
    client.close();
    pipeline.close();
    if (ownDatabase) {
      database.close();
    }
  }
}
