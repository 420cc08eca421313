package io.fivewhys.notify.pagerduty;

import static io.fivewhys.notify.Surroundings.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.ExampleMessages;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.ScriptedServer.Answer;
import io.fivewhys.notify.ScriptedServer.Trouble;
import io.fivewhys.notify.Surroundings;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.pagerduty.PagerDutyServer.State;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagerDutyTest {
  private static final String KEY = "fivewhys/" + ExampleMessages.INCIDENT;
  private static final Delivery DELIVERED = new Delivery.Delivered(Optional.of(KEY));

  private PagerDutyServer server;
  private final HttpSender patient = Surroundings.patient();
  private final HttpSender impatient = Surroundings.impatient();

  @BeforeEach
  void start() throws IOException {
    server = new PagerDutyServer(0);
  }

  @AfterEach
  void stop() throws IOException {
    patient.close();
    impatient.close();
    server.close();
  }

  private PagerDuty pager(String key, HttpSender sender) {
    var place = new PagerDuty.Place("on-call", secret("K"), server.url());
    return new PagerDuty(place, Templates.shipped(), sender, Surroundings.with(Map.of("K", key)));
  }

  private Delivery deliver(Message message) throws InterruptedException {
    return pager(PagerDutyServer.ROUTING_KEY, patient).deliver(message, Optional.empty());
  }

  @Test
  void anEscalationCallsSomebodyWithWhatIsKnown() throws Exception {
    assertThat(deliver(ExampleMessages.of(Occasion.ESCALATED))).isEqualTo(DELIVERED);

    JsonNode event = server.events().getFirst();
    assertThat(event.path("client").asText()).isEqualTo("Fivewhys");
    assertThat(event.path("client_url").asText()).startsWith("https://fivewhys.example/incidents/");
    assertThat(event.path("links").path(0).path("href").asText())
        .isEqualTo(event.path("client_url").asText());
    JsonNode payload = event.path("payload");
    assertThat(payload.path("summary").asText())
        .isEqualTo(
            "api-gateway: deployment issue of Deployment/orders (critical). Revision 42 of orders"
                + " throws.");
    assertThat(payload.path("source").asText()).isEqualTo("api-gateway");
    assertThat(payload.path("component").asText()).isEqualTo("Deployment/orders");
    assertThat(payload.path("group").asText()).isEqualTo("shop");
    assertThat(payload.path("class").asText()).isEqualTo("deployment_issue");
    assertThat(payload.path("severity").asText()).isEqualTo("critical");
    assertThat(payload.path("custom_details").toString())
        .contains("It is escalated.", "kubectl -n shop rollout undo", "3,702 code errors");
  }

  @Test
  void whatWaitsIsToldWithTheCommandThatApprovesIt() throws Exception {
    Intervention waiting = ExampleMessages.waiting(SampleInterventions.plan());
    deliver(ExampleMessages.acting(Occasion.ESCALATED, List.of(waiting)));

    assertThat(server.events().getFirst().at("/payload/custom_details").toString())
        .contains("`" + ExampleMessages.approval(waiting) + "` lets it be done");
  }

  @Test
  void allThatHappensToAnIncidentHasOneKeyAndWakesOnce() throws Exception {
    deliver(ExampleMessages.of(Occasion.ESCALATED));
    deliver(ExampleMessages.of(Occasion.ESCALATED));
    deliver(ExampleMessages.of(Occasion.ACKNOWLEDGED));
    assertThat(server.states()).containsExactly(Map.entry(KEY, State.ACKNOWLEDGED));
    deliver(ExampleMessages.of(Occasion.RESOLVED));

    assertThat(server.states()).containsExactly(Map.entry(KEY, State.RESOLVED));
    assertThat(server.counts())
        .containsEntry("woken/" + KEY, 1)
        .containsEntry("trigger/" + KEY, 2)
        .containsEntry("acknowledge/" + KEY, 1)
        .containsEntry("resolve/" + KEY, 1);
    assertThat(server.violations()).isEmpty();
  }

  @Test
  void nobodyIsCalledLateForWhatIsOverOrSomebodys() throws Exception {
    for (Occasion by : List.of(Occasion.ACKNOWLEDGED, Occasion.RESOLVED)) {
      var incident = ExampleMessages.incident(by, "orders");
      assertThat(deliver(ExampleMessages.about(incident, Occasion.ESCALATED))).isEqualTo(DELIVERED);
    }
    assertThat(server.events()).isEmpty();
  }

  @Test
  void aTryComesAndGoesUnderAKeyOfItsOwn() throws Exception {
    assertThat(deliver(ExampleMessages.test())).isEqualTo(new Delivery.Delivered(Optional.empty()));

    assertThat(server.states()).containsExactly(Map.entry("fivewhys/test/m-test", State.RESOLVED));
    assertThat(server.events().getFirst().path("payload").path("severity").asText())
        .isEqualTo("info");
    assertThat(server.violations()).isEmpty();
  }

  @Test
  void itKnowsNoWordForAnythingElse() {
    PagerDuty pager = pager(PagerDutyServer.ROUTING_KEY, patient);
    assertThat(Arrays.stream(Occasion.values()).filter(pager::tells))
        .containsExactly(
            Occasion.ACKNOWLEDGED, Occasion.ESCALATED, Occasion.RESOLVED, Occasion.TEST);
  }

  @Test
  void howeverMuchThereIsToSayAndWhateverItIsItFits() throws Exception {
    assertThat(deliver(ExampleMessages.huge(Occasion.ESCALATED))).isEqualTo(DELIVERED);
    assertThat(deliver(ExampleMessages.hostile(Occasion.ESCALATED))).isEqualTo(DELIVERED);
    assertThat(server.violations()).isEmpty();
    assertThat(server.events().getLast().toString()).doesNotContain("\u202e", "\\r", "\\u0007");
    assertThat(server.events().getLast().path("links")).hasSize(4);
  }

  @Test
  void aKeyIsNeverTooLongAndSaysWhoseItIs() {
    assertThat(DedupKey.incident(KEY)).contains(ExampleMessages.INCIDENT);
    assertThat(DedupKey.incident("fivewhys/test/m")).isEmpty();
    assertThat(DedupKey.incident("baf7cf21b1da41b4b0221008339ff357")).isEmpty();
    String first = DedupKey.of("x".repeat(500));
    assertThat(first).hasSizeLessThanOrEqualTo(255);
    assertThat(DedupKey.of("x".repeat(499))).isNotEqualTo(first);
  }

  @Test
  void whatIsInvalidIsNeverRepeatedAndTheKeyIsNotShown() throws Exception {
    Delivery delivery =
        pager("ffffffffffffffffffffffffffffffff", patient)
            .deliver(ExampleMessages.of(Occasion.ESCALATED), Optional.empty());

    assertThat(delivery).isInstanceOf(Delivery.Refused.class);
    assertThat(delivery.toString()).contains("HTTP 400", "'routing_key' is invalid ***");
  }

  @Test
  void whereThereIsTooMuchToDoMinutesPass() throws Exception {
    server.next(Trouble.Status.of(429), Trouble.Status.of(429, "120"), Trouble.Status.of(503));
    Message message = ExampleMessages.of(Occasion.ESCALATED);
    assertThat(deliver(message)).isEqualTo(failed("HTTP 429", Duration.ofMinutes(1)));
    assertThat(deliver(message)).isEqualTo(failed("HTTP 429", Duration.ofMinutes(2)));
    assertThat(deliver(message)).isEqualTo(failed("HTTP 503", Duration.ofMinutes(1)));
  }

  private static Delivery failed(String status, Duration after) {
    return new Delivery.Failed("PagerDuty answers " + status + ": trouble", Optional.of(after));
  }

  @Test
  void whatIsNotAcceptedIsNotDelivered() throws Exception {
    server.next(
        new Trouble.Status(Answer.of(200, "<html>login</html>")),
        Trouble.Status.of(404),
        new Trouble.Status(new Answer(307, Map.of("Location", "http://127.0.0.1:1/"), "")));
    for (int i = 0; i < 3; i++) {
      assertThat(deliver(ExampleMessages.of(Occasion.ESCALATED)))
          .isInstanceOfSatisfying(
              Delivery.Failed.class, it -> assertThat(it.after()).contains(Delivery.UNTIL_MENDED));
    }
  }

  @Test
  void whateverGoesWrongOnTheWayWakesNobodyTwice() throws Exception {
    server.next(
        new Trouble.Hang(),
        new Trouble.Reset(),
        new Trouble.Lost(),
        new Trouble.Slow(Duration.ofMillis(50)),
        new Trouble.Garbage(),
        new Trouble.Huge());
    PagerDuty pager = pager(PagerDutyServer.ROUTING_KEY, impatient);
    for (int i = 0; i < 6; i++) {
      assertThat(pager.deliver(ExampleMessages.of(Occasion.ESCALATED), Optional.empty()))
          .as("trouble %d", i)
          .isInstanceOfSatisfying(
              Delivery.Failed.class, it -> assertThat(it.after()).contains(PagerDuty.BACK_OFF));
    }
    assertThat(deliver(ExampleMessages.of(Occasion.ESCALATED))).isEqualTo(DELIVERED);
    assertThat(server.counts()).containsEntry("woken/" + KEY, 1).containsEntry("trigger/" + KEY, 3);
  }
}
