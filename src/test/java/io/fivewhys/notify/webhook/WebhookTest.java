package io.fivewhys.notify.webhook;

import static io.fivewhys.notify.Surroundings.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.ExampleMessages;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.ScriptedServer.Answer;
import io.fivewhys.notify.ScriptedServer.Request;
import io.fivewhys.notify.ScriptedServer.Trouble;
import io.fivewhys.notify.Surroundings;
import io.fivewhys.notify.webhook.Webhook.Form;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final Delivery DELIVERED = new Delivery.Delivered(Optional.empty());

  private final Map<String, String> environment =
      new HashMap<>(Map.of("S", WebhookServer.SECRET, "A", "Bearer hush-hush"));
  private WebhookServer server;
  private final HttpSender patient = Surroundings.patient();
  private final HttpSender impatient = Surroundings.impatient();

  @BeforeEach
  void start() throws IOException {
    server = new WebhookServer(0, true);
  }

  @AfterEach
  void stop() throws IOException {
    patient.close();
    impatient.close();
    server.close();
  }

  private Webhook webhook(Form form, HttpSender sender) {
    Map<String, SecretRef> secretHeaders = Map.of("Authorization", secret("A"));
    var place =
        new Webhook.Place(
            "status",
            URI.create(server.url() + "/hook?sig=hidden"),
            form,
            Optional.of(secret("S")),
            Map.of("X-Team", "platform"),
            secretHeaders,
            URI.create("https://fivewhys.example"));
    return new Webhook(place, sender, Surroundings.with(environment));
  }

  private Delivery deliver(Message message) throws InterruptedException {
    return webhook(Form.JSON, patient).deliver(message, Optional.empty());
  }

  private JsonNode last() {
    return Json.read(server.taken().getLast().body()).orElseThrow();
  }

  @Test
  void aMessageHasTheDocumentedShape() throws Exception {
    assertThat(deliver(ExampleMessages.of(Occasion.RESOLVED))).isEqualTo(DELIVERED);

    JsonNode body = last();
    assertThat(body.path("id").asText()).isEqualTo("m-resolved");
    assertThat(body.path("occasion").asText()).isEqualTo("resolved");
    assertThat(body.path("at").asText()).isEqualTo("2026-11-22T10:15:00Z");
    assertThat(body.path("link").asText()).startsWith("https://fivewhys.example/incidents/");
    JsonNode incident = body.path("incident");
    assertThat(incident.path("id").asText()).isEqualTo(ExampleMessages.INCIDENT);
    assertThat(incident.path("state").asText()).isEqualTo("resolved");
    assertThat(incident.path("severity").asText()).isEqualTo("critical");
    assertThat(incident.path("cause").path("category").asText()).isEqualTo("deployment_issue");
    assertThat(incident.path("cause").path("confidence").asDouble()).isEqualTo(0.987);
    assertThat(incident.path("resolved").path("reason").asText()).isEqualTo("rolled back");
    assertThat(incident.path("routes").path(0).asText()).isEqualTo("/orders/**");
    JsonNode cause = body.path("diagnosis").path("causes").path(0);
    assertThat(cause.path("why").path(1).asText()).isEqualTo("revision 42 throws");
    assertThat(cause.path("mitigations").path(0).path("action").asText()).isEqualTo("undo_rollout");
    assertThat(cause.path("evidence").path(0).path("weight").asDouble()).isEqualTo(20.96);
    assertThat(body.path("timeline").path(0).path("kind").asText()).isEqualTo("opened");
  }

  @Test
  void whatWaitsIsToldWithTheCommandThatApprovesIt() throws Exception {
    Intervention waiting = ExampleMessages.waiting(SampleInterventions.plan());
    deliver(ExampleMessages.acting(List.of(waiting)));

    assertThat(last().at("/actions/0/text").asText())
        .contains("`" + ExampleMessages.approval(waiting) + "` lets it be done");
  }

  @Test
  void headersAreSentAlongAndTheSignatureIsOfTimeAndBody() throws Exception {
    deliver(ExampleMessages.of(Occasion.OPENED));

    Request request = server.taken().getFirst();
    assertThat(request.path()).isEqualTo("/hook?sig=hidden");
    assertThat(request.header("X-Team")).contains("platform");
    assertThat(request.header("Authorization")).contains("Bearer hush-hush");
    assertThat(request.header("Idempotency-Key")).contains("m-opened");
    assertThat(request.header("X-Fivewhys-Signature").orElseThrow())
        .startsWith("t=" + ExampleMessages.AT.getEpochSecond() + ",v1=");
    assertThat(server.violations()).isEmpty();
  }

  /** Computed by {@code printf '1700000000.{}' | openssl dgst -sha256 -hmac s}. */
  @Test
  void anybodyComputesTheSameSignature() {
    assertThat(Webhook.signature("s", 1_700_000_000L, "{}".getBytes()))
        .isEqualTo(
            "t=1700000000,v1=e9232c9945da8456c2dea6b39da7786c07b00bca7a64d5dd1283674713a7b72a");
  }

  @Test
  void asACloudEventItIsOne() throws Exception {
    webhook(Form.CLOUDEVENTS, patient)
        .deliver(ExampleMessages.of(Occasion.SILENCE_ENDS), Optional.empty());

    assertThat(server.violations()).isEmpty();
    assertThat(last().path("type").asText()).isEqualTo("io.fivewhys.incident.silence_ends");
    assertThat(last().path("subject").asText()).isEqualTo(ExampleMessages.INCIDENT);
    assertThat(last().path("source").asText()).isEqualTo("https://fivewhys.example");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void howeverMuchThereIsToSayAndWhateverItIsItFits(Form form) throws Exception {
    for (Message each :
        new Message[] {
          ExampleMessages.huge(Occasion.OPENED),
          ExampleMessages.hostile(Occasion.OPENED),
          ExampleMessages.test()
        }) {
      assertThat(webhook(form, patient).deliver(each, Optional.empty())).isEqualTo(DELIVERED);
    }
    assertThat(server.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503})
  void whatMayPassIsTriedAgain(int status) throws Exception {
    server.next(
        Trouble.Status.of(status),
        Trouble.Status.of(status, "7"),
        Trouble.Status.of(status, "Sun, 22 Nov 2026 10:16:30 GMT"),
        Trouble.Status.of(status, "soon"));
    Message message = ExampleMessages.test();
    assertThat(deliver(message)).isEqualTo(failed(status, Optional.empty()));
    assertThat(deliver(message)).isEqualTo(failed(status, Optional.of(Duration.ofSeconds(7))));
    assertThat(deliver(message)).isEqualTo(failed(status, Optional.of(Duration.ofSeconds(90))));
    assertThat(deliver(message)).isEqualTo(failed(status, Optional.empty()));
  }

  private Delivery failed(int status, Optional<Duration> after) {
    return new Delivery.Failed(server.url() + " answers HTTP " + status + ": trouble", after);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 407, 410})
  void whatIsOfAddressOrCredentialsIsMendedByPeople(int status) throws Exception {
    server.next(Trouble.Status.of(status));
    assertThat(deliver(ExampleMessages.test()))
        .isEqualTo(failed(status, Optional.of(Delivery.UNTIL_MENDED)));
  }

  @Test
  void textsAndListsEndWhereItIsWritten() throws Exception {
    deliver(ExampleMessages.huge(Occasion.OPENED));
    assertThat(last().path("text").asText()).hasSize(1_000);
    assertThat(last().at("/incident/summary").asText()).hasSize(1_000);
    assertThat(last().path("timeline")).hasSize(20);
    assertThat(last().has("diagnosis")).as("a body of more than 512 KiB").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 405, 413, 422})
  void whatDoesNotPassIsRefusedForGood(int status) throws Exception {
    server.next(
        new Trouble.Status(
            new Answer(status, Map.of("Location", server.url() + "/elsewhere"), "no")));
    assertThat(deliver(ExampleMessages.test())).isInstanceOf(Delivery.Refused.class);
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void noSecretIsInAReason() throws Exception {
    server.next(
        new Trouble.Status(Answer.of(400, "bad Bearer hush-hush or " + WebhookServer.SECRET)));
    assertThat(deliver(ExampleMessages.test()).toString())
        .contains("bad *** or ***")
        .doesNotContain("sig=hidden");

    environment.put("A", "Bearer hush\r\nX-Other: 1");
    assertThat(deliver(ExampleMessages.test()).toString())
        .contains("header Authorization")
        .doesNotContain("hush");
  }

  @Test
  void whateverGoesWrongOnTheWayIsTriedAgainUnderTheSameId() throws Exception {
    server.next(
        new Trouble.Hang(),
        new Trouble.Reset(),
        new Trouble.Status(Answer.of(503, "")),
        new Trouble.Garbage(),
        new Trouble.Huge(),
        new Trouble.Status(Answer.of(500, "")));
    Message message = ExampleMessages.of(Occasion.OPENED);
    Webhook webhook = webhook(Form.JSON, impatient);
    for (int i = 0; i < 6; i++) {
      assertThat(webhook.deliver(message, Optional.empty()))
          .as("trouble %d", i)
          .isInstanceOf(Delivery.Failed.class);
    }
    server.next(new Trouble.Lost());
    webhook.deliver(message, Optional.empty());
    assertThat(deliver(message)).isEqualTo(DELIVERED);
    assertThat(server.counts()).containsExactly(Map.entry("m-opened", 2));
  }

  @Test
  void nobodyThereIsNoReasonToGiveUp() throws Exception {
    server.close();
    assertThat(deliver(ExampleMessages.test()))
        .isEqualTo(new Delivery.Failed(server.url() + " refuses connections", Optional.empty()));
  }
}
