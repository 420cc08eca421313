package io.fivewhys.notify.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.incident.EscalationPlan.Level;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.incident.Severity;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.ExampleMessages;
import io.fivewhys.notify.slack.SlackServer;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationSetupTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SLACK_BOT_TOKEN", "xoxb-secret",
          "SLACK_SIGNING_SECRET", "signing-secret",
          "PAGERDUTY_ROUTING_KEY", "routing-secret",
          "PAGERDUTY_WEBHOOK_SECRET", "webhook-secret",
          "STATUS_PAGE_SECRET", "status-secret",
          "STATUS_PAGE_AUTHORIZATION", "Bearer status-secret",
          "SMTP_PASSWORD", "smtp-secret");
  private static final String BOT =
      "{type: slack, name: bot, channel: c, token: {env: SLACK_BOT_TOKEN}}";
  private static final String PAGER =
      "{type: pagerduty, name: pager, routing-key: {env: PAGERDUTY_ROUTING_KEY}}";
  private static final String MAIL =
      "{type: email, name: mail, host: h, from: a@b.example, to: [c@d.example]}";

  @TempDir Path directory;

  @BeforeEach
  void secrets() throws IOException {
    Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(
        directory.resolve("secrets/slack-webhook-url"), "https://hooks.slack.com/services/T/B/x\n");
  }

  private NotificationSetup setup(String yaml) {
    return setup(yaml, ENVIRONMENT);
  }

  private NotificationSetup setup(String yaml, Map<String, String> environment) {
    var context = new SourceContext(Clock.systemUTC(), environment, directory, directory);
    return NotificationSetup.of("notifications.yaml", yaml, context);
  }

  @Test
  void theExampleUsesEveryChannelThereIs() throws IOException {
    try (var setup = setup(Files.readString(Path.of("config/example-notifications.yaml")))) {
      assertThat(setup.channels())
          .extracting(Channel::name, Channel::type)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("incidents", "slack"),
              org.assertj.core.groups.Tuple.tuple("shop-team", "slack-webhook"),
              org.assertj.core.groups.Tuple.tuple("on-call", "pagerduty"),
              org.assertj.core.groups.Tuple.tuple("status-page", "webhook"),
              org.assertj.core.groups.Tuple.tuple("mail", "email"));
      assertThat(setup.announcement().channels("api-gateway", Severity.MAJOR))
          .containsExactly("incidents", "status-page", "shop-team", "mail");
      assertThat(setup.announcement().channels("batch-gateway", Severity.MAJOR))
          .containsExactly("incidents", "status-page");
      assertThat(setup.plan().policies()).hasSize(3);
      assertThat(setup.plan().policies().getFirst().severities())
          .containsExactly(Severity.CRITICAL);
      assertThat(setup.plan().policies().getFirst().levels())
          .containsExactly(
              new Level(Duration.ofMinutes(10), List.of("incidents", "on-call")),
              new Level(Duration.ofMinutes(30), List.of("on-call", "mail")));
      assertThat(setup.plan().policies().get(1).levels()).isEmpty();
      assertThat(setup.policy()).isEqualTo(IncidentPolicy.defaults());
      assertThat(setup.baseUrl()).contains(URI.create("https://fivewhys.shop.example"));
      assertThat(setup.slackRequests()).isPresent();
      assertThat(setup.pagerDutyWebhooks()).isPresent();
      assertThat(setup.channel("mail")).isPresent();
      assertThat(setup.channel("none")).isEmpty();
      assertThat(setup.toString()).doesNotContain("-secret\"", "xoxb", "smtp-secret");
    }
  }

  @Test
  void theExampleHasEveryKey() throws IOException {
    String example = Files.readString(Path.of("config/example-notifications.yaml"));
    for (Class<?> section :
        List.of(
            NotificationsConfig.class,
            NotificationsConfig.IncidentsConfig.class,
            AudienceConfig.class,
            PolicyConfig.class,
            PolicyConfig.LevelConfig.class,
            ChannelConfig.Slack.class,
            ChannelConfig.SlackWebhook.class,
            ChannelConfig.Pagerduty.class,
            ChannelConfig.Webhook.class,
            ChannelConfig.Email.class)) {
      for (var key : section.getRecordComponents()) {
        String name = key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        assertThat(example).as(section.getSimpleName()).containsPattern("[ {]?" + name + ":");
      }
    }
  }

  @Test
  void withoutMoreAllButPagersAreToldAndPagersAndSlackAreCalled() {
    try (var setup = setup("channels: [%s, %s, %s]".formatted(PAGER, BOT, MAIL))) {
      assertThat(setup.announcement().channels("any", Severity.MINOR))
          .containsExactly("bot", "mail");
      assertThat(setup.plan().policies())
          .containsExactly(
              new io.fivewhys.incident.EscalationPlan.Policy(
                  Set.of(),
                  Set.of(),
                  List.of(new Level(Duration.ofMinutes(20), List.of("pager", "bot")))));
      assertThat(setup.slackRequests()).isEmpty();
      assertThat(setup.pagerDutyWebhooks()).isEmpty();
    }
  }

  @Test
  void whatIsEmptyOnPurposeStaysSo() {
    try (var setup = setup("channels: [%s]\nannounce: []\nescalation: []".formatted(BOT))) {
      assertThat(setup.announcement().channels("any", Severity.MINOR)).isEmpty();
      assertThat(setup.plan().policies()).isEmpty();
    }
    try (var setup = setup("channels: [%s]".formatted(MAIL))) {
      assertThat(setup.plan().policies()).isEmpty();
    }
    assertThat(NotificationSetup.none().channels()).isEmpty();
  }

  @Test
  void incidentsBeginAndEndAsTheFileSays() {
    try (var setup = setup("channels: []\nincidents: {quiet: 7m, sweeps-to-open: 3, fresh: 1h}")) {
      assertThat(setup.policy())
          .isEqualTo(new IncidentPolicy(3, Duration.ofMinutes(7), Duration.ofHours(1)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channels: [%BOT%, %BOT%]|bot is there twice",
        "channels: [%BOT%]\\n"
            + "announce: [{channels: [boot]}]|announce[0].channels (notifications.yaml): found"
            + " \"boot\"; allowed: names of channels: bot; did you mean bot?",
        "channels: [%BOT%]\\n"
            + "escalation: [{levels: [{after: 1m, channels: [bot]}, {after: 2m, channels:"
            + " [pgr]}]}]|escalation[0].levels[1].channels",
        "channels: []\\nannounce: [{channels: [bot]}]|of which there are none",
        "channels: [%BOT%]\\n"
            + "escalation:\\n"
            + "- levels: [{after: 5m, channels: [bot]}, {after: 5m, channels: [bot]}]|escalation[0]"
            + " (notifications.yaml:3)",
        "channels: [%BOT%]\\n"
            + "escalation: [{levels: [{after: 5m, channels: []}]}]|escalation[0].levels[0]",
        "channels: [%BOT%]\\n"
            + "escalation: [{levels: [{channels: [bot]}]}]|escalation[0].levels[0].after",
        "channels: [{type: slak, name: x}]|did you mean slack?",
        "channels: [{type: slack, name: Big, channel: c, token: {env: SLACK_BOT_TOKEN}}]|small"
            + " letters",
        "channels: [{type: slack, name: x, channel: c}]|channels[0].token",
        "channels: [{type: pagerduty, name: x, routing-key: {env: A}, api-url:"
            + " 'http://events.pagerduty.com'}]|http only for 127.0.0.1",
        "channels: [{type: webhook, name: x, url: 'ftp://x/y'}]|url as https",
        "channels: [{type: webhook, name: x, url: 'http://x/y', secret-headers: {A: {env: B}}}]|an"
            + " https url",
        "channels: [{type: webhook, name: x, url: 'https://x/y', headers: {authorization:"
            + " B}}]|among secret-headers",
        "channels: [{type: webhook, name: x, url: 'https://x/y', headers: {Content-Type: B}}]|none"
            + " of",
        "channels: [{type: webhook, name: x, url: 'https://x/y', ca-file:"
            + " none.pem}]|channels.x.ca-file",
        "channels: [{type: email, name: x, host: h, from: nobody, to: [a@b.example]}]|channels[0]"
            + " (notifications.yaml:1)",
        "channels: [{type: email, name: x, host: h, from: a@b.example, to: []}]|at least one"
            + " address",
        "channels: [{type: email, name: x, host: h, from: a@b.example, to: [a@b.example], username:"
            + " u}]|together",
        "channels: [{type: email, name: x, host: h, port: 0, from: a@b.example, to:"
            + " [a@b.example]}]|from 1 to 65535",
        "channels: []\\nbase-url: fivewhys|base-url",
        "channels: []\\nbase-url: 'https://x/?a=b'|without a query",
        "channels: []\\ntemplates: none|none",
        "channels: []\\nchanels: []|did you mean channels?"
      })
  void whatCannotBeMeantStopsTheStartAndIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> setup(yaml.replace("\\n", "\n").replace("%BOT%", BOT)))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNameThatTheTablesCannotHoldStopsTheStart() {
    String channel = "channels: [{type: pagerduty, name: %s, routing-key: {env: %s}}]";
    try (var setup = setup(channel.formatted("x".repeat(63), "PAGERDUTY_ROUTING_KEY"))) {
      assertThat(setup.channels()).hasSize(1);
    }
    assertThatThrownBy(() -> setup(channel.formatted("x".repeat(64), "PAGERDUTY_ROUTING_KEY")))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("name of at most 63 small letters");
  }

  @Test
  void aSecretThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> setup("channels: [%s, %s]".formatted(BOT, PAGER), Map.of()))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("channels.bot.token")
        .hasMessageContaining("SLACK_BOT_TOKEN")
        .hasMessageContaining("channels.pager.routing-key");
  }

  @Test
  void aSecretThatStandsInTheFileIsRefusedAndNotShown() {
    assertThatThrownBy(
            () -> setup("channels: [{type: slack, name: x, channel: c, token: xoxb-hush}]"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("channels[0].token")
        .hasMessageNotContaining("xoxb-hush");
  }

  @Test
  void aRotatedSecretIsTakenWithoutAnotherStart() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "old");
    try (var slack = new SlackServer(0);
        var setup =
            setup(
                "channels: [{type: slack, name: x, channel: c, token: {file: token}, api-url: %s}]"
                    .formatted(slack.api()))) {
      Channel channel = setup.channels().getFirst();
      assertThat(channel.deliver(ExampleMessages.test(), Optional.empty()))
          .isInstanceOf(Delivery.Failed.class);

      Files.writeString(token, SlackServer.TOKEN);
      assertThat(channel.deliver(ExampleMessages.test(), Optional.empty()))
          .isInstanceOf(Delivery.Delivered.class);
    }
  }
}
