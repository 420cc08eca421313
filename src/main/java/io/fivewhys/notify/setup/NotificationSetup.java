package io.fivewhys.notify.setup;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.notify.Announcement;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.pagerduty.PagerDutyWebhooks;
import io.fivewhys.notify.slack.SlackRequests;
import io.fivewhys.settings.Problem;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who is told, and how.
 *
 * @param channels in the order of the file
 * @param announcement who is told of an incident from the beginning
 * @param plan who is called when nobody acts
 * @param policy when an incident begins and ends
 * @param baseUrl where people reach the service, for links
 * @param slackRequests what is pressed in Slack; empty where no app is configured to bring it
 * @param pagerDutyWebhooks what is done in PagerDuty; empty likewise
 * @param connections closed with this
 */
public record NotificationSetup(
    List<Channel> channels,
    Announcement announcement,
    EscalationPlan plan,
    IncidentPolicy policy,
    Optional<URI> baseUrl,
    Optional<SlackRequests> slackRequests,
    Optional<PagerDutyWebhooks> pagerDutyWebhooks,
    AutoCloseable connections)
    implements AutoCloseable {
  /** When all pagers and Slack are called unless the file says otherwise. */
  static final Duration USUAL_ESCALATION = Duration.ofMinutes(20);

  /** Nobody is told of anything. */
  public static NotificationSetup none() {
    return new NotificationSetup(
        List.of(),
        Announcement.NOBODY,
        EscalationPlan.NOBODY,
        IncidentPolicy.defaults(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        () -> {});
  }

  /**
   * @param file its name, for messages
   * @param yaml its text
   * @param context secrets are where it says, templates relative to its directory
   * @throws SettingsRefused naming every problem
   */
  public static NotificationSetup of(String file, String yaml, SourceContext context) {
    var config = RecordFile.read(file, yaml, NotificationsConfig.class);
    List<Problem> problems = new ArrayList<>(new References(config, file).problems());
    problems.addAll(missingSecrets(config, file, context));
    Templates templates = templates(config, context, problems);
    var factory = new ChannelFactory(context, templates, config.baseUrl());
    List<Channel> channels = channels(config, factory, file, problems);
    if (!problems.isEmpty()) {
      factory.close();
      throw new SettingsRefused(problems);
    }
    List<SecretRef> slack = new ArrayList<>();
    List<SecretRef> pagerDuty = new ArrayList<>();
    for (ChannelConfig each : config.channels()) {
      switch (each) {
        case ChannelConfig.Slack it -> it.signingSecret().ifPresent(slack::add);
        case ChannelConfig.Pagerduty it -> it.webhookSecret().ifPresent(pagerDuty::add);
        case ChannelConfig.SlackWebhook _, ChannelConfig.Webhook _, ChannelConfig.Email _ -> {}
      }
    }
    return new NotificationSetup(
        channels,
        announcement(config),
        plan(config),
        config.incidents().policy(),
        config.baseUrl(),
        slack.isEmpty() ? Optional.empty() : Optional.of(new SlackRequests(slack, context)),
        pagerDuty.isEmpty()
            ? Optional.empty()
            : Optional.of(new PagerDutyWebhooks(pagerDuty, context)),
        factory);
  }

  private static Templates templates(
      NotificationsConfig config, SourceContext context, List<Problem> problems) {
    try {
      return config
          .templates()
          .map(it -> Templates.of(context.directory().resolve(it)))
          .orElseGet(Templates::shipped);
    } catch (SettingsRefused refused) {
      problems.addAll(refused.problems());
      return Templates.shipped();
    }
  }

  /** Read anew at each delivery; a first time here, since a wrong name is best noticed at once. */
  private static List<Problem> missingSecrets(
      NotificationsConfig config, String file, SourceContext context) {
    List<Problem> problems = new ArrayList<>();
    for (ChannelConfig channel : config.channels()) {
      channel
          .secrets()
          .forEach(
              (key, secret) -> {
                try {
                  secret.reveal(context);
                } catch (SourceFailed e) {
                  problems.add(
                      new Problem(
                          "channels." + channel.name() + "." + key,
                          file,
                          e.getMessage(),
                          "a secret that is there when the service starts",
                          Optional.empty()));
                }
              });
    }
    return problems;
  }

  private static List<Channel> channels(
      NotificationsConfig config, ChannelFactory factory, String file, List<Problem> problems) {
    List<Channel> channels = new ArrayList<>();
    for (ChannelConfig each : config.channels()) {
      try {
        channels.add(factory.of(each));
      } catch (SourceFailed e) {
        problems.add(
            new Problem(
                "channels." + each.name() + ".ca-file",
                file,
                e.getMessage(),
                "certificates in PEM",
                Optional.empty()));
      }
    }
    return List.copyOf(channels);
  }

  private static Announcement announcement(NotificationsConfig config) {
    return new Announcement(
        config
            .announce()
            .map(all -> all.stream().map(AudienceConfig::audience).toList())
            .orElseGet(
                () ->
                    List.of(
                        new Announcement.Audience(
                            Set.of(),
                            Set.of(),
                            named(config, it -> !(it instanceof ChannelConfig.Pagerduty))))));
  }

  private static EscalationPlan plan(NotificationsConfig config) {
    if (config.escalation().isPresent()) {
      return new EscalationPlan(
          config.escalation().get().stream().map(PolicyConfig::policy).toList());
    }
    List<String> called = named(config, NotificationSetup::isCalledUsually);
    return called.isEmpty()
        ? EscalationPlan.NOBODY
        : new EscalationPlan(
            List.of(
                new EscalationPlan.Policy(
                    Set.of(),
                    Set.of(),
                    List.of(new EscalationPlan.Level(USUAL_ESCALATION, called)))));
  }

  private static boolean isCalledUsually(ChannelConfig channel) {
    return switch (channel) {
      case ChannelConfig.Pagerduty _, ChannelConfig.Slack _, ChannelConfig.SlackWebhook _ -> true;
      case ChannelConfig.Webhook _, ChannelConfig.Email _ -> false;
    };
  }

  private static List<String> named(NotificationsConfig config, Predicate<ChannelConfig> which) {
    return config.channels().stream().filter(which).map(ChannelConfig::name).toList();
  }

  /** The channel of a name. */
  public Optional<Channel> channel(String name) {
    return channels.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** Closes the connections of all channels. */
  @Override
  public void close() {
    try {
      connections.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close connections", e);
    }
  }
}
