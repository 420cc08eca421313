package io.fivewhys.notify.slack;

import static io.fivewhys.notify.Surroundings.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.ExampleMessages;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.ScriptedServer.Answer;
import io.fivewhys.notify.ScriptedServer.Trouble;
import io.fivewhys.notify.Surroundings;
import io.fivewhys.notify.Templates;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackWebhookTest {
  private SlackServer slack;
  private final HttpSender sender = Surroundings.patient();

  @BeforeEach
  void start() throws IOException {
    slack = new SlackServer(0);
  }

  @AfterEach
  void stop() throws IOException {
    sender.close();
    slack.close();
  }

  private Delivery deliver(String url, Message message) throws InterruptedException {
    var channel =
        new SlackWebhook(
            "team", secret("U"), Templates.shipped(), sender, Surroundings.with(Map.of("U", url)));
    return channel.deliver(message, Optional.empty());
  }

  private String url() {
    return slack.url() + SlackServer.WEBHOOK_PATH;
  }

  @ParameterizedTest
  @EnumSource(
      value = Occasion.class,
      names = {"OPENED", "ESCALATED", "ACKNOWLEDGED", "RESOLVED", "SILENCE_ENDS", "TEST"})
  void eachIsAMessageOfItsOwnWithoutButtons(Occasion occasion) throws Exception {
    assertThat(deliver(url(), ExampleMessages.of(occasion)))
        .isEqualTo(new Delivery.Delivered(Optional.empty()));
    assertThat(deliver(url(), ExampleMessages.hostile(occasion)))
        .isEqualTo(new Delivery.Delivered(Optional.empty()));

    assertThat(slack.violations()).isEmpty();
    assertThat(slack.shown()).hasSize(2).noneMatch(SlackServer.Shown::hasButton);
  }

  @Test
  void whatIsNoNewsIsNotPosted() throws Exception {
    assertThat(deliver(url(), ExampleMessages.changed(Kind.QUIET)))
        .isEqualTo(new Delivery.Delivered(Optional.empty()));
    assertThat(slack.asked()).isZero();

    deliver(url(), ExampleMessages.changed(Kind.CAUSE_CHANGED));
    assertThat(slack.asked()).isEqualTo(1);
  }

  @Test
  void theAddressIsInNoMessage() throws Exception {
    String wrong = slack.url() + "/services/T1/B1/wrongwrong";
    assertThat(deliver(wrong, ExampleMessages.test()))
        .isEqualTo(
            new Delivery.Failed(
                "Slack's webhook answers HTTP 404: no_service",
                Optional.of(Delivery.UNTIL_MENDED)));

    slack.next(new Trouble.Status(Answer.of(500, "no route for /services/T1/B1/wrongwrong here")));
    assertThat(deliver(wrong, ExampleMessages.test()).toString()).contains("no route for *** here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://hooks.slack.com/services/s3cret", "s3cret", "ftp://x/s3cret"})
  void anAddressToWhichNoSecretMayGoIsNotUsed(String url) throws Exception {
    Delivery delivery = deliver(url, ExampleMessages.test());
    assertThat(delivery)
        .isEqualTo(
            new Delivery.Failed(
                "the secret of the channel team is no https address",
                Optional.of(Delivery.UNTIL_MENDED)));
  }

  @Test
  void whatSlackAsksForIsWaited() throws Exception {
    slack.next(Trouble.Status.of(429, "30"), Trouble.Status.of(400), new Trouble.Lost());
    assertThat(deliver(url(), ExampleMessages.test()))
        .isEqualTo(
            new Delivery.Failed(
                "Slack's webhook answers HTTP 429: trouble", Optional.of(Duration.ofSeconds(30))));
    assertThat(deliver(url(), ExampleMessages.test())).isInstanceOf(Delivery.Refused.class);
    assertThat(deliver(url(), ExampleMessages.test()))
        .isEqualTo(
            new Delivery.Failed(
                "the connection to " + slack.url() + " broke before the answer was complete",
                Optional.empty()));
  }
}
