package io.fivewhys.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.fivewhys.diagnose.DeskListener;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.explain.Explanation;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.gateway.GatewayParts;
import io.fivewhys.http.incident.InboundParts;
import io.fivewhys.http.incident.IncidentParts;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.rule.RuleInsight;
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
import io.fivewhys.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The service on a free port over real HTTP, with a reader and rules of a few lines: a snapshot for
 * the gateway {@code slow} is not answered before {@link #mayFinish}.
 */
public final class TestService {
  public static final String TOKEN = "fw_only-for-tests-of-the-service";
  public static final String INTAKE_TOKEN = "fw_only-for-tests-of-the-intake";
  static final Map<String, String> PEOPLE =
      Map.of(ActionsWorld.ANN, "ann", ActionsWorld.BOB, "bob");
  public static final Duration LONG = Duration.ofSeconds(20);
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
  public final HttpClient client = HttpClient.newHttpClient();
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

  /** Knows nothing of rules; tests that ask about them have a service of their own. */
  private final RuleInsight insight =
      new RuleInsight() {
        @Override
        public Explanation explain(Snapshot snapshot, String rule) {
          throw new IllegalStateException("not asked for here");
        }

        @Override
        public Vocabulary vocabulary() {
          return new Vocabulary(
              "cafe",
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              new Vocabulary.Signals("", "", Map.of(), ""));
        }
      };

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
    this(options, limits, rules, TestService::read);
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
        TestService::read,
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
        TestService::read,
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
            insight,
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

  /** Enough of a reader: refuses what is no object, and what says it makes no sense. */
  private static Snapshot read(InputStream in, SnapshotReader.Format format) throws IOException {
    var mapper =
        switch (format) {
          case JSON -> DiagnosisJson.jsonMapper();
          case YAML -> DiagnosisJson.yamlMapper();
        };
    JsonNode tree;
    try {
      tree = mapper.readTree(in);
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      throw refused(SnapshotRefused.Code.MALFORMED, "", "broken");
    }
    if (!tree.path("gateway").isTextual()) {
      throw refused(SnapshotRefused.Code.MALFORMED, "/gateway", "nothing");
    }
    if (tree.path("window").asText().equals("PT0S")) {
      throw refused(SnapshotRefused.Code.SENSELESS, "/window", "PT0S");
    }
    return new Snapshot(
        tree.path("gateway").asText(),
        tree.path("namespace").asText("default"),
        SampleDiagnoses.OBSERVED_AT,
        Duration.ofMinutes(5),
        List.of());
  }

  private static SnapshotRefused refused(SnapshotRefused.Code code, String at, String found) {
    var problem = new SnapshotRefused.Problem(at, found, "something else", Optional.of("this"));
    return new SnapshotRefused(code, "The snapshot has 1 problem.", List.of(problem));
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

  public HttpRequest.Builder to(String path) {
    var uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    return HttpRequest.newBuilder(uri).timeout(LONG);
  }

  public HttpRequest posting(String contentType, String body) {
    return to("/api/v1/diagnoses")
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path).build());
  }

  public HttpResponse<String> post(String gateway) throws IOException, InterruptedException {
    return send(posting("application/json", snapshotOf(gateway)));
  }

  public CompletableFuture<HttpResponse<String>> posted(String gateway) {
    return client.sendAsync(
        posting("application/json", snapshotOf(gateway)), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** With the admin token. */
  public HttpRequest.Builder asAdmin(String path) {
    return to(path).header("Authorization", "Bearer " + TOKEN);
  }

  /** With the intake token. */
  public HttpRequest.Builder asIntake(String path) {
    return to(path).header("Authorization", "Bearer " + INTAKE_TOKEN);
  }

  /** Puts a file with the admin token; headers in pairs. */
  public HttpResponse<String> put(String path, String text, String... headers)
      throws IOException, InterruptedException {
    var request =
        asAdmin("/api/v1/rules/files/" + path)
            .header("Content-Type", "text/plain")
            .PUT(HttpRequest.BodyPublishers.ofString(text));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  public static String snapshotOf(String gateway) {
    return "{\"gateway\": \"" + gateway + "\", \"facts\": []}";
  }

  public static JsonNode json(HttpResponse<String> response) throws IOException {
    return DiagnosisJson.jsonMapper().readTree(response.body());
  }

  /** Whether it is a problem of this kind, as RFC 9457 has it. */
  public static void assertProblem(HttpResponse<String> response, int status, String kind)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(response).path("type").asText()).isEqualTo("urn:fivewhys:problem:" + kind);
    assertThat(json(response).path("status").asInt()).isEqualTo(status);
    assertThat(json(response).path("title").asText()).isNotEmpty();
    assertThat(json(response).path("detail").asText()).isNotEmpty();
  }

  /** A connection of its own, for what no decent client sends. */
  public Socket socket() throws IOException {
    var socket = new Socket("127.0.0.1", address.getPort());
    socket.setSoTimeout((int) LONG.toMillis());
    return socket;
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

  /** Lets a test wait until something has happened at the desk. */
  public static final class Heard implements DeskListener {
    final ServiceMetrics metrics = new ServiceMetrics();
    public final Semaphore queued = new Semaphore(0);
    public final Semaphore started = new Semaphore(0);
    public final Semaphore abandoned = new Semaphore(0);

    public static void await(Semaphore happened) throws InterruptedException {
      assertThat(happened.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void queued() {
      metrics.queued();
      queued.release();
    }

    @Override
    public void started(Duration waited) {
      metrics.started(waited);
      started.release();
    }

    @Override
    public void finished(Diagnosis diagnosis, Duration took) {
      metrics.finished(diagnosis, took);
    }

    @Override
    public void failed(String code, Duration took) {
      metrics.failed(code, took);
    }

    @Override
    public void ruleFailed(String rule) {
      metrics.ruleFailed(rule);
    }

    @Override
    public void refused(DeskRefused.Reason reason) {
      metrics.refused(reason);
    }

    @Override
    public void abandoned() {
      metrics.abandoned();
      abandoned.release();
    }
  }
}
