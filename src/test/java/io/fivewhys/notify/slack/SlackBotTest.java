package io.fivewhys.notify.slack;

import static io.fivewhys.notify.Surroundings.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import io.fivewhys.notify.slack.SlackServer.Shown;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackBotTest {
  private SlackServer slack;
  private final HttpSender patient = Surroundings.patient();
  private final HttpSender impatient = Surroundings.impatient();

  @BeforeEach
  void start() throws IOException {
    slack = new SlackServer(0);
  }

  @AfterEach
  void stop() throws IOException {
    patient.close();
    impatient.close();
    slack.close();
  }

  private SlackBot bot(boolean interactive, String token, HttpSender sender) {
    var place = new SlackBot.Place("team", "#api-incidents", secret("T"), interactive, slack.api());
    return new SlackBot(place, Templates.shipped(), sender, Surroundings.with(Map.of("T", token)));
  }

  private SlackBot bot() {
    return bot(true, SlackServer.TOKEN, patient);
  }

  private Optional<String> opened() throws InterruptedException {
    Delivery delivery = bot().deliver(ExampleMessages.of(Occasion.OPENED), Optional.empty());
    return reference(delivery);
  }

  private static Optional<String> reference(Delivery delivery) {
    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
    return ((Delivery.Delivered) delivery).reference();
  }

  @Test
  void anIncidentIsOneMessageWithAllThatIsKnown() throws Exception {
    assertThat(opened()).contains(slack.shown().getFirst().channel() + ":1763806500.000001");

    Shown shown = slack.shown().getFirst();
    assertThat(shown.text()).contains("It is opened.", "Revision 42 of orders throws.");
    assertThat(shown.blocks().toString())
        .contains("Open: api-gateway: deployment issue of Deployment/orders")
        .contains("*Gateway*\\napi-gateway in shop", "critical", "99 %", "10:10:00 UTC", "nobody")
        .contains("1. 61.5 % are 5xx\\n2. revision 42 throws")
        .contains("• 3,702 code errors")
        .contains("2026-11-22 10:15:00 UTC fivewhys: It is opened.")
        .contains("```kubectl -n shop rollout undo deployment/orders```")
        .contains("Stop a release that throws")
        .contains(
            "<https://fivewhys.example/incidents/" + ExampleMessages.INCIDENT + "?a=1&amp;b=2|")
        .contains("service_mesh.md");
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void anAnswerMayHoldTheWholeMessageManyTimesAsLong() throws Exception {
    String letters = "\\u4e2d".repeat(30_000);
    String blocks = "\"%s\", \"%s\"".formatted(letters, letters);
    String answer =
        "{\"ok\": true, \"channel\": \"C1\", \"ts\": \"1.2\", \"message\": {\"blocks\": [%s]}}";
    slack.next(new Trouble.Status(Answer.of(200, answer.formatted(blocks))));

    assertThat(opened()).contains("C1:1.2");
  }

  @Test
  void laterMessagesChangeItAndWhatPeopleHaveToNoticeIsInItsThread() throws Exception {
    Optional<String> reference = opened();

    for (Occasion occasion :
        new Occasion[] {Occasion.ESCALATED, Occasion.ACKNOWLEDGED, Occasion.RESOLVED}) {
      assertThat(reference(bot().deliver(ExampleMessages.of(occasion), reference))).isEmpty();
    }

    Shown whole = slack.shown().getFirst();
    assertThat(whole.edits()).isEqualTo(3);
    assertThat(whole.blocks().toString()).contains("Resolved: ", "rolled back");
    assertThat(slack.shown().stream().skip(1))
        .allSatisfy(it -> assertThat(it.thread()).contains(whole.ts()))
        .extracting(Shown::text)
        .containsExactly("It is escalated.", "It is acknowledged.", "It is resolved.");
    assertThat(slack.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"QUIET", "RETURNED", "ASSIGNED", "COMMENTED", "MITIGATING"})
  void whatIsNoNewsChangesTheMessageInSilence(Kind kind) throws Exception {
    Optional<String> reference = opened();

    bot().deliver(ExampleMessages.changed(kind), reference);

    assertThat(slack.shown()).hasSize(1);
    assertThat(slack.shown().getFirst().edits()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CAUSE_CHANGED", "SEVERITY_RAISED"})
  void anotherCauseIsNews(Kind kind) throws Exception {
    Optional<String> reference = opened();

    bot().deliver(ExampleMessages.changed(kind), reference);

    assertThat(slack.shown()).hasSize(2);
  }

  @Test
  void theButtonIsThereWhileItDoesSomethingAndOnlyThen() throws Exception {
    Optional<String> reference = opened();
    assertThat(slack.shown().getFirst().blocks().toString())
        .contains("\"action_id\":\"fivewhys.acknowledge\"")
        .contains("\"value\":\"" + ExampleMessages.INCIDENT + "\"");

    bot().deliver(ExampleMessages.of(Occasion.ACKNOWLEDGED), reference);
    assertThat(slack.shown().getFirst().hasButton()).isFalse();

    bot(false, SlackServer.TOKEN, patient)
        .deliver(ExampleMessages.of(Occasion.OPENED), Optional.empty());
    assertThat(slack.shown().getLast().hasButton()).isFalse();
  }

  @Test
  void whatWaitsForAnApprovalShowsWhatExactlyChangesAndAsksOnceMore() throws Exception {
    List<String> changes = List.of("containers[orders].image: orders:9 → orders:8");
    Message message = ExampleMessages.waiting(changes);

    bot().deliver(message, Optional.empty());

    JsonNode blocks = slack.shown().getFirst().blocks();
    String hash = message.actions().getFirst().plan().orElseThrow().hash();
    assertThat(blocks.toString())
        .contains("*Waits for an approval* (low risk)\\nundo_rollout of Deployment/orders in")
        .contains("```kubectl -n shop rollout undo deployment/orders --to-revision=41\\ncontainers")
        .contains("Plan " + hash)
        .contains("• undo_rollout of Deployment/orders: waits for an approval");
    JsonNode approve = button(blocks, "fivewhys.approve");
    assertThat(approve.path("value").asText()).isEqualTo("i1 " + hash);
    assertThat(approve.at("/confirm/text/text").asText()).isEqualTo(changes.getFirst());
    assertThat(button(blocks, "fivewhys.reject").path("value").asText()).isEqualTo("i1");
    assertThat(button(blocks, "fivewhys.acknowledge").isMissingNode()).isFalse();
    assertThat(slack.violations()).isEmpty();
  }

  private static JsonNode button(JsonNode blocks, String action) {
    for (JsonNode block : blocks) {
      for (JsonNode each : block.path("elements")) {
        if (each.path("action_id").asText().equals(action)) {
          return each;
        }
      }
    }
    return MissingNode.getInstance();
  }

  @Test
  void whatDoesNotFitInTheDialogIsNamedThereAndStandsAbove() throws Exception {
    List<String> changes = Collections.nCopies(20, "data[k]: an old value → a new value");

    bot().deliver(ExampleMessages.waiting(changes), Optional.empty());

    JsonNode blocks = slack.shown().getFirst().blocks();
    assertThat(button(blocks, "fivewhys.approve").at("/confirm/text/text").asText())
        .contains("all 20 changes of which stand in the message: kubectl");
    assertThat(slack.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "&", "<"})
  void whatCannotBeShownWholeCannotBeApprovedThere(String sign) throws Exception {
    bot().deliver(ExampleMessages.waiting(List.of(sign.repeat(2_990))), Optional.empty());

    JsonNode blocks = slack.shown().getFirst().blocks();
    assertThat(button(blocks, "fivewhys.approve").isMissingNode()).isTrue();
    assertThat(button(blocks, "fivewhys.reject").isMissingNode()).isFalse();
    assertThat(blocks.toString()).contains("too long for here");
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void whatWasRefusedSaysByWhichGuardAndHasNoButton() throws Exception {
    bot().deliver(ExampleMessages.acting(List.of(ExampleMessages.refused())), Optional.empty());

    JsonNode blocks = slack.shown().getFirst().blocks();
    assertThat(blocks.toString())
        .contains("not done; refused: last-ready: no ready pod would be left (limit 1 ready");
    assertThat(button(blocks, "fivewhys.approve").isMissingNode()).isTrue();
  }

  @Test
  void whereSlackBringsUsNothingThereIsNothingToPress() throws Exception {
    bot(false, SlackServer.TOKEN, patient)
        .deliver(ExampleMessages.waiting(List.of("a → b")), Optional.empty());

    assertThat(slack.shown().getFirst().hasButton()).isFalse();
    assertThat(slack.shown().getFirst().blocks().toString()).contains("Waits for an approval");
  }

  @Test
  void aMessageThatWasDeletedIsBegunAnew() throws Exception {
    Optional<String> reference = opened();
    slack.delete(slack.shown().getFirst().ts());

    Optional<String> next =
        reference(bot().deliver(ExampleMessages.of(Occasion.ESCALATED), reference));

    assertThat(next).isPresent().isNotEqualTo(reference);
    assertThat(slack.shown()).hasSize(1);
    assertThat(slack.shown().getFirst().thread()).isEmpty();
  }

  @Test
  void aReferenceThatIsNoneBeginsAMessage() throws Exception {
    assertThat(
            reference(
                bot().deliver(ExampleMessages.of(Occasion.RESOLVED), Optional.of("nonsense"))))
        .isPresent();
  }

  @Test
  void aTryOfTheChannelIsAMessageOfItsOwn() throws Exception {
    assertThat(reference(bot().deliver(ExampleMessages.test(), Optional.empty()))).isEmpty();
    assertThat(slack.shown().getFirst().text()).isEqualTo("anna tries the channel.");
    assertThat(slack.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Occasion.class)
  void whateverALogSaysNobodyIsMentionedAndNothingLeadsElsewhere(Occasion occasion)
      throws Exception {
    Optional<String> reference =
        reference(bot().deliver(ExampleMessages.hostile(occasion), Optional.empty()));
    reference(bot().deliver(ExampleMessages.hostile(occasion), reference));

    assertThat(slack.violations()).isEmpty();
    assertThat(slack.shown().getFirst().blocks().toString())
        .contains("&lt;!channel&gt;")
        .contains("x=y@sha256:1 &amp;&amp; '''")
        .doesNotContain("\u202e");
  }

  @Test
  void howeverMuchThereIsToSayItFits() throws Exception {
    Optional<String> reference =
        reference(bot().deliver(ExampleMessages.huge(Occasion.OPENED), Optional.empty()));
    reference(bot().deliver(ExampleMessages.huge(Occasion.ESCALATED), reference));

    assertThat(slack.violations()).isEmpty();
    assertThat(slack.methods()).containsExactly("post", "update", "post");
  }

  @Test
  void aSecondMessageInTheSameSecondIsTriedAgainWhenSlackSays() throws Exception {
    slack.limitRate();
    bot().deliver(ExampleMessages.test(), Optional.empty());

    Delivery second = bot().deliver(ExampleMessages.test(), Optional.empty());

    assertThat(second)
        .isEqualTo(
            new Delivery.Failed(
                "Slack answers chat.postMessage with HTTP 429",
                Optional.of(Duration.ofSeconds(1))));
    assertThat(bot().spacing()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bot().concurrency()).isEqualTo(1);
  }

  @Test
  void anErrorAboutTheMessageIsRefusedForGood() throws Exception {
    slack.fail("invalid_blocks");
    assertThat(bot().deliver(ExampleMessages.test(), Optional.empty()))
        .isEqualTo(new Delivery.Refused("Slack refuses chat.postMessage: invalid_blocks"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"invalid_auth", "token_revoked", "channel_not_found", "not_in_channel", "new_one"})
  void anErrorThatPeopleMendIsTriedAgainLater(String error) throws Exception {
    slack.fail(error);
    assertThat(bot().deliver(ExampleMessages.test(), Optional.empty()))
        .isEqualTo(
            new Delivery.Failed(
                "Slack refuses chat.postMessage: " + error, Optional.of(Delivery.UNTIL_MENDED)));
  }

  @Test
  void aFailureOfSlacksOwnIsTriedAgain() throws Exception {
    slack.fail("internal_error");
    assertThat(bot().deliver(ExampleMessages.test(), Optional.empty()))
        .isEqualTo(
            new Delivery.Failed(
                "Slack refuses chat.postMessage: internal_error", Optional.empty()));
  }

  @Test
  void theTokenIsReadAnewAndInNoMessage() throws Exception {
    SlackBot wrong = bot(true, "xoxb-wrong-token", patient);
    Delivery delivery = wrong.deliver(ExampleMessages.test(), Optional.empty());
    assertThat(delivery.toString()).contains("invalid_auth").doesNotContain("xoxb");

    slack.next(new Trouble.Status(Answer.of(200, "{\"ok\":false,\"error\":\"xoxb-wrong-token\"}")));
    assertThat(wrong.deliver(ExampleMessages.test(), Optional.empty()).toString())
        .contains("***")
        .doesNotContain("xoxb");
    assertThat(bot(true, "xoxb\nX: 1", patient).deliver(ExampleMessages.test(), Optional.empty()))
        .isEqualTo(
            new Delivery.Failed(
                "the value of the header Authorization has characters that no header may hold, such"
                    + " as a line break",
                Optional.empty()));
    assertThat(wrong.toString()).doesNotContain("xoxb");
    assertThat(bot(true, "", patient).deliver(ExampleMessages.test(), Optional.empty()))
        .isEqualTo(
            new Delivery.Failed(
                "the environment variable T for a secret is not set",
                Optional.of(Delivery.UNTIL_MENDED)));
  }

  @Test
  void whateverGoesWrongOnTheWayIsTriedAgain() throws Exception {
    slack.next(
        Trouble.Status.of(500),
        new Trouble.Status(Answer.of(200, "{\"ok\":")),
        new Trouble.Status(Answer.of(200, "{\"ok\":true}")),
        new Trouble.Hang(),
        new Trouble.Reset(),
        new Trouble.Lost(),
        new Trouble.Slow(Duration.ofMillis(50)),
        new Trouble.Garbage(),
        new Trouble.Huge(),
        new Trouble.Status(new Answer(302, Map.of("Location", "http://127.0.0.1:1/"), "")));
    Message message = ExampleMessages.test();
    for (int i = 0; i < 10; i++) {
      Delivery delivery =
          bot(true, SlackServer.TOKEN, impatient).deliver(message, Optional.empty());
      assertThat(delivery).as("trouble %d", i).isInstanceOf(Delivery.Failed.class);
    }
    assertThat(slack.asked()).isEqualTo(10);
    assertThat(bot().deliver(message, Optional.empty())).isInstanceOf(Delivery.Delivered.class);
  }
}
