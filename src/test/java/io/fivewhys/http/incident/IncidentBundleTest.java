package io.fivewhys.http.incident;

import static io.fivewhys.http.IncidentWorld.ALL;
import static io.fivewhys.http.TestService.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.CommandRun;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.http.IncidentWorld;
import io.fivewhys.mitigate.Approvals;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.mitigate.Turnout;
import io.fivewhys.rulebook.Rulebooks;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.store.Interventions;
import io.fivewhys.trial.TinyRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentBundleTest {
  /** As long after the example was observed as somebody needs to post it. */
  private static final Instant NOW = example().observedAt().plusSeconds(30);

  /** As usual, with time for a busy machine. */
  private static final DiagnosisPolicy POLICY =
      new DiagnosisPolicy(
          DiagnosisPolicy.defaults().thresholds(),
          DiagnosisPolicy.defaults().reportingConfidence(),
          TinyRules.POLICY.budget(),
          DiagnosisPolicy.defaults().escalation(),
          DiagnosisPolicy.defaults().runbooks());

  @TempDir Path directory;
  private IncidentWorld world;

  @BeforeEach
  void start() throws Exception {
    var machine = Clock.fixed(NOW, ZoneOffset.UTC);
    world = new IncidentWorld(DatabaseKind.H2.open(directory.resolve("data"), machine));
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  @Test
  void theBundleMakesTheSameDiagnosisAgainWithoutTheService() throws Exception {
    var rules = RuleFiles.in(Path.of("rules"));
    Snapshot snapshot = example();
    Diagnosis made = new Diagnoser(POLICY).diagnose(Rulebooks.inMemory().of(rules), snapshot);
    String id = world.opened(snapshot, made);
    world.service.rules.keep(rules);

    rejected(id);

    var zip = bundle(ALL + "/" + id + "/bundle");
    assertThat(zip.statusCode()).isEqualTo(200);
    assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
    assertThat(bundle(ALL + "/" + id + "/bundle").body()).as("again").isEqualTo(zip.body());
    Path place = unzipped(zip.body());
    assertThat(Files.readString(place.resolve("README.md")))
        .contains("fivewhys diagnose snapshot.json --rules.directory=rules");
    var again =
        CommandRun.in(
            place, "diagnose", "snapshot.json", "--rules.directory=rules", "--output", "json");

    assertThat(again.exit()).as(again.err()).isZero();
    JsonNode before = tree(Files.readString(place.resolve("diagnosis.json")));
    JsonNode after = tree(again.out());
    assertThat(after.path("verdict")).isEqualTo(before.path("verdict"));
    assertThat(before.path("causes")).isNotEmpty();
    assertThat(after.path("causes")).isEqualTo(before.path("causes"));
    assertThat(after.path("rulebook")).isEqualTo(before.path("rulebook"));
    assertThat(tree(Files.readString(place.resolve("incident.json"))).path("id").asText())
        .isEqualTo(id);
    assertThat(tree(Files.readString(place.resolve("timeline.json")))).hasSize(1);
    JsonNode history = tree(Files.readString(place.resolve("actions.json"))).at("/0/history");
    assertThat(history.findValuesAsText("actor")).containsExactly("fivewhys", "person:ann");
  }

  /** As if ann had rejected something that was to be done about it. */
  private void rejected(String incident) {
    var planned = SampleInterventions.planned(incident, incident, "edge", "fivewhys", NOW);
    var rejected = (Turnout.Moved) Approvals.reject(planned.after(), "person:ann", "no", NOW);
    var interventions = new Interventions();
    world.database.change(
        handle -> {
          interventions.apply(handle, planned);
          interventions.apply(handle, rejected.move());
        });
  }

  @Test
  void aBundleOfWhatIsNotKeptSaysWhat() throws Exception {
    String id = world.opened("one");
    String path = ALL + "/" + id + "/bundle";

    assertProblem(world.service.get(path), 410, "rules-gone");
    var other = UUID.randomUUID();
    assertProblem(world.service.get(path + "?diagnosis=" + other), 404, "no-such-diagnosis");
    world.database.change(
        it -> {
          it.execute("update diagnosis set snapshot_id = null");
        });
    assertProblem(world.service.get(path), 410, "snapshot-gone");
    world.database.change(
        it -> {
          it.execute("delete from diagnosis_category");
          it.execute("delete from diagnosis");
        });
    assertProblem(world.service.get(path), 410, "diagnosis-gone");
    assertThat(world.service.get(ALL + "/" + id + "/report").body())
        .contains("No diagnosis of it is kept any more.");
  }

  @Test
  void whereTheLatestSnapshotIsGoneTheBundleIsOfTheNewestThatIsKept() throws Exception {
    var rules = RuleFiles.in(Path.of("rules"));
    world.service.rules.keep(rules);
    var diagnoser = new Diagnoser(POLICY);
    var rulebook = Rulebooks.inMemory().of(rules);
    Snapshot first = example();
    Snapshot later =
        new Snapshot(
            first.gateway(),
            first.namespace(),
            first.observedAt().plusSeconds(10),
            first.window(),
            first.facts());
    String id = world.opened(first, diagnoser.diagnose(rulebook, first));
    String opening = lastOf(id);
    assertThat(world.opened(later, diagnoser.diagnose(rulebook, later))).isEqualTo(id);
    String last = lastOf(id);
    assertThat(last).isNotEqualTo(opening);
    String path = ALL + "/" + id + "/bundle";
    assertThat(diagnosisOf(path)).isEqualTo(last);

    world.database.change(
        it ->
            it.createUpdate("update diagnosis set snapshot_id = null where id = :id")
                .bind("id", last)
                .execute());

    assertThat(diagnosisOf(path)).isEqualTo(opening);
    assertProblem(world.service.get(path + "?diagnosis=" + last), 410, "snapshot-gone");
  }

  private String diagnosisOf(String path) throws IOException, InterruptedException {
    Path place = unzipped(bundle(path).body());
    return tree(Files.readString(place.resolve("diagnosis.json"))).path("id").asText();
  }

  @Test
  void ofALongTimelineTheBeginningAndTheNewestAreTold() throws Exception {
    String id = world.opened("one");
    String other = lastOf(world.opened("two"));
    String another = lastOf(world.opened("three"));
    world.database.change(handle -> comment(handle, id, 1_010));
    String report = world.service.get(ALL + "/" + id + "/report").body();
    assertThat(report).contains("comment 1010.", "comment 12.").doesNotContain("comment 11.");
    assertThat(report).contains("| opened |");

    String path = ALL + "/" + id + "/bundle?diagnosis=";
    assertProblem(world.service.get(path + other), 404, "no-such-diagnosis");
    restsOn(id, 5, other);
    restsOn(id, 1_005, another);
    assertProblem(world.service.get(path + other), 410, "rules-gone");
    assertProblem(world.service.get(path + another), 410, "rules-gone");
  }

  private String lastOf(String incident) {
    return world.service.pipeline.desk().get(incident).orElseThrow().lastDiagnosis();
  }

  /** As if somebody had commented on it until it has that version. */
  private static void comment(Handle handle, String incident, int version) {
    var entries =
        handle.prepareBatch(
            "insert into incident_entry (incident, version, at, actor, kind, text)"
                + " values (?, ?, ?, 'anna', 'COMMENTED', ?)");
    for (int i = 2; i <= version; i++) {
      entries.add(incident, i, NOW, "comment " + i + ".");
    }
    entries.execute();
    assertThat(
            handle
                .createUpdate(
                    "update incident set version = :version, document = replace(document,"
                        + " '\"version\":1', :after) where id = :id")
                .bind("version", version)
                .bind("after", "\"version\":" + version)
                .bind("id", incident)
                .execute())
        .isOne();
  }

  private void restsOn(String incident, int version, String diagnosis) {
    world.database.change(
        it ->
            it.createUpdate(
                    "update incident_entry set diagnosis = :diagnosis"
                        + " where incident = :incident and version = :version")
                .bind("diagnosis", diagnosis)
                .bind("incident", incident)
                .bind("version", version)
                .execute());
  }

  private static JsonNode tree(String json) throws IOException {
    return DiagnosisJson.jsonMapper().readTree(json);
  }

  private HttpResponse<byte[]> bundle(String path) throws IOException, InterruptedException {
    return world.service.client.send(
        world.service.to(path).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static Snapshot example() {
    String json = CommandRun.in(Path.of("."), "example").out();
    var in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    try {
      return new SnapshotReader(Clock.systemUTC()).read(in, SnapshotReader.Format.YAML);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  private Path unzipped(byte[] zip) throws IOException {
    Path place = directory.resolve("unzipped");
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = place.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, in.readAllBytes());
      }
    }
    return place;
  }
}
