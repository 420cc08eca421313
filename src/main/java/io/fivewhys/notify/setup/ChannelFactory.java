package io.fivewhys.notify.setup;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.web.TlsTrust;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.email.Email;
import io.fivewhys.notify.pagerduty.PagerDuty;
import io.fivewhys.notify.slack.SlackBot;
import io.fivewhys.notify.slack.SlackWebhook;
import io.fivewhys.notify.webhook.Webhook;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Makes channels; nothing is sent yet. */
final class ChannelFactory implements AutoCloseable {
  private static final URI NOWHERE = URI.create("urn:fivewhys");

  private final SourceContext context;
  private final Templates templates;
  private final URI source;
  private final HttpSender usual = HttpSender.usual(Optional.empty());
  private final List<HttpSender> senders = new ArrayList<>(List.of(usual));

  /**
   * @param baseUrl address of the service, which CloudEvents name as their source
   */
  ChannelFactory(SourceContext context, Templates templates, Optional<URI> baseUrl) {
    this.context = context;
    this.templates = templates;
    source = baseUrl.orElse(NOWHERE);
  }

  /**
   * @throws SourceFailed when a certificate cannot be used
   */
  Channel of(ChannelConfig config) throws SourceFailed {
    return switch (config) {
      case ChannelConfig.SlackWebhook it ->
          new SlackWebhook(it.name(), it.url(), templates, usual, context);
      case ChannelConfig.Slack it ->
          new SlackBot(
              new SlackBot.Place(
                  it.name(),
                  it.channel(),
                  it.token(),
                  it.signingSecret().isPresent(),
                  it.apiUrl().orElse(SlackBot.API)),
              templates,
              usual,
              context);
      case ChannelConfig.Pagerduty it ->
          new PagerDuty(
              new PagerDuty.Place(it.name(), it.routingKey(), it.apiUrl().orElse(PagerDuty.API)),
              templates,
              usual,
              context);
      case ChannelConfig.Webhook it -> webhook(it);
      case ChannelConfig.Email it ->
          new Email(it.place(), trust(it.caFile()), templates, context, Email.TIMEOUT);
    };
  }

  private Channel webhook(ChannelConfig.Webhook it) throws SourceFailed {
    HttpSender sender = usual;
    if (it.caFile().isPresent()) {
      sender = HttpSender.usual(trust(it.caFile()));
      senders.add(sender);
    }
    var place =
        new Webhook.Place(
            it.name(),
            it.url(),
            it.form().orElse(Webhook.Form.JSON),
            it.secret(),
            it.headers(),
            it.secretHeaders(),
            source);
    return new Webhook(place, sender, context);
  }

  private Optional<SSLContext> trust(Optional<Path> caFile) throws SourceFailed {
    return caFile.isEmpty() ? Optional.empty() : TlsTrust.of(access(caFile), context);
  }

  private static WebAccess access(Optional<Path> caFile) {
    WebAccess usual = WebAccess.defaults();
    return new WebAccess(
        usual.url(),
        usual.bearer(),
        usual.username(),
        usual.password(),
        usual.headers(),
        usual.secretHeaders(),
        caFile,
        usual.certificateFile(),
        usual.keyFile(),
        usual.insecureSkipVerify(),
        usual.connectTimeout(),
        usual.timeout(),
        usual.maxBytes());
  }

  @Override
  public void close() {
    senders.forEach(HttpSender::close);
  }
}
