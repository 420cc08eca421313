package io.fivewhys.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.http.call.ApiContract;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApiContractTest {
  private static final String SESSION = "/api/v1/session";

  private static final String COMPONENTS = "#/components/schemas/";

  private final ApiContract contract = ApiContract.shipped();
  private final JsonNode document;

  ApiContractTest() throws IOException {
    document = DiagnosisJson.yamlMapper().readTree(contract.yaml());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void anOperationWithoutHandlerOrAHandlerWithoutOperationStopsTheStart() throws IOException {
    var one = ApiContract.parse("paths: {/a: {get: {operationId: readA}}}");

    one.mustMatch(Set.of("readA"));
    assertThatThrownBy(() -> one.mustMatch(Set.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("readA");
    assertThatThrownBy(() -> one.mustMatch(Set.of("readA", "readB")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("readB");
  }

  @Test
  void describesSnapshotsExactlyAsTheSnapshotSchemaDoes() throws IOException {
    JsonNode schema = resource("/contract/snapshot.schema.json");

    assertThat(component("Snapshot")).isEqualTo(renamed(withoutNames(schema)));
    for (var definition : schema.path("$defs").properties()) {
      ObjectNode ours = component(componentName(definition.getKey()));
      ours.remove("discriminator");
      assertThat(ours).as(definition.getKey()).isEqualTo(renamed(definition.getValue()));
    }
  }

  @Test
  void describesDiagnosesAsTheDiagnosisSchemaDoesAndMore() throws IOException {
    JsonNode schema = resource("/contract/diagnosis.schema.json");

    assertHolds(component("Diagnosis"), renamed(withoutNames(schema)), "Diagnosis");
    for (var definition : schema.path("$defs").properties()) {
      String name = componentName(definition.getKey());
      assertHolds(component(name), renamed(definition.getValue()), name);
    }
  }

  @Test
  void describesEveryFieldOfADiagnosis() throws IOException {
    JsonNode diagnosis =
        DiagnosisJson.jsonMapper()
            .readTree(DiagnosisJson.json(SampleDiagnoses.badRelease("edge").withId("1")));

    assertDescribed(diagnosis, "Diagnosis");
    assertDescribed(diagnosis.at("/causes/0"), "Cause");
    assertDescribed(diagnosis.at("/causes/0/evidence/0"), "Evidence");
    assertDescribed(diagnosis.at("/causes/0/mitigations/0"), "Mitigation");
    assertDescribed(diagnosis.at("/logs/0"), "LogReading");
    assertThat(componentSchema("Diagnosis").validate(diagnosis)).isEmpty();
  }

  @Test
  void itsExamplesAreWhatTheySay() throws IOException {
    JsonNode examples = document.at("/components/examples");
    JsonSchema snapshots = contractSchema("snapshot");
    JsonSchema diagnoses = contractSchema("diagnosis");

    for (String name : List.of("BadRelease", "Healthy")) {
      JsonNode value = examples.path(name).path("value");
      assertThat(snapshots.validate(value)).as(name).isEmpty();
      assertThat(componentSchema("Snapshot").validate(value)).as(name).isEmpty();
    }
    JsonNode diagnosed = examples.at("/BadReleaseDiagnosed/value");
    assertThat(diagnoses.validate(diagnosed)).isEmpty();
    assertThat(componentSchema("Diagnosis").validate(diagnosed)).isEmpty();
    for (String name : List.of("Misspelt", "Full")) {
      assertThat(componentSchema("Problem").validate(examples.path(name).path("value"))).isEmpty();
    }
  }

  @Test
  void describesWhatTheOperationsAboutRulesAnswer() throws IOException, InterruptedException {
    var service = new TestService();
    try {
      assertAnswers(service, "/api/v1/rules", "RuleSet");
      service.rules.reject("broken");
      assertAnswers(service, "/api/v1/rules", "RuleSet");
      assertAnswers(service, "/health/ready", "Ready");
      String id = service.rules.revision().id();
      var changed = service.put(InMemoryRules.PATH, InMemoryRules.rule("New"), "If-Match", "*");
      assertValid("Changed", changed.body());
      assertValid("RefusedChange", service.put("evidence/pods/b.drl", "rule").body());
      assertValid("Clash", service.put(InMemoryRules.PATH, InMemoryRules.rule("X")).body());
      assertAnswers(service, "/api/v1/rules/revisions", "Revisions");
      assertAnswers(service, "/api/v1/rules/revisions/" + id + "?files=true", "Revision");
      String other = service.rules.revision().id();
      assertAnswers(service, "/api/v1/rules/revisions/" + id + "/diff/" + other, "Difference");
      service.put("a.drl", "x", "Authorization", "Bearer wrong");
      var audit = service.send(service.asAdmin("/api/v1/audit").build()).body();
      assertThat(DiagnosisJson.jsonMapper().readTree(audit).path("entries")).hasSize(5);
      assertValid("Audit", audit);
    } finally {
      service.close();
    }
    var examples = document.at("/components/examples");
    assertValid("Audit", examples.at("/AuditOfAPerson/value").toString());
    assertValid("RuleSet", examples.at("/OneRule/value").toString());
    assertValid("Candidate", examples.at("/OneRuleAsCandidate/value").toString());
    assertValid("Clash", examples.at("/ChangedMeanwhile/value").toString());
    assertValid("RefusedChange", examples.at("/MisspeltRule/value").toString());
  }

  @Test
  void describesWhatTheOperationsAboutGatewaysAnswer() throws IOException, InterruptedException {
    var service = new TestService();
    var examples = document.at("/components/examples");
    try {
      var taken = posted(service, "/api/v1/alerts", examples.at("/AlertFires/value"));
      assertValid("AlertsTaken", taken);
      posted(
          service,
          "/api/v1/alerts",
          DiagnosisJson.jsonMapper()
              .readTree("{\"alerts\": [{\"labels\": {\"gateway\": \"edge\"}}]}"));
      String facts = "/api/v1/gateways/edge/facts?source=queue-lag";
      assertValid("FactsTaken", posted(service, facts, examples.at("/QueueLag/value")));

      assertAnswers(service, "/api/v1/alerts", "KnownAlerts");
      var alerts = DiagnosisJson.jsonMapper().readTree(service.get("/api/v1/alerts").body());
      assertThat(alerts.path("alerts")).hasSize(2);
      alerts.path("alerts").forEach(it -> assertDescribed(it, "KnownAlert"));
      assertAnswers(service, "/api/v1/gateways", "Gateways");
      var all = DiagnosisJson.jsonMapper().readTree(service.get("/api/v1/gateways").body());
      all.path("gateways").forEach(it -> assertDescribed(it, "GatewayBrief"));
      assertAnswers(service, "/api/v1/gateways/edge", "Gateway");
      var edge = DiagnosisJson.jsonMapper().readTree(service.get("/api/v1/gateways/edge").body());
      assertThat(edge.path("alertsFiring").asInt()).isOne();
      edge.path("sources").forEach(it -> assertDescribed(it, "GatewaySource"));
      edge.path("pushed").forEach(it -> assertDescribed(it, "GatewayPush"));
      assertAnswers(service, "/api/v1/sources", "Sources");
      assertAnswers(service, "/api/v1/gateways/edge/snapshot", "Snapshot");
    } finally {
      service.close();
    }
    assertThat(componentSchema("AlertDelivery").validate(examples.at("/AlertFires/value")))
        .isEmpty();
    assertThat(componentSchema("Facts").validate(examples.at("/QueueLag/value"))).isEmpty();
    assertValid("AlertsTaken", examples.at("/AlertTaken/value").toString());
  }

  @Test
  void describesWhatTheOperationsAboutThePolicyAnswer() throws IOException, InterruptedException {
    var service = new TestService();
    String path = "/api/v1/mitigation/policy";
    try {
      assertAnswers(service, path, "MitigationPolicy");
      String fine = "rules: [{name: a, mode: auto}]";
      assertValid("PolicyChanged", putPolicy(service, fine, "If-None-Match", "*"));
      assertValid("RefusedPolicy", putPolicy(service, "rules: 1", "If-Match", "*"));
      assertValid("PolicyClash", putPolicy(service, fine, "If-None-Match", "*"));
      assertAnswers(service, path, "MitigationPolicy");
      assertAnswers(service, path + "/versions", "PolicyVersionPage");
      assertAnswers(service, path + "/versions/1", "PolicyVersionText");
    } finally {
      service.policy.close();
      service.close();
    }
  }

  private static String putPolicy(TestService service, String yaml, String... condition)
      throws IOException, InterruptedException {
    return service
        .send(
            service
                .asAdmin("/api/v1/mitigation/policy?reason=test")
                .header("Content-Type", "text/yaml")
                .headers(condition)
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(yaml))
                .build())
        .body();
  }

  @Test
  void describesWhatTheOperationsAboutSilencesAndFeedbackAnswer()
      throws IOException, InterruptedException {
    var service = new TestService();
    var examples = document.at("/components/examples");
    try {
      String made =
          "{\"gateway\": \"*\", \"category\": \"traffic_surge\", \"endsAt\": \"%s\", \"reason\": \"a\"}"
              .formatted(service.clock.instant().plusSeconds(60));
      var silence = postedAsAdmin(service, "/api/v1/silences", made);
      assertValid("Silence", silence);
      String id = DiagnosisJson.jsonMapper().readTree(silence).path("id").asText();
      assertAnswers(service, "/api/v1/silences/" + id, "Silence");
      assertAnswers(service, "/api/v1/silences", "SilencePage");
      var ended = service.asAdmin("/api/v1/silences/" + id).DELETE().build();
      assertValid("SilenceEnd", service.send(ended).body());
      assertAnswers(service, "/api/v1/silences/" + id, "Silence");

      String diagnosis =
          DiagnosisJson.jsonMapper().readTree(service.post("edge").body()).path("id").asText();
      String feedback = "/api/v1/diagnoses/" + diagnosis + "/feedback";
      String wrong = examples.at("/WrongDiagnosis/value").toString();
      assertValid("FeedbackTaken", postedAsAdmin(service, feedback, wrong));
      assertAnswers(service, feedback, "FeedbackList");
      var given = DiagnosisJson.jsonMapper().readTree(service.get(feedback).body());
      assertDescribed(given.at("/feedback/0"), "Feedback");
      assertAnswers(service, "/api/v1/rules/feedback", "RulePrecisions");
      String rule = "/api/v1/rules/feedback?rule=" + SampleDiagnoses.RULE.replace(" ", "%20");
      assertAnswers(service, rule, "RulePrecisions");
      var counted = DiagnosisJson.jsonMapper().readTree(service.get(rule).body());
      assertDescribed(counted.at("/rules/0"), "RulePrecision");
    } finally {
      service.close();
    }
    assertValid("SilenceWanted", examples.at("/Maintenance/value").toString());
    assertValid("FeedbackGiven", examples.at("/WrongDiagnosis/value").toString());
  }

  private static String postedAsAdmin(TestService service, String path, String body)
      throws IOException, InterruptedException {
    var answer =
        service.send(
            service
                .asAdmin(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return answer.body();
  }

  private static String posted(TestService service, String path, JsonNode body)
      throws IOException, InterruptedException {
    var answer =
        service.send(
            service
                .asIntake(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void assertAnswers(TestService service, String path, String component)
      throws IOException, InterruptedException {
    assertValid(component, service.get(path).body());
  }

  /** Valid, and nothing in it that the contract does not name. */
  private void assertValid(String component, String body) throws IOException {
    JsonNode value = DiagnosisJson.jsonMapper().readTree(body);
    assertThat(componentSchema(component).validate(value)).as(component + " " + body).isEmpty();
    assertDescribed(value, component);
  }

  @Test
  void itsExamplesCanBePosted() throws IOException, InterruptedException {
    var service = new TestService();
    try {
      for (String name : List.of("BadRelease", "Healthy")) {
        String body = document.at("/components/examples").path(name).path("value").toString();
        assertThat(service.send(service.posting("application/json", body)).statusCode())
            .as(name)
            .isEqualTo(200);
      }
    } finally {
      service.close();
    }
  }

  private ObjectNode component(String name) {
    JsonNode component = document.at("/components/schemas").path(name);
    assertThat(component.isObject()).as(name).isTrue();
    return component.deepCopy();
  }

  /** A component as a schema of its own, with all the others beside it. */
  private JsonSchema componentSchema(String name) {
    ObjectNode root = document.deepCopy();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$ref", COMPONENTS + name);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
  }

  private static JsonSchema contractSchema(String name) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(SchemaLocation.of("classpath:contract/" + name + ".schema.json"));
  }

  private void assertDescribed(JsonNode object, String component) {
    var described = new ArrayList<String>();
    component(component).path("properties").fieldNames().forEachRemaining(described::add);
    object
        .fieldNames()
        .forEachRemaining(field -> assertThat(described).as(component).contains(field));
  }

  /** Whatever the contract says, ours says as well; it may say more. */
  private static void assertHolds(JsonNode ours, JsonNode contract, String at) {
    if (contract.isObject()) {
      for (var field : contract.properties()) {
        assertThat(ours.has(field.getKey())).as(at + "/" + field.getKey()).isTrue();
        assertHolds(ours.get(field.getKey()), field.getValue(), at + "/" + field.getKey());
      }
    } else {
      assertThat(ours).as(at).isEqualTo(contract);
    }
  }

  private static JsonNode withoutNames(JsonNode schema) {
    ObjectNode copy = schema.deepCopy();
    Stream.of("$schema", "$id", "$defs", "title").forEach(copy::remove);
    return copy;
  }

  /** The same with references to components; generators want their names in capitals. */
  private static JsonNode renamed(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    switch (copy) {
      case ObjectNode object -> {
        for (var field : object.properties()) {
          boolean reference = field.getKey().equals("$ref");
          if (reference) {
            String name = field.getValue().asText().substring("#/$defs/".length());
            field.setValue(object.textNode(COMPONENTS + componentName(name)));
          } else {
            field.setValue(renamed(field.getValue()));
          }
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, renamed(array.get(i)));
        }
      }
      default -> {
        return copy;
      }
    }
    return copy;
  }

  private static String componentName(String definition) {
    return definition.equals("object")
        ? "ObjectRef"
        : Character.toUpperCase(definition.charAt(0)) + definition.substring(1);
  }

  private static JsonNode resource(String path) throws IOException {
    try (var in = ApiContractTest.class.getResourceAsStream(path)) {
      return DiagnosisJson.jsonMapper().readTree(in);
    }
  }

  @Test
  void namesEveryWayInWhichASourceFails() {
    var codes = new ArrayList<String>();
    document
        .at("/components/schemas/GatewaySource/properties/code/enum")
        .forEach(it -> codes.add(it.asText()));

    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(SourceFailed.Code.values()).map(SourceFailed.Code::toString).toList());
  }

  @Test
  void whateverNeedsATokenMayFindItTooWeak() {
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        JsonNode responses = operation.getValue().path("responses");
        // Whoever signs out needs no token, but a page of ours.
        boolean signsOut = path.getKey().equals(SESSION) && operation.getKey().equals("delete");
        assertThat(responses.has("403"))
            .as(operation.getKey() + " " + path.getKey())
            .isEqualTo(responses.has("401") || signsOut);
      }
    }
  }
}
