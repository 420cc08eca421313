package io.fivewhys.http.diagnosis;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.http.Contract;
import io.fivewhys.http.TestService;
import io.fivewhys.logs.LogPatterns;
import io.fivewhys.logs.LogReader;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnosisFactsApiTest {
  private static final Path CASE =
      Path.of(
          "src/test/resources/cases/upstream_service_failure/nobody-listens-on-the-old-box.yaml");
  private static final RuleFiles RULES = RuleFiles.in(Path.of("rules"));

  private TestService service;
  private Snapshot snapshot;
  private String path;

  @BeforeEach
  void keepADiagnosis() throws Exception {
    service = new TestService();
    JsonNode posted = DiagnosisJson.yamlMapper().readTree(Files.readString(CASE)).path("snapshot");
    snapshot =
        new SnapshotReader(Clock.systemUTC())
            .read(
                new ByteArrayInputStream(DiagnosisJson.jsonMapper().writeValueAsBytes(posted)),
                SnapshotReader.Format.JSON);
    service.rules.keep(RULES);
    path = keep(madeBy(RULES.revision()));
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private String keep(Diagnosis diagnosis) {
    String id = service.recent.keep(snapshot, diagnosis, true, (_, _) -> {}).diagnosis().id();
    return "/api/v1/diagnoses/" + id;
  }

  private static Diagnosis madeBy(String revision) throws Exception {
    var tree =
        (ObjectNode)
            DiagnosisJson.jsonMapper()
                .readTree(DiagnosisJson.json(SampleDiagnoses.badRelease("edge")));
    tree.putObject("rulebook").put("revision", revision);
    return DiagnosisJson.read(DiagnosisJson.jsonMapper().writeValueAsBytes(tree));
  }

  private static JsonNode written(Snapshot snapshot) throws Exception {
    return DiagnosisJson.jsonMapper().readTree(new SnapshotWriter().toBytes(snapshot));
  }

  @Test
  void factsAreReadByTheIndicesThatEvidenceNames() throws Exception {
    var answer = service.get(path + "/facts?index=4,0,4");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    new Contract().assertValid("DiagnosisFacts", json(answer));
    JsonNode facts = json(answer).path("facts");
    JsonNode given = written(snapshot).path("facts");
    assertThat(facts).hasSize(2);
    assertThat(facts.at("/0/index").asInt()).isZero();
    assertThat(facts.at("/0/fact")).isEqualTo(given.get(0));
    assertThat(facts.at("/1/index").asInt()).isEqualTo(4);
    assertThat(facts.at("/1/fact")).isEqualTo(given.get(4));
    assertThat(facts.at("/1/derived").asBoolean()).isFalse();
    assertThat(json(answer).path("missing")).isEmpty();
  }

  @Test
  void whatLogLinesToldIsNumberedAfterTheSnapshotsOwn() throws Exception {
    var derived = new LogReader(LogPatterns.parse(RULES.logPatterns())).read(snapshot).derived();
    assertThat(derived).isNotEmpty();
    int own = snapshot.facts().size();
    String indices =
        IntStream.range(own, own + derived.size() + 1)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));

    JsonNode answer = json(service.get(path + "/facts?index=" + indices));

    assertThat(StreamSupport.stream(answer.path("facts").spliterator(), false))
        .extracting(it -> it.path("fact"))
        .containsExactlyElementsOf(written(snapshot.withFacts(derived)).path("facts"));
    assertThat(answer.at("/facts/0/derived").asBoolean()).isTrue();
    assertThat(answer.path("total").asInt()).isEqualTo(own + derived.size());
    assertThat(answer.path("missing")).hasSize(1);
    assertThat(answer.at("/missing/0").asInt()).isEqualTo(own + derived.size());
  }

  @Test
  void factsOfLogLinesAreMissingWhereTheRulesAreNotKeptAnyMore() throws Exception {
    int own = snapshot.facts().size();

    JsonNode answer = json(service.get(keep(madeBy("gone")) + "/facts?index=0," + own));

    assertThat(answer.path("facts")).hasSize(1);
    assertThat(answer.at("/missing/0").asInt()).isEqualTo(own);
  }

  @Test
  void theWholeSnapshotIsReadAsItCanBePosted() throws Exception {
    var answer = service.get(path + "/snapshot");

    assertThat(answer.statusCode()).isEqualTo(200);
    new Contract().assertValid("Snapshot", json(answer));
    assertThat(json(answer)).isEqualTo(written(snapshot));
  }

  @Test
  void whatIsNotKeptAndWhatIsNoIndexIsSaid() throws Exception {
    String without = "/api/v1/diagnoses/" + service.recent.keep(madeBy("cafe")).id();

    assertProblem(service.get(without + "/facts?index=1"), 410, "snapshot-gone");
    assertProblem(service.get(without + "/snapshot"), 410, "snapshot-gone");
    assertProblem(service.get("/api/v1/diagnoses/x/facts?index=1"), 404, "no-such-diagnosis");
    assertProblem(service.get("/api/v1/diagnoses/x/snapshot"), 404, "no-such-diagnosis");
    String many = "1" + ",1".repeat(200);
    for (String bad : new String[] {"", "?index=", "?index=-1", "?index=a", "?index=" + many}) {
      assertProblem(service.get(path + "/facts" + bad), 400, "bad-parameter");
    }
  }
}
