package io.fivewhys.http.mitigation;

import static io.fivewhys.http.ActionsWorld.ALL;
import static io.fivewhys.http.ActionsWorld.ANN;
import static io.fivewhys.http.ActionsWorld.BOB;
import static io.fivewhys.http.ActionsWorld.hash;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.http.ActionsWorld;
import io.fivewhys.http.Contract;
import io.fivewhys.http.IncidentWorld;
import io.fivewhys.mitigate.Intervention;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
class ActionsApiTest {
  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private ActionsWorld world;
  private Contract contract;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    world = new ActionsWorld(kind.open(directory.resolve("data")));
    contract = new Contract();
  }

  @AfterEach
  void stop() throws InterruptedException {
    world.close();
  }

  private static String plan(Intervention it) {
    return "{\"plan\": \"" + hash(it) + "\"}";
  }

  private List<String> ids(String query) throws IOException, InterruptedException {
    JsonNode page = world.incidents.read(ALL + query);
    contract.assertValid("ActionPage", page);
    var ids = new ArrayList<String>();
    page.path("actions").forEach(it -> ids.add(it.path("id").asText()));
    return ids;
  }

  @Test
  void listsThemByFilterPageByPage() throws IOException, InterruptedException {
    Intervention refused = world.refused("one");
    Intervention waiting = world.waiting("two", "fivewhys", false);
    Intervention planned = world.planned("three", "person:ann");

    assertThat(ids("")).containsExactly(planned.id(), waiting.id(), refused.id());
    assertThat(ids("?gateway=one")).containsExactly(refused.id());
    assertThat(ids("?state=waiting&state=planned")).containsExactly(planned.id(), waiting.id());
    assertThat(ids("?incident=" + waiting.incident())).containsExactly(waiting.id());
    assertThat(ids("?action=undo_rollout&gateway=two")).containsExactly(waiting.id());
    assertThat(ids("?action=delete_pod")).isEmpty();

    JsonNode first = world.incidents.read(ALL + "?limit=2");
    assertThat(ids("?limit=2&cursor=" + first.path("next").asText())).containsExactly(refused.id());
    assertProblem(
        world.incidents.service.get(ALL + "?state=open&action=dance&incident=x&order=up"),
        400,
        "bad-parameter");
    assertProblem(
        world.incidents.service.get(ALL + "?gateway=one&cursor=" + first.path("next").asText()),
        400,
        "bad-parameter");
  }

  @Test
  void listsThoseInWhichSomebodyHadAHand() throws IOException, InterruptedException {
    Intervention first = world.waiting("one", "fivewhys", false);
    Intervention second = world.waiting("two", "person:bob", false);
    Intervention third = world.waiting("three", "fivewhys", false);
    Intervention lost = world.waiting("four", "fivewhys", false);
    world.commandedBy(ANN, first.id(), "approve", plan(first));
    world.commandedBy(ANN, second.id(), "reject", "{\"reason\": \"no\"}");
    world.commandedBy(BOB, lost.id(), "approve", plan(lost));
    world.lost(lost.id());
    world.commandedBy(ANN, lost.id(), "conclude", "{\"done\": true, \"reason\": \"seen\"}");

    assertThat(ids("?by=person:ann")).containsExactly(lost.id(), second.id(), first.id());
    assertThat(ids("?by=person:bob")).containsExactly(lost.id(), second.id());
    assertThat(ids("?by=fivewhys")).containsExactly(lost.id(), third.id(), first.id());
    assertThat(ids("?by=person:ann&gateway=two")).containsExactly(second.id());
    assertThat(ids("?by=person")).as("a part of the name").isEmpty();
    JsonNode page = world.incidents.read(ALL + "?by=person:ann&limit=2");
    assertThat(ids("?by=person:ann&limit=2&cursor=" + page.path("next").asText()))
        .containsExactly(first.id());
  }

  @Test
  void theTimelineOfTheIncidentSaysWhoLetItBeDoneAndWhoDidNot()
      throws IOException, InterruptedException {
    Intervention first = world.waiting("one", "fivewhys", false);
    Intervention second = world.waiting("two", "fivewhys", false);
    world.commandedBy(ANN, first.id(), "approve", plan(first));
    world.commandedBy(BOB, second.id(), "reject", "{\"reason\": \"too risky\"}");

    JsonNode approved = lastEntry(first);
    assertThat(approved.path("actor").asText()).isEqualTo("person:ann");
    assertThat(approved.path("kind").asText()).isEqualTo("intervention");
    assertThat(approved.path("action").asText()).isEqualTo(first.id());
    assertThat(approved.path("text").asText()).contains("approved", hash(first));
    JsonNode rejected = lastEntry(second);
    assertThat(rejected.path("actor").asText()).isEqualTo("person:bob");
    assertThat(rejected.path("text").asText()).contains("rejected: too risky");
    assertThat(report(first)).contains("| person:ann | intervention |");
    assertThat(report(second)).contains("| person:bob | intervention |");
  }

  private JsonNode lastEntry(Intervention it) throws IOException, InterruptedException {
    JsonNode timeline =
        world.incidents.read("/api/v1/incidents/" + it.incident() + "/timeline").path("entries");
    timeline.forEach(entry -> contract.assertValid("TimelineEntry", entry));
    return timeline.path(timeline.size() - 1);
  }

  private String report(Intervention it) throws IOException, InterruptedException {
    return world.incidents.service.get("/api/v1/incidents/" + it.incident() + "/report").body();
  }

  @Test
  void tellsOfOneWithPlanDecisionAndHistory() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "person:ann", true);

    JsonNode it = world.action(waiting.id());
    contract.assertValid("Action", it);
    assertThat(it.path("state").asText()).isEqualTo("waiting");
    assertThat(it.at("/plan/hash").asText()).isEqualTo(hash(waiting));
    assertThat(it.at("/plan/changes/0").asText()).contains("orders:9 → orders:8");
    assertThat(it.path("command").asText()).endsWith("--to-revision=41");
    assertThat(it.at("/decision/twoPeople").asBoolean()).isTrue();
    assertThat(it.at("/requested/by").asText()).isEqualTo("person:ann");
    assertThat(it.at("/target/name").asText()).isEqualTo("orders");
    assertThat(it.path("history").findValuesAsText("to")).containsExactly("planned", "waiting");
    for (String unknown : List.of("x", "0193a8f0-0000-7000-8000-000000000000")) {
      assertProblem(world.incidents.service.get(ALL + "/" + unknown), 404, "no-such-action");
    }
  }

  @Test
  void aRefusalIsShownWhereverTheActionIs() throws IOException, InterruptedException {
    Intervention refused = world.refused("one");

    JsonNode incident = world.incidents.incident(refused.incident());
    contract.assertValid("Incident", incident);
    for (JsonNode it :
        List.of(
            world.action(refused.id()),
            world.incidents.read(ALL).at("/actions/0"),
            incident.at("/actions/0"))) {
      assertThat(it.at("/refusals/0/guard").asText()).isEqualTo("last-ready");
      assertThat(it.at("/refusals/0/limit").asText()).isEqualTo("1 ready pod left");
      assertThat(it.at("/refusals/0/value").asText()).isEqualTo("0");
      assertThat(it.at("/refusals/0/words").asText()).contains("no ready pod");
    }
    assertThat(report(refused.incident()))
        .contains(
            "undo\\_rollout of Deployment/orders: not done; refused: last-ready: no ready pod")
        .contains("(limit 1 ready pod left, is 0)");
  }

  private String report(String incident) throws IOException, InterruptedException {
    return world.incidents.service.get(IncidentWorld.ALL + "/" + incident + "/report").body();
  }

  @Test
  void isApprovedOnceByThePlanThatWaits() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "fivewhys", false);

    JsonNode other = world.commanded(waiting.id(), "approve", "{\"plan\": \"0000000000000000\"}");
    contract.assertValid("ActionCommanded", other);
    assertThat(other.path("applied").asBoolean()).isFalse();
    assertThat(other.at("/refusal/guard").asText()).isEqualTo("plan-changed");
    assertThat(other.at("/refusal/limit").asText()).isEqualTo(hash(waiting));

    JsonNode done = world.commanded(waiting.id(), "approve", plan(waiting));
    contract.assertValid("ActionCommanded", done);
    assertThat(done.path("applied").asBoolean()).isTrue();
    assertThat(done.at("/action/approved/by").asText()).isEqualTo("admin");

    JsonNode twice = world.commanded(waiting.id(), "approve", plan(waiting));
    assertThat(twice.path("applied").asBoolean()).isFalse();
    assertThat(twice.at("/refusal/words").asText()).contains("it was approved by admin at ");
    assertThat(world.stored(waiting.id()).version()).isEqualTo(3);
    assertThat(world.action(waiting.id()).path("history")).hasSize(3);
  }

  @Test
  void aRequestThatIsSentTwiceWithItsKeyIsDoneOnce() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "fivewhys", false);
    String path = ALL + "/" + waiting.id() + "/approve";

    var first = world.incidents.post(path, plan(waiting), "Idempotency-Key", "\"k1\"");
    var second = world.incidents.post(path, plan(waiting), "Idempotency-Key", "\"k1\"");

    assertThat(json(first).path("applied").asBoolean()).isTrue();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
  }

  @Test
  void commandsNeedATokenThatMayAndAreInTheAuditLog() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "fivewhys", false);
    var service = world.incidents.service;
    String path = ALL + "/" + waiting.id() + "/approve";

    assertProblem(
        service.send(
            service
                .to(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(plan(waiting)))
                .build()),
        401,
        "no-token");
    assertProblem(
        service.send(
            service
                .asIntake(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(plan(waiting)))
                .build()),
        403,
        "token-too-weak");
    assertThat(world.stored(waiting.id())).isEqualTo(waiting);
    world.commandedBy(ANN, waiting.id(), "reject", "{\"reason\": \"we roll forward\"}");

    JsonNode audit = json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries");
    assertThat(audit.at("/0/outcome").asText()).isEqualTo("applied");
    assertThat(audit.at("/0/actor").asText()).isEqualTo("person:ann");
    assertThat(audit.at("/0/operation").asText()).isEqualTo("rejectAction");
    assertThat(audit.at("/0/detail").asText()).contains(waiting.id());
    assertThat(audit.at("/1/kind").asText()).isEqualTo("intent");
    JsonNode rejected = world.action(waiting.id());
    assertThat(rejected.path("state").asText()).isEqualTo("rejected");
    assertThat(rejected.at("/history/2/actor").asText()).isEqualTo("person:ann");
    assertThat(rejected.at("/history/2/text").asText()).isEqualTo("rejected: we roll forward");
  }

  @Test
  void whoSharesATokenIsNobodyInParticularWhateverTheyCallThemselves()
      throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "admin", true);

    JsonNode answer =
        world.commanded(waiting.id(), "approve?author=Somebody%20else", plan(waiting));
    assertThat(answer.path("applied").asBoolean()).isFalse();
    assertThat(answer.at("/refusal/guard").asText()).isEqualTo("two-people");
    assertThat(world.commandedBy(ANN, waiting.id(), "approve", plan(waiting)).at("/refusal/guard"))
        .asString()
        .contains("two-people");

    Intervention simple = world.waiting("two", "fivewhys", false);
    world.commanded(simple.id(), "approve?author=Jane", plan(simple));
    JsonNode approved = world.action(simple.id()).path("approved");
    assertThat(approved.path("by").asText()).isEqualTo("admin");
    assertThat(approved.path("reason").asText()).isEqualTo("by their own word Jane");
  }

  @Test
  void aSecondPersonIsOneWithAnotherTokenOfTheirOwn() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "person:ann", true);

    JsonNode own = world.commandedBy(ANN, waiting.id(), "approve?author=bob", plan(waiting));
    assertThat(own.at("/refusal/guard").asText()).isEqualTo("two-people");
    JsonNode other = world.commandedBy(BOB, waiting.id(), "approve", plan(waiting));
    assertThat(other.path("applied").asBoolean()).isTrue();
    assertThat(other.at("/action/approved/by").asText()).isEqualTo("person:bob");
  }

  @Test
  void aPersonSaysWhetherItWasDone() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "fivewhys", false);
    String told = "{\"done\": true, \"reason\": \"revision 43 is there\"}";
    assertThat(world.commanded(waiting.id(), "conclude", told).at("/refusal/words").asText())
        .contains("nothing is unknown of it");
    world.commanded(waiting.id(), "approve", plan(waiting));
    world.lost(waiting.id());

    JsonNode concluded = world.commanded(waiting.id(), "conclude", told);
    assertThat(concluded.at("/action/state").asText()).isEqualTo("verifying");
    assertThat(world.action(waiting.id()).at("/history/6/text").asText())
        .isEqualTo("done: revision 43 is there");
    for (String body :
        List.of("{}", "{\"done\": \"yes\", \"reason\": \"x\"}", "{\"done\": true}", "[]")) {
      assertThat(world.incidents.post(ALL + "/" + waiting.id() + "/conclude", body).statusCode())
          .as(body)
          .isEqualTo(400);
    }
  }

  @Test
  void whatIsRecommendedCanBeWantedAndWhatIsNotCannot() throws IOException, InterruptedException {
    String incident = world.recommending("one");
    String path = IncidentWorld.ALL + "/" + incident + "/actions";
    String body =
        """
        {"action": "undo_rollout", "target": {"kind": "Deployment", "name": "orders"}, "reason": "r"}
        """;

    var answer = world.incidents.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    contract.assertValid("ActionCommanded", json(answer));
    String id = json(answer).at("/action/id").asText();
    assertThat(answer.headers().firstValue("Location")).contains(ALL + "/" + id);
    assertThat(json(answer).at("/action/state").asText()).isEqualTo("planned");
    assertThat(json(answer).at("/action/requested/by").asText()).isEqualTo("admin");

    var again = world.incidents.post(path, body);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).at("/refusal/guard").asText()).isEqualTo("one-at-a-time");
    assertThat(json(again).at("/action/id").asText()).isEqualTo(id);
    var unfit = world.incidents.post(path, "{\"action\": \"delete_pod\", \"reason\": \"r\"}");
    assertProblem(unfit, 422, "unfit-action");
    assertThat(unfit.body()).contains("what is: undo_rollout of Deployment/orders");
    assertThat(world.incidents.post(path, "{\"action\": \"dance\"}").statusCode()).isEqualTo(400);
    assertProblem(
        world.incidents.post(
            IncidentWorld.ALL + "/0193a8f0-0000-7000-8000-000000000000/actions", body),
        404,
        "no-such-incident");
  }

  @Test
  void whatWasDoneStandsInTheReportAndCanBeTakenBack() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "fivewhys", false);
    var early =
        world.incidents.post(ALL + "/" + waiting.id() + "/take-back", "{\"reason\": \"no good\"}");
    assertProblem(early, 422, "unfit-action");
    world.commanded(waiting.id(), "approve", plan(waiting));
    world.done(waiting.id());

    JsonNode done = world.action(waiting.id());
    contract.assertValid("Action", done);
    assertThat(done.path("effect").asText()).isEqualTo("recovered");
    assertThat(done.at("/before/errorRatio").asDouble()).isEqualTo(0.62);
    assertThat(done.at("/after/ready").asInt()).isEqualTo(3);
    assertThat(report(waiting.incident()))
        .contains("done; recovered: 5xx 62.0 % → 0.4 % of 5800 responses")
        .contains("approved by admin");

    var back =
        world.incidents.post(ALL + "/" + waiting.id() + "/take-back", "{\"reason\": \"no good\"}");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(202);
    assertThat(json(back).at("/action/inverseOf").asText()).isEqualTo(waiting.id());
  }

  @Test
  void theStopSwitchIsOneForAllAndSaysWho() throws IOException, InterruptedException {
    String all = "/api/v1/mitigation/";
    contract.assertValid("MitigationSwitch", world.incidents.read(all + "switch"));
    assertThat(world.incidents.post(all + "stop", "{}").statusCode()).isEqualTo(400);

    var stopped = world.incidents.post(all + "stop", "{\"reason\": \"the database moves\"}");
    contract.assertValid("MitigationSwitched", json(stopped));
    assertThat(json(stopped).path("applied").asBoolean()).isTrue();
    var twice = world.incidents.post(all + "stop", "{\"reason\": \"another\"}");
    assertThat(json(twice).path("applied").asBoolean()).isFalse();
    JsonNode now = world.incidents.read(all + "switch");
    assertThat(now.path("stopped").asBoolean()).isTrue();
    assertThat(now.at("/by/by").asText()).isEqualTo("admin");
    assertThat(now.at("/by/reason").asText()).isEqualTo("the database moves");

    var resumed = world.incidents.post(all + "resume", "{\"reason\": \"moved\"}");
    assertThat(json(resumed).path("applied").asBoolean()).isTrue();
    assertThat(world.incidents.read(all + "switch").path("stopped").asBoolean()).isFalse();
  }

  @Test
  void metricsTellWhatCameOfThem() throws IOException, InterruptedException {
    Intervention waiting = world.waiting("one", "fivewhys", false);
    world.commanded(waiting.id(), "reject", "{}");

    assertThat(world.incidents.service.get("/metrics").body())
        .contains(
            "fivewhys_actions_total{action=\"undo_rollout\",category=\"deployment_issue\",result=\"rejected\"}"
                + " 1.0")
        .contains("fivewhys_time_to_diagnose_seconds_count 1")
        .contains("fivewhys_time_to_mitigate_seconds_count 0");
  }
}
