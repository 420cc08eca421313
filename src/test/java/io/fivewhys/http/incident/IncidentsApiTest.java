package io.fivewhys.http.incident;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.http.Contract;
import io.fivewhys.http.IncidentWorld;
import io.fivewhys.http.TestService;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Occasion;
import io.fivewhys.pipeline.FakeChannel;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
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
class IncidentsApiTest {
  private static final String ALL = "/api/v1/incidents";

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private IncidentWorld world;
  private FakeChannel chat;
  private TestService service;

  @BeforeEach
  void start() throws Exception {
    world = new IncidentWorld(kind.open(directory.resolve("data")));
    chat = world.chat;
    service = world.service;
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private String opened(String gateway) {
    return world.opened(gateway);
  }

  private HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return world.post(path, body, headers);
  }

  private JsonNode read(String path) throws IOException, InterruptedException {
    return world.read(path);
  }

  private JsonNode commanded(String id, String command, String body)
      throws IOException, InterruptedException {
    return world.commanded(id, command, body);
  }

  @Test
  void listsThemByFilterPageByPage() throws Exception {
    String first = opened("one");
    String second = opened("two");
    String third = opened("three");
    commanded(second, "resolve", "{\"reason\": \"a test\"}");

    assertThat(ids(read(ALL))).containsExactly(third, second, first);
    assertThat(ids(read(ALL + "?gateway=one"))).containsExactly(first);
    assertThat(ids(read(ALL + "?state=unresolved"))).containsExactly(third, first);
    assertThat(ids(read(ALL + "?state=resolved&state=acknowledged"))).containsExactly(second);
    assertThat(ids(read(ALL + "?category=deployment_issue"))).hasSize(3);
    assertThat(ids(read(ALL + "?category=traffic_surge"))).isEmpty();
    var page = service.get(ALL + "?limit=2&state=unresolved&state=resolved");
    assertThat(ids(json(page))).containsExactly(third, second);
    String link = page.headers().firstValue("Link").orElseThrow();
    String next = link.substring(1, link.indexOf('>'));
    assertThat(ids(read(next))).containsExactly(first);
    assertThat(read(next).has("next")).isFalse();
  }

  @Test
  void listsThoseThatWereOpenedFromATimeOn() throws Exception {
    String first = opened("one");
    String second = opened("two");

    assertThat(ids(read(ALL + "?since=" + timeOf(first)))).containsExactly(second, first);
    assertThat(ids(read(ALL + "?since=" + timeOf(second)))).contains(second);
    assertThat(ids(read(ALL + "?since=" + timeOf(second).plusMillis(1)))).isEmpty();
    assertProblem(service.get(ALL + "?since=yesterday"), 400, "bad-parameter");
  }

  /** Ids begin with their time. */
  private static Instant timeOf(String id) {
    return Instant.ofEpochMilli(Long.parseLong(id.replace("-", "").substring(0, 12), 16));
  }

  @Test
  void saysWhatItCannotUnderstandOfAQuery() throws Exception {
    opened("one");
    var refused = service.get(ALL + "?state=done&gateway=%00&limit=0&cursor=x&colour=red");

    assertProblem(refused, 400, "bad-parameter");
    var pointers = json(refused).path("problems").findValuesAsText("pointer");
    assertThat(pointers)
        .containsExactlyInAnyOrder(
            "/query/state", "/query/gateway", "/query/limit", "/query/cursor", "/query/colour");
    assertThat(refused.body()).contains("open, acknowledged, mitigating, verifying, resolved");
    String next = read(ALL + "?limit=1").path("next").asText("");
    assertThat(next).as("of a last page").isEmpty();
  }

  @Test
  void aCursorOfAnotherFilterIsRefused() throws Exception {
    opened("one");
    opened("two");
    String next = read(ALL + "?limit=1").path("next").asText();

    assertProblem(service.get(ALL + "?gateway=one&cursor=" + next), 400, "bad-parameter");
  }

  @Test
  void tellsOfOneWithWhatWasLikeItAndWhatToChangeForGood() throws Exception {
    String before = opened("one");
    commanded(before, "resolve", "{\"reason\": \"rolled back\"}");
    String id = opened("one");

    var answer = service.get(ALL + "/" + id);
    JsonNode incident = json(answer);
    assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(incident.path("state").asText()).isEqualTo("open");
    assertThat(incident.path("title").asText()).startsWith("one: deployment issue of ");
    assertThat(incident.at("/cause/category").asText()).isEqualTo("deployment_issue");
    assertThat(incident.at("/escalation/level").asInt()).isZero();
    assertThat(incident.at("/earlier/words").asText()).isEqualTo("second time this week");
    assertThat(incident.at("/earlier/incidents/0/id").asText()).isEqualTo(before);
    assertThat(incident.at("/earlier/incidents/0/resolved/reason").asText())
        .isEqualTo("rolled back");
    assertThat(incident.at("/fixes/0/words").asText())
        .isEqualTo("recommended at 2 incidents, not done yet");
    assertThat(incident.has("acknowledged")).isFalse();
    assertThat(incident.at("/links/report").asText()).isEqualTo(ALL + "/" + id + "/report");
    new Contract().assertValid("Incident", incident);
    new Contract().assertValid("IncidentPage", read(ALL));
  }

  @Test
  void unknownOnesAreNotFoundWhateverTheirNames() throws Exception {
    for (String id : List.of(UUID.randomUUID().toString(), "nothing", "%00", "a%20b")) {
      for (String of : List.of("", "/timeline", "/report", "/bundle")) {
        assertProblem(service.get(ALL + "/" + id + of), 404, "no-such-incident");
      }
      assertProblem(post(ALL + "/" + id + "/acknowledge", "{}"), 404, "no-such-incident");
    }
  }

  @Test
  void peopleActOnItAndTheTimelineSaysWho() throws Exception {
    String id = opened("one");
    commanded(id, "acknowledge?author=Ada", "{\"reason\": \"looking\"}");
    commanded(id, "assign", "{\"assignee\": \"Ada\"}");
    commanded(id, "comment", "{\"text\": \"the new\\nrelease\"}");
    commanded(id, "mitigate", "{\"reason\": \"rolling back\"}");
    commanded(id, "assign", "{\"assignee\": null}");
    JsonNode last = commanded(id, "resolve", "{\"reason\": \"done\"}");

    assertThat(last.path("applied").asBoolean()).isTrue();
    assertThat(last.at("/incident/state").asText()).isEqualTo("resolved");
    assertThat(last.at("/incident/acknowledged/by").asText()).isEqualTo("admin (Ada)");
    new Contract().assertValid("IncidentCommanded", last);
    JsonNode timeline = read(ALL + "/" + id + "/timeline");
    new Contract().assertValid("Timeline", timeline);
    assertThat(timeline.path("entries").findValuesAsText("kind"))
        .containsExactly(
            "opened",
            "acknowledged",
            "assigned",
            "commented",
            "mitigating",
            "assigned",
            "resolved");
    assertThat(timeline.at("/entries/1/actor").asText()).isEqualTo("admin (Ada)");
    JsonNode piece = read(ALL + "/" + id + "/timeline?after=2&limit=2");
    assertThat(piece.path("entries").findValuesAsText("kind"))
        .containsExactly("assigned", "commented");
    assertThat(piece.path("next").asInt()).isEqualTo(4);
  }

  @Test
  void whatComesLateOrTwiceChangesNothingAndSaysSo() throws Exception {
    String id = opened("one");
    commanded(id, "acknowledge", "{}");

    JsonNode again = commanded(id, "acknowledge", "{}");
    assertThat(again.path("applied").asBoolean()).isFalse();
    assertThat(again.path("why").asText()).contains("acknowledged by admin").contains("already");
    assertThat(again.at("/incident/version").asInt()).isEqualTo(2);
    commanded(id, "resolve", "{\"reason\": \"done\"}");
    JsonNode late = commanded(id, "mitigate", "{\"reason\": \"x\"}");
    assertThat(late.path("applied").asBoolean()).isFalse();
    assertThat(late.path("why").asText()).contains("resolved by admin");
  }

  @Test
  void aRequestThatIsSentTwiceWithItsKeyIsDoneOnce() throws Exception {
    String id = opened("one");
    String path = ALL + "/" + id + "/comment";
    var first = post(path, "{\"text\": \"hello\"}", "Idempotency-Key", "\"one\"");
    var second = post(path, "{\"text\": \"hello\"}", "Idempotency-Key", "\"one\"");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(read(ALL + "/" + id + "/timeline").path("entries")).hasSize(2);
  }

  @Test
  void commandsNeedTheAdminTokenAndAreInTheAuditLog() throws Exception {
    String id = opened("one");
    String path = ALL + "/" + id + "/acknowledge";
    var body = HttpRequest.BodyPublishers.ofString("{}");
    var json = "application/json";

    var without = service.to(path).header("Content-Type", json).POST(body).build();
    assertProblem(service.send(without), 401, "no-token");
    var weak = service.asIntake(path).header("Content-Type", json).POST(body).build();
    assertProblem(service.send(weak), 403, "token-too-weak");
    assertThat(read(ALL + "/" + id).path("version").asInt()).isOne();
    commanded(id, "acknowledge?author=Ada", "{}");

    var audit = json(service.send(service.asAdmin("/api/v1/audit").build())).path("entries");
    assertThat(audit.at("/1/kind").asText()).isEqualTo("intent");
    assertThat(audit.at("/0/kind").asText()).isEqualTo("outcome");
    assertThat(audit.at("/0/outcome").asText()).isEqualTo("applied");
    assertThat(audit.at("/0/operation").asText()).isEqualTo("acknowledgeIncident");
    assertThat(audit.at("/0/claimedAuthor").asText()).isEqualTo("Ada");
    assertThat(audit.at("/0/requestId")).isEqualTo(audit.at("/1/requestId"));
  }

  @Test
  void bodiesThatMakeNoSenseAreRefusedWithEachPlace() throws Exception {
    String id = opened("one");
    String path = ALL + "/" + id;

    assertProblem(post(path + "/resolve", "{}"), 400, "malformed-body");
    assertProblem(post(path + "/resolve", "[]"), 400, "malformed-body");
    assertProblem(post(path + "/assign", "{}"), 400, "malformed-body");
    assertProblem(post(path + "/comment", "{\"text\": \"\\u0000\"}"), 400, "malformed-body");
    var both = post(path + "/resolve", "{\"reason\": 5, \"colour\": \"red\"}");
    assertThat(json(both).path("problems").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/colour", "/reason");
    var long1 = post(path + "/comment", "{\"text\": \"" + "x".repeat(4_001) + "\"}");
    assertProblem(long1, 400, "malformed-body");
    assertThat(post(path + "/comment", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    assertThat(read(path).path("version").asInt()).isOne();
  }

  @Test
  void mergingAndLinkingNeedOnesThatFit() throws Exception {
    String one = opened("one");
    String two = opened("two");
    String ghost = UUID.randomUUID().toString();

    var unfit = post(ALL + "/" + one + "/merge", "{\"into\": \"" + two + "\"}");
    assertProblem(unfit, 422, "unfit-incident");
    assertThat(json(unfit).at("/problems/0/pointer").asText()).isEqualTo("/into");
    assertProblem(
        post(ALL + "/" + one + "/link", "{\"incident\": \"" + ghost + "\"}"),
        422,
        "unfit-incident");
    JsonNode linked =
        commanded(one, "link", "{\"incident\": \"" + two + "\", \"reason\": \"began there\"}");
    assertThat(linked.path("applied").asBoolean()).isTrue();
    assertThat(read(ALL + "/" + two + "/timeline").path("entries").findValuesAsText("kind"))
        .containsExactly("opened", "linked");
  }

  @Test
  void tellsTheReportAsMarkdown() throws Exception {
    String id = opened("one");
    commanded(id, "comment", "{\"text\": \"<script>alert(1)</script> | [x](http://evil)\"}");
    var answer = service.get(ALL + "/" + id + "/report");

    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/markdown; charset=utf-8");
    assertThat(answer.body())
        .startsWith("# Post-mortem: one: deployment issue of ")
        .contains("| Acknowledged | unknown | unknown | unknown |")
        .contains("- [ ] **")
        .doesNotContain("<script>")
        .doesNotContain("[x](");
  }

  @Test
  void messagesCanBeFollowedTriedAndTriedAgain() throws Exception {
    String id = opened("one");
    chat.next();
    JsonNode mine = read("/api/v1/notifications?incident=" + id);
    assertThat(mine.path("notifications")).hasSize(1);
    new Contract().assertValid("NotificationPage", mine);
    chat.answer = _ -> new Delivery.Refused("no such room");

    var test = post("/api/v1/notifications/test", "{\"channel\": \"chat\"}");
    assertThat(test.statusCode()).as(test.body()).isEqualTo(202);
    new Contract().assertValid("Notification", json(test));
    String place = test.headers().firstValue("Location").orElseThrow();
    assertThat(chat.next().message().occasion()).isEqualTo(Occasion.TEST);
    JsonNode refused = eventually(place, "refused");
    assertThat(refused.path("reason").asText()).isEqualTo("no such room");
    assertThat(read("/api/v1/notifications?state=refused&channel=chat").path("notifications"))
        .hasSize(1);
    chat.answer = _ -> new Delivery.Delivered(Optional.empty());
    var retried = post(place + "/retry", "");
    assertThat(retried.statusCode()).as(retried.body()).isEqualTo(202);
    new Contract().assertValid("NotificationRetried", json(retried));
    eventually(place, "delivered");
    var vain = post(place + "/retry", "");
    assertThat(vain.statusCode()).isEqualTo(200);
    assertThat(json(vain).path("why").asText()).contains("it is delivered");
  }

  @Test
  void channelsAreListedAndUnknownOnesRefused() throws Exception {
    JsonNode channels = read("/api/v1/notifications/channels");
    assertThat(channels.at("/channels/0/name").asText()).isEqualTo("chat");
    assertThat(channels.at("/channels/0/type").asText()).isEqualTo("fake");
    assertThat(channels.at("/channels/0/pending").asInt()).isZero();
    new Contract().assertValid("Channels", channels);

    var unknown = post("/api/v1/notifications/test", "{\"channel\": \"fax\"}");
    assertProblem(unknown, 422, "no-such-channel");
    assertThat(json(unknown).at("/problems/0/allowed").asText()).isEqualTo("one of chat");
    for (String number : List.of("999", "x", "1e3", "9".repeat(30))) {
      assertProblem(service.get("/api/v1/notifications/" + number), 404, "no-such-notification");
    }
  }

  @Test
  void fixesAreListedUntilTheyAreDone() throws Exception {
    opened("one");
    JsonNode open = read("/api/v1/fixes");
    new Contract().assertValid("FixPage", open);
    long id = open.at("/fixes/0/id").asLong();
    assertThat(open.at("/fixes/0/words").asText())
        .isEqualTo("recommended at 1 incident, not done yet");
    int all = open.path("fixes").size();

    JsonNode done = json(post("/api/v1/fixes/" + id + "/done?author=Ada", ""));
    assertThat(done.path("applied").asBoolean()).isTrue();
    assertThat(done.at("/fix/doneBy").asText()).isEqualTo("admin (Ada)");
    new Contract().assertValid("FixCompleted", done);
    JsonNode again = json(post("/api/v1/fixes/" + id + "/done", ""));
    assertThat(again.path("applied").asBoolean()).isFalse();
    assertThat(read("/api/v1/fixes?done=true").path("fixes")).hasSize(1);
    assertThat(read("/api/v1/fixes").path("fixes")).hasSize(all - 1);
    assertProblem(post("/api/v1/fixes/999/done", ""), 404, "no-such-fix");
    assertThat(read("/api/v1/fixes?limit=1&done=false").has("next")).isEqualTo(all > 2);
  }

  @Test
  void metricsTellOfIncidentsAndMessages() throws Exception {
    opened("one");
    chat.next();
    var seen = new AtomicReference<String>("");
    await(
        () -> {
          seen.set(service.get("/metrics").body());
          return seen.get()
              .contains("fivewhys_notifications_total{channel=\"chat\",result=\"delivered\"");
        });
    await(
        () ->
            service
                .get("/metrics")
                .body()
                .contains("fivewhys_incidents_open{severity=\"major\",state=\"open\"} 1"));
    assertThat(service.get("/metrics").body())
        .contains("fivewhys_incidents_open{severity=\"critical\",state=\"verifying\"} 0")
        .contains("fivewhys_notifications_backlog{channel=\"chat\",state=\"parked\"} 0")
        .contains("fivewhys_notification_seconds_count{channel=\"chat\",type=\"fake\"} 1")
        .contains("fivewhys_duty_runs_total{duty=\"escalate\",result=\"done\"}");
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static void await(Check check) throws Exception {
    long endNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!check.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(endNanos);
      Thread.sleep(20);
    }
  }

  private JsonNode eventually(String place, String state) throws Exception {
    await(() -> read(place).path("state").asText().equals(state));
    return read(place);
  }

  private static List<String> ids(JsonNode page) {
    var ids = new ArrayList<String>();
    page.path("incidents").forEach(it -> ids.add(it.path("id").asText()));
    return ids;
  }
}
