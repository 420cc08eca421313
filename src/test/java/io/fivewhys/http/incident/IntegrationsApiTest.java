package io.fivewhys.http.incident;

import static io.fivewhys.http.IncidentWorld.ALL;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static io.fivewhys.notify.Surroundings.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.http.ActionsWorld;
import io.fivewhys.http.IncidentWorld;
import io.fivewhys.http.TestService;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.notify.Hmac;
import io.fivewhys.notify.Surroundings;
import io.fivewhys.notify.pagerduty.PagerDutyWebhooks;
import io.fivewhys.notify.slack.SlackAnswers;
import io.fivewhys.notify.slack.SlackRequests;
import io.fivewhys.store.Incidents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class IntegrationsApiTest {
  private static final String SECRET = "a-signing-secret-of-tests";
  private static final String SLACK = "/api/v1/integrations/slack/actions";
  private static final String PAGERDUTY = "/api/v1/integrations/pagerduty";

  @TempDir Path directory;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private HttpServer clicker;
  private ActionsWorld actions;
  private IncidentWorld world;

  @BeforeEach
  void start() throws Exception {
    clicker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    clicker.createContext(
        "/",
        exchange -> {
          answers.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    clicker.start();
    var context = Surroundings.with(Map.of("S", SECRET));
    actions =
        new ActionsWorld(
            DatabaseKind.H2.open(directory.resolve("data")),
            new InboundParts(
                Optional.of(new SlackRequests(List.of(secret("S")), context)),
                SlackAnswers.usual(),
                Optional.of(new PagerDutyWebhooks(List.of(secret("S")), context))));
    world = actions.incidents;
  }

  @AfterEach
  void stop() throws Exception {
    actions.close();
    clicker.stop(0);
  }

  private String pressed(String incident) {
    return pressed("acknowledge", incident, "anna", "U2CERLKJA");
  }

  private String pressed(String action, String value, String name, String user) {
    String payload =
        """
        {"type": "block_actions", "user": {"id": "%s", "name": "%s"},
         "response_url": "http://127.0.0.1:%d/answer",
         "actions": [{"type": "button", "action_id": "fivewhys.%s", "value": "%s"}]}
        """
            .formatted(user, name, clicker.getAddress().getPort(), action, value);
    return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> press(String body) throws IOException, InterruptedException {
    return press(body, body, world.service.clock.instant());
  }

  private HttpResponse<String> press(String body, String signed, Instant at)
      throws IOException, InterruptedException {
    String stamp = Long.toString(at.getEpochSecond());
    String signature = "v0=" + Hmac.hex(SECRET, bytes("v0:" + stamp + ":"), bytes(signed));
    return world.service.send(
        world
            .service
            .to(SLACK)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Slack-Request-Timestamp", stamp)
            .header("X-Slack-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> event(String type, String incident, String secret)
      throws IOException, InterruptedException {
    String body =
        """
        {"event": {"id": "E1", "event_type": "%s", "agent": {"summary": "Earline"},
         "data": {"incident_key": "fivewhys/%s"}}}
        """
            .formatted(type, incident);
    return world.service.send(
        world
            .service
            .to(PAGERDUTY)
            .header("Content-Type", "application/json")
            .header("X-PagerDuty-Signature", "v1=" + Hmac.hex(secret, bytes(body)))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whoPressesApproveLetsThePlanBeDoneThatWasShown() throws Exception {
    Intervention waiting = actions.waiting("one", "fivewhys", false);
    String value = waiting.id() + " " + ActionsWorld.hash(waiting);

    press(pressed("approve", waiting.id() + " 0000000000000000", "anna", "U1"));
    assertThat(answers.poll(20, TimeUnit.SECONDS)).contains("this is not the plan that waits");
    assertThat(press(pressed("approve", value, "anna", "U1")).statusCode()).isEqualTo(200);
    assertThat(actions.stored(waiting.id()).approved().orElseThrow().by())
        .isEqualTo("slack: anna (U1)");
    press(pressed("approve", value, "bob", "U2"));
    assertThat(answers.poll(20, TimeUnit.SECONDS))
        .contains(
            "Nothing changed. too-late: it was approved by slack: anna (U1)", "is approved).");
    assertThat(actions.stored(waiting.id()).version()).isEqualTo(3);
    assertThat(audit().at("/0/detail").asText()).contains("approve action " + waiting.id());
    for (String senseless : List.of("", "x", waiting.incident(), waiting.id())) {
      assertThat(press(pressed("approve", senseless, "anna", "U1")).statusCode()).isEqualTo(200);
    }
    assertThat(actions.stored(waiting.id()).version()).isEqualTo(3);
  }

  @Test
  void whoPressesRejectSaysNo() throws Exception {
    Intervention waiting = actions.waiting("one", "fivewhys", false);

    press(pressed("reject", waiting.id(), "anna", "U1"));

    assertThat(actions.action(waiting.id()).path("state").asText()).isEqualTo("rejected");
    assertThat(actions.action(waiting.id()).at("/history/2/actor").asText())
        .isEqualTo("slack: anna (U1)");
  }

  @Test
  void anotherNameInSlackIsNoSecondPerson() throws Exception {
    Intervention waiting = actions.waiting("one", "slack: anna (U1)", true);
    String value = waiting.id() + " " + ActionsWorld.hash(waiting);

    press(pressed("approve", value, "somebody else", "U1"));
    assertThat(answers.poll(20, TimeUnit.SECONDS)).contains("the policy wants a second person");
    press(pressed("approve", value, "bob", "U2"));
    assertThat(actions.stored(waiting.id()).approved().orElseThrow().by())
        .isEqualTo("slack: bob (U2)");
  }

  @Test
  void whoPressesTheButtonTakesItOnOnce() throws Exception {
    String id = world.opened("one");

    assertThat(press(pressed(id)).statusCode()).isEqualTo(200);
    var incident = world.incident(id);
    assertThat(incident.path("state").asText()).isEqualTo("acknowledged");
    assertThat(incident.at("/acknowledged/by").asText()).isEqualTo("slack: anna (U2CERLKJA)");
    assertThat(press(pressed(id)).statusCode()).isEqualTo(200);

    String told = answers.poll(20, TimeUnit.SECONDS);
    assertThat(told).contains("Nothing changed: it was acknowledged by slack: anna");
    assertThat(told).contains("\"response_type\":\"ephemeral\"");
    assertThat(world.incident(id)).isEqualTo(incident);
    var audit = audit();
    assertThat(audit.at("/0/actor").asText()).isEqualTo("slack");
    assertThat(audit.at("/0/claimedAuthor").asText()).isEqualTo("anna (U2CERLKJA)");
    assertThat(audit.at("/0/outcome").asText()).isEqualTo("unchanged");
  }

  @Test
  void whoPressesTheButtonOfWhatIsGoneHearsSo() throws Exception {
    assertThat(press(pressed(UUID.randomUUID().toString())).statusCode()).isEqualTo(200);
    assertThat(answers.poll(20, TimeUnit.SECONDS)).contains("There is no such incident any more.");
    assertThat(press(pressed("'; drop table incident")).statusCode()).isEqualTo(200);
    assertThat(answers.poll(20, TimeUnit.SECONDS)).contains("There is no such incident any more.");
  }

  @Test
  void whatIsNotSignedIsRefusedAndNoted() throws Exception {
    String id = world.opened("one");
    String body = pressed(id);
    Instant now = world.service.clock.instant();

    assertProblem(press(body, body + " ", now), 401, "bad-signature");
    assertProblem(press(body, body, now.minusSeconds(600)), 401, "bad-signature");
    assertProblem(event("incident.resolved", id, "another"), 401, "bad-signature");
    var bare = world.service.to(PAGERDUTY).header("Content-Type", "application/json");
    assertProblem(
        world.service.send(bare.POST(HttpRequest.BodyPublishers.ofString("{}")).build()),
        401,
        "bad-signature");

    assertThat(world.incident(id).path("version").asInt()).isOne();
    var audit = audit();
    assertThat(audit).hasSize(4);
    assertThat(audit.at("/3/kind").asText()).isEqualTo("denied");
    assertThat(audit.at("/3/operation").asText()).isEqualTo("takeSlackAction");
    assertThat(audit.at("/0/outcome").asText()).isEqualTo("bad_signature");
    assertThat(world.service.get("/metrics").body())
        .contains("fivewhys_access_denied_total{reason=\"bad_signature\"} 4");
  }

  @Test
  void whatIsDoneInPagerDutyIsDoneHereOnce() throws Exception {
    String id = world.opened("one");

    for (int i = 0; i < 2; i++) {
      assertThat(event("incident.acknowledged", id, SECRET).statusCode()).isEqualTo(200);
    }
    assertThat(world.incident(id).at("/acknowledged/by").asText()).isEqualTo("pagerduty: Earline");
    for (int i = 0; i < 2; i++) {
      assertThat(event("incident.resolved", id, SECRET).statusCode()).isEqualTo(200);
    }
    assertThat(world.incident(id).at("/resolved/reason").asText())
        .isEqualTo("resolved in PagerDuty");
    assertThat(event("incident.acknowledged", id, SECRET).statusCode()).isEqualTo(200);
    assertThat(world.read(ALL + "/" + id + "/timeline").path("entries")).hasSize(3);
    assertThat(event("pagey.ping", id, SECRET).statusCode()).isEqualTo(200);
    assertThat(event("incident.triggered", id, SECRET).statusCode()).isEqualTo(200);
    assertThat(event("incident.resolved", "nothing", SECRET).statusCode()).isEqualTo(200);
  }

  @Test
  void slackIsAnsweredInTimeAlsoWhileTheIncidentIsLocked() throws Exception {
    String id = world.opened("one");
    var mayEnd = new CountDownLatch(1);
    Thread holder = locked("one", mayEnd);

    // Nobody lets go of the incident before the answer is there.
    assertThat(SignedCommands.LONGEST).isLessThan(Duration.ofSeconds(3));
    assertThat(press(pressed(id)).statusCode()).isEqualTo(200);
    assertThat(world.incident(id).path("state").asText()).isEqualTo("open");
    mayEnd.countDown();
    holder.join();

    awaitAcknowledged(id);
  }

  @Test
  void pagerDutyHearsThatItIsDoneOnceItIsAndNotBefore() throws Exception {
    String id = world.opened("one");
    var mayEnd = new CountDownLatch(1);
    Thread holder = locked("one", mayEnd);

    // PagerDuty gives up after 5 s.
    assertThat(SignedCommands.LONGEST).isLessThan(Duration.ofSeconds(5));
    var early = event("incident.acknowledged", id, SECRET);
    assertProblem(early, 503, "under-way");
    assertThat(early.headers().firstValue("Retry-After")).contains("5");
    assertThat(world.incident(id).path("state").asText()).isEqualTo("open");
    mayEnd.countDown();
    holder.join();

    awaitAcknowledged(id);
    assertThat(event("incident.acknowledged", id, SECRET).statusCode()).isEqualTo(200);
    assertThat(event("incident.resolved", id, SECRET).statusCode()).isEqualTo(200);
    assertThat(world.read(ALL + "/" + id + "/timeline").path("entries")).hasSize(3);
    var audit = audit();
    assertThat(audit.at("/0/detail").asText()).isEqualTo("resolve incident " + id);
    assertThat(audit.at("/2/detail").asText()).isEqualTo("acknowledge incident " + id);
  }

  /** Somebody who holds a gateway's incidents until told. */
  private Thread locked(String gateway, CountDownLatch mayEnd) throws InterruptedException {
    var locked = new CountDownLatch(1);
    Thread holder =
        Thread.ofVirtual()
            .start(
                () ->
                    world.database.change(
                        handle -> {
                          new Incidents().lock(handle, gateway);
                          locked.countDown();
                          awaited(mayEnd);
                        }));
    assertThat(locked.await(20, TimeUnit.SECONDS)).isTrue();
    return holder;
  }

  private void awaitAcknowledged(String id) throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!world.incident(id).path("state").asText().equals("acknowledged")) {
      assertThat(System.nanoTime()).as("in time").isLessThan(endNanos);
      Thread.sleep(20);
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsTooLargeOrOfAnotherKindIsNotRead() throws Exception {
    assertThat(press("payload=" + "x".repeat(300_000)).statusCode()).isEqualTo(413);
    var json =
        world
            .service
            .to(SLACK)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertProblem(world.service.send(json), 415, "unsupported-media-type");
    assertProblem(press("payload=x"), 400, "malformed-body");
  }

  @Test
  void withoutConfigurationThereIsNothing() throws Exception {
    var bare = new TestService();
    try {
      for (String path : List.of(SLACK, PAGERDUTY)) {
        String type = path.equals(SLACK) ? "application/x-www-form-urlencoded" : "application/json";
        var request =
            bare.to(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertProblem(bare.send(request.build()), 404, "not-configured");
      }
    } finally {
      bare.close();
    }
  }

  private com.fasterxml.jackson.databind.JsonNode audit() throws IOException, InterruptedException {
    return json(world.service.send(world.service.asAdmin("/api/v1/audit").build())).path("entries");
  }
}
