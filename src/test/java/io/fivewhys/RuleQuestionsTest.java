package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fivewhys.access.Anonymous;
import io.fivewhys.access.KnownToken;
import io.fivewhys.access.TokenStore;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.gateway.setup.GatewaySetup;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.revision.RulesService;
import io.fivewhys.settings.SettingsReader;
import io.fivewhys.store.SqlAudit;
import io.fivewhys.store.SqlJournals;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Questions about rules over HTTP, in a service with one rule of its own: about a measurement that
 * the program has never heard of, with its threshold in the settings.
 */
class RuleQuestionsTest {
  private static final String RULE = "A queue falls behind";
  private static final String DRL =
      """
      package rules.evidence.queues;

      import io.fivewhys.fact.*;
      import io.fivewhys.inference.*;

      agenda-group "evidence"

      rule "A queue falls behind"
      when
        $t : Thresholds()
        $s : Signal( name == "queue_lag_seconds", isAtLeast($t.signal("queue_lag_seconds")) )
      then
        insertLogical( Finding.of("queue falls behind", $s.about(), "it is behind", $s) );
      end
      """;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;
  private static Database database;
  private static RulesService rules;
  private static Service server;
  private static String service;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(directory.resolve("rules/evidence/queues"));
    Files.writeString(folder.resolve("lag.drl"), DRL);
    String yaml =
        """
        http: {port: 0}
        diagnosis:
          thresholds:
            signals: {queue_lag_seconds: 45}
        """;
    Settings settings =
        new SettingsReader<>(Settings.defaults(), "FIVEWHYS_", _ -> false)
            .read("test.yaml", yaml, Map.of(), Map.of())
            .settings();
    database = DatabaseKind.H2.open(directory.resolve("data"));
    var metrics = new ServiceMetrics();
    var snapshots = Wiring.snapshots(settings, database);
    var rulebooks = Wiring.rulebooks(settings, directory);
    rules =
        Wiring.rules(
            settings, directory, rulebooks, metrics, snapshots, database, Clock.systemUTC());
    rules.start();
    server =
        new Service(
            settings,
            rules,
            rulebooks,
            nobodyMayChange(),
            GatewaySetup.none(
                new SourceContext(Clock.systemUTC(), Map.of(), directory, directory),
                new SqlJournals(database)),
            NotificationSetup.none(),
            Wiring.policy(settings, directory, database),
            metrics,
            snapshots,
            database,
            Clock.systemUTC());
    service = "http://127.0.0.1:" + server.start().getPort();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop(Duration.ofSeconds(5));
    rules.close();
    database.close();
  }

  private static AccessParts nobodyMayChange() {
    var environment = Map.of(TokenStore.VARIABLE, UUID.randomUUID().toString());
    var token = new TokenStore(environment, Optional.empty(), directory).find().orElseThrow();
    return new AccessParts(
        KnownToken.of(token.secret()),
        Anonymous.READING,
        new SqlAudit(database),
        Clock.systemUTC());
  }

  private static HttpResponse<String> ask(String query, String snapshot)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(service + "/api/v1/rules/explain" + query))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(snapshot))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String rule(String name) {
    return "?rule=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static String lag(int seconds) {
    return "gateway: edge\nfacts:\n  - {kind: Signal, name: queue_lag_seconds, subject: orders,"
        + " unit: seconds, value: "
        + seconds
        + "}\n";
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return DiagnosisJson.jsonMapper().readTree(response.body());
  }

  private static HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(service + path)).header("Accept", accept).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void assertIs(String component, JsonNode document)
      throws IOException, InterruptedException {
    var contract =
        (ObjectNode)
            DiagnosisJson.yamlMapper()
                .readTree(get("/openapi.yaml", "*/*").body().getBytes(StandardCharsets.UTF_8));
    contract.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    contract.put("$ref", "#/components/schemas/" + component);
    var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(contract);
    assertThat(schema.validate(document)).isEmpty();
  }

  @Test
  void aRuleAboutAnUnheardOfMeasurementFollowsItsThresholdInTheSettings()
      throws IOException, InterruptedException {
    JsonNode fired = json(ask(rule(RULE), lag(50)));
    JsonNode quiet = json(ask(rule(RULE), lag(40)));

    assertIs("Explanation", fired);
    assertIs("Explanation", quiet);
    assertThat(fired.path("fired").asBoolean()).isTrue();
    assertThat(quiet.path("fired").asBoolean()).isFalse();
    JsonNode failed = quiet.at("/conditions/1");
    assertThat(failed.path("status").asText()).isEqualTo("value_differs");
    assertThat(failed.path("line").asInt()).isEqualTo(11);
    assertThat(failed.at("/nearest/0/thing/fact").asInt()).isZero();
    assertThat(failed.at("/nearest/0/thing/description").asText()).contains("value 40");
  }

  @Test
  void theVocabularyShowsTheRulesInForceToProgramsAndToPeople()
      throws IOException, InterruptedException {
    JsonNode vocabulary = json(get("/api/v1/rules/vocabulary", "application/json"));
    var text = get("/api/v1/rules/vocabulary", "text/markdown");

    assertIs("Vocabulary", vocabulary);
    assertThat(vocabulary.at("/signs/0/sign").asText()).isEqualTo("queue falls behind");
    assertThat(vocabulary.at("/signals/inForce/queue_lag_seconds").asDouble()).isEqualTo(45);
    assertThat(text.headers().firstValue("Content-Type")).hasValue("text/markdown; charset=utf-8");
    assertThat(text.body()).startsWith("# Vocabulary of rules").contains("queue_lag_seconds: 45");
  }

  @Test
  void refusesWhatItCannotAnswer() throws IOException, InterruptedException {
    var unknown = ask(rule("A queue falls behing"), lag(1));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).path("type").asText()).isEqualTo("urn:fivewhys:problem:no-such-rule");
    assertThat(json(unknown).path("detail").asText()).contains("Did you mean \"" + RULE + "\"?");

    for (String query : new String[] {"", "?rule=", "?rule=a&rule=b", "?rules=a", "?rule=a&x=1"}) {
      assertThat(ask(query, lag(1)).statusCode()).as(query).isEqualTo(400);
    }
    assertThat(ask(rule(RULE), "gateway: [").statusCode()).isEqualTo(400);
  }
}
