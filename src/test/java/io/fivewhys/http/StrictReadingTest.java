package io.fivewhys.http;

import static io.fivewhys.http.TestService.LONG;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.http.call.ApiContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API with the reader that it is made for. */
@Timeout(60)
class StrictReadingTest {
  private static final int MOST = 1_000_000;

  private JsonNode examples;
  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    String contract = ApiContract.shipped().yaml();
    examples = DiagnosisJson.yamlMapper().readTree(contract).at("/components/examples");
    service =
        new TestService(
            TestService.OPTIONS.withBodies(MOST, 2L * MOST, LONG),
            new DeskLimits(2, 8, LONG, LONG),
            SampleDiagnoses::badRelease,
            new SnapshotReader(Clock.systemUTC())::read);
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  @Test
  void takesTheExamplesOfTheContractInBothForms() throws IOException, InterruptedException {
    for (String name : Arrays.asList("BadRelease", "Healthy")) {
      JsonNode value = examples.path(name).path("value");
      String yaml = DiagnosisJson.yamlMapper().writeValueAsString(value);

      var fromJson = service.send(service.posting("application/json", value.toString()));
      var fromYaml = service.send(service.posting("application/yaml", yaml));

      assertThat(fromJson.statusCode()).as(fromJson.body()).isEqualTo(200);
      assertThat(fromYaml.statusCode()).as(fromYaml.body()).isEqualTo(200);
    }
  }

  @Test
  void answersAMisspeltFieldAsTheContractShows() throws IOException, InterruptedException {
    JsonNode snapshot = examples.at("/BadRelease/value").deepCopy();
    var route = (ObjectNode) snapshot.at("/facts/0");
    route.set("upstrem", route.remove("upstream"));

    var refused = service.send(service.posting("application/json", snapshot.toString()));

    assertProblem(refused, 400, "malformed-snapshot");
    assertThat(json(refused)).isEqualTo(examples.at("/Misspelt/value"));
  }

  @Test
  void refusesDeepNestingAndBrokenTextQuickly() throws IOException, InterruptedException {
    assertProblem(
        service.send(service.posting("application/json", "[".repeat(500_000))),
        400,
        "malformed-snapshot");
    assertProblem(
        service.send(service.posting("application/yaml", "a: &a [*a, *a]")),
        400,
        "malformed-snapshot");
    byte[] notUtf8 = "{\"gateway\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    var broken =
        service
            .to("/api/v1/diagnoses")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(notUtf8));
    assertProblem(service.send(broken.build()), 400, "malformed-snapshot");
    assertProblem(service.send(service.posting("application/json", "")), 400, "malformed-snapshot");
  }

  @Test
  void saysTooLargeAndNotMalformedAtTheLimit() throws IOException, InterruptedException {
    for (String type : Arrays.asList("application/json", "application/yaml")) {
      byte[] endless =
          ("{\"gateway\":\"" + "a".repeat(2 * MOST)).getBytes(StandardCharsets.US_ASCII);
      // Of a length that is not announced.
      var body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(endless));
      var request = service.to("/api/v1/diagnoses").header("Content-Type", type).POST(body).build();

      assertThat(service.send(request).statusCode()).as(type).isBetween(400, 413);
      var spaces = (" ".repeat(2 * MOST)).getBytes(StandardCharsets.US_ASCII);
      var blank = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(spaces));
      assertProblem(
          service.send(
              service.to("/api/v1/diagnoses").header("Content-Type", type).POST(blank).build()),
          413,
          "too-large");
    }
  }
}
