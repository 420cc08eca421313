package io.fivewhys.http.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.http.call.ApiContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the contract says of keys. */
class IdempotencyContractTest {
  private final JsonNode document;

  IdempotencyContractTest() throws IOException {
    document = DiagnosisJson.yamlMapper().readTree(ApiContract.shipped().yaml());
  }

  @Test
  void whateverChangesSomethingTakesAKeyAndSaysWhatComesOfIt() {
    int operations = 0;
    for (var path : document.path("paths").properties()) {
      // What Slack and PagerDuty send has no key, nobody's cookie is kept to be given again, and a
      // shadow may be gone though the answer that began it is kept.
      if (path.getKey().startsWith("/api/v1/integrations/")
          || path.getKey().equals("/api/v1/session")) {
        continue;
      }
      for (String method : List.of("post", "put", "patch", "delete")) {
        JsonNode operation = path.getValue().path(method);
        if (!operation.isMissingNode()
            && !operation.path("operationId").asText().equals("startShadow")) {
          takesAKey(operation, method + " " + path.getKey());
          operations++;
        }
      }
    }
    assertThat(operations).isGreaterThan(30);
    var documented = document.at("/components/parameters/IdempotencyKey/description").asText();
    assertThat(documented)
        .contains(
            "bad-idempotency-key",
            "request-in-flight",
            "idempotency-key-reused",
            "answer-not-kept",
            "store-unavailable",
            "diagnoses, commands to incidents, tests of channels, silences and feedback",
            "/api/v1/integrations takes no key, nor do signing in and out and the start of a"
                + " shadow");
  }

  private static void takesAKey(JsonNode operation, String what) {
    assertThat(operation.path("parameters").findValuesAsText("$ref"))
        .as(what)
        .contains("#/components/parameters/IdempotencyKey");
    JsonNode responses = operation.path("responses");
    for (String status : List.of("400", "409", "422", "503")) {
      assertThat(responses.has(status)).as(what + " " + status).isTrue();
    }
    for (var response : responses.properties()) {
      if (response.getKey().startsWith("2")) {
        assertThat(response.getValue().path("headers").has("Idempotency-Replayed"))
            .as(what)
            .isTrue();
      }
    }
  }
}
