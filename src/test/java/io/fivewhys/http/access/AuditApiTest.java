package io.fivewhys.http.access;

import static io.fivewhys.http.ActionsWorld.ANN;
import static io.fivewhys.http.ActionsWorld.BOB;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.AuditEntry;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.http.ActionsWorld;
import io.fivewhys.http.Contract;
import io.fivewhys.http.TestService;
import io.fivewhys.store.SqlAudit;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
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
class AuditApiTest {
  private static final String AUDIT = "/api/v1/audit";

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private ActionsWorld world;
  private TestService service;
  private SqlAudit audit;
  private Contract contract;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    world = new ActionsWorld(kind.open(directory.resolve("data")));
    service = world.incidents.service;
    audit = new SqlAudit(world.incidents.database);
    service.audit.keptIn(audit);
    contract = new Contract();
  }

  @AfterEach
  void stop() throws InterruptedException {
    world.close();
  }

  private HttpResponse<String> answer(String query) throws IOException, InterruptedException {
    return service.send(service.asAdmin(AUDIT + query).build());
  }

  private JsonNode read(String query) throws IOException, InterruptedException {
    var answer = answer(query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode page = json(answer);
    contract.assertValid("Audit", page);
    return page;
  }

  private List<String> told(String query) throws IOException, InterruptedException {
    return read(query)
        .path("entries")
        .valueStream()
        .map(
            it ->
                "%s %s %s"
                    .formatted(
                        it.path("kind").asText().toLowerCase(Locale.ROOT),
                        it.path("actor").asText(),
                        it.path("operation").asText()))
        .toList();
  }

  /** Ann and bob reject what somebody wants each, and somebody without a right to it tries to. */
  private void rejected() throws IOException, InterruptedException {
    String first = world.waiting("one", "fivewhys", false).id();
    String second = world.waiting("two", "fivewhys", false).id();
    world.commandedBy(ANN, first, "reject", "{\"reason\": \"too risky\"}");
    world.commandedBy(BOB, second, "reject", "{\"reason\": \"not now\"}");
    service.send(
        service
            .to(ActionsWorld.ALL + "/" + second + "/reject")
            .header("Authorization", "Bearer fw_guessed")
            .POST(BodyPublishers.ofString("{}"))
            .build());
  }

  @Test
  void tellsWhatOnePersonDidAndWhoWasNotLet() throws IOException, InterruptedException {
    rejected();

    assertThat(told("?actor=person:ann"))
        .containsExactly(
            "outcome person:ann rejectAction",
            "action person:ann undo_rollout",
            "intent person:ann rejectAction");
    assertThat(told("?kind=denied")).containsExactly("denied anonymous rejectAction");
    assertThat(told("?kind=intent&kind=outcome&operation=rejectAction&actor=person:bob"))
        .containsExactly("outcome person:bob rejectAction", "intent person:bob rejectAction");
    assertThat(told("?outcome=wrong_token")).hasSize(1);
    assertThat(told("?text=TOO+risky")).allMatch(it -> it.contains("person:ann")).isNotEmpty();
    assertThat(told("?actor=person:nobody")).isEmpty();
    assertThat(told("?until=2020-01-01T00:00:00Z")).isEmpty();
    assertThat(told("?since=2020-01-01T00:00:00Z&kind=denied")).hasSize(1);
  }

  @Test
  void pagesGoOnByACursorOfTheSameFilters() throws IOException, InterruptedException {
    rejected();
    List<String> all = told("?kind=intent&kind=outcome");
    assertThat(all).hasSize(4);

    var first = answer("?kind=intent&kind=outcome&limit=3");
    String next = json(first).path("next").asText();
    assertThat(first.headers().firstValue("Link").orElseThrow())
        .isEqualTo(
            "<" + AUDIT + "?kind=intent&kind=outcome&limit=3&cursor=" + next + ">; rel=\"next\"");
    rejectedOnceMore();
    JsonNode last = read("?kind=intent&kind=outcome&limit=3&cursor=" + next);
    assertThat(last.path("entries")).hasSize(1);
    assertThat(last.at("/entries/0/sequence").asLong())
        .isLessThan(json(first).at("/entries/2/sequence").asLong());
    assertThat(last.has("next")).isFalse();

    assertThat(read("?kind=outcome&limit=3&kind=intent&cursor=" + next)).isEqualTo(last);
    assertProblem(answer("?kind=denied&cursor=" + next), 400, "bad-parameter");
    assertProblem(answer("?cursor=bm9uZQ"), 400, "bad-parameter");
  }

  private void rejectedOnceMore() throws IOException, InterruptedException {
    String id = world.waiting("three", "fivewhys", false).id();
    world.commandedBy(ANN, id, "reject", "{\"reason\": \"once more\"}");
  }

  @Test
  void whatWasCutShortIsFound() throws IOException, InterruptedException {
    rejected();
    audit.append(
        new AuditEntry(
            world.incidents.database.clock().instant(),
            AuditEntry.Kind.INTENT,
            "lost",
            "person:ann",
            Optional.empty(),
            "127.0.0.1",
            "activateRules",
            "POST",
            "/api/v1/rules",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0));

    assertThat(told("?cut=true")).containsExactly("intent person:ann activateRules");
    assertThat(read("?kind=intent").at("/entries/0/ended").asBoolean()).isFalse();
    assertThat(read("?kind=intent").at("/entries/1/ended").asBoolean()).isTrue();
  }

  @Test
  void wherePartOfItWasLookedAtThatIsSaid() throws IOException, InterruptedException {
    Instant at = world.incidents.database.clock().instant();
    world.incidents.database.change(handle -> insert(handle, at));

    String query = "?text=needle";
    JsonNode first = read(query);
    assertThat(first.path("entries")).isEmpty();
    assertThat(first.path("lookedBackTo").asText()).isNotEmpty();
    JsonNode second = read(query + "&cursor=" + first.path("next").asText());
    assertThat(second.path("entries")).hasSize(1);
    assertThat(second.at("/entries/0/detail").asText()).isEqualTo("needle");
    assertThat(second.has("next")).isFalse();
    assertThat(second.has("lookedBackTo")).isFalse();
  }

  /** More lines than one request looks at; what is looked for is the oldest. */
  private static void insert(Handle handle, Instant at) {
    try (var batch =
        handle.prepareBatch(
            "insert into audit_entry (sequence, at, kind, actor, operation, request_id, entry,"
                + " hash) values (:sequence, :at, 'denied', 'admin', 'x', 'r', :entry, 'h')")) {
      for (int i = 1; i <= 5_001; i++) {
        String entry =
            """
            {"at": "%s", "kind": "denied", "requestId": "r", "actor": "admin", "remote": "",
             "operation": "x", "method": "PUT", "path": "/", "detail": "%s"}\
            """
                .formatted(at, i == 1 ? "needle" : "hay");
        batch.bind("sequence", i).bind("at", at).bind("entry", entry).add();
      }
      batch.execute();
    }
  }

  @Test
  void whatIsWrongInAQueryIsToldAtOnce() throws IOException, InterruptedException {
    var answer = answer("?kind=rumour&since=yesterday&limit=1001&cut=perhaps&who=ann");
    assertProblem(answer, 400, "bad-parameter");
    assertThat(answer.body())
        .contains("/query/kind", "/query/since", "/query/limit", "/query/cut", "/query/who");
    assertThat(read("?limit=1000").path("entries")).isEmpty();
  }
}
