package io.fivewhys.notify.setup;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.notify.Addresses;
import io.fivewhys.notify.email.MailPlace;
import io.fivewhys.settings.Required;
import io.fivewhys.settings.Within;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One channel of the file. */
sealed interface ChannelConfig {
  String name();

  /** Its secrets by their keys. */
  Map<String, SecretRef> secrets();

  /**
   * @param url the whole address, which is secret
   */
  record SlackWebhook(@Required String name, SecretRef url) implements ChannelConfig {
    public SlackWebhook {
      checkName(name);
    }

    @Override
    public Map<String, SecretRef> secrets() {
      return Map.of("url", url);
    }
  }

  /**
   * @param channel name or id
   * @param token of a bot
   * @param signingSecret of the app, where it brings us what is pressed
   */
  record Slack(
      @Required String name,
      @Required String channel,
      SecretRef token,
      Optional<SecretRef> signingSecret,
      Optional<URI> apiUrl)
      implements ChannelConfig {
    public Slack {
      checkName(name);
      apiUrl.ifPresent(ChannelConfig::checkApi);
    }

    @Override
    public Map<String, SecretRef> secrets() {
      return joined(Map.of("token", token), "signing-secret", signingSecret);
    }
  }

  /**
   * @param routingKey integration key of a service
   * @param webhookSecret of a webhook subscription, where PagerDuty tells us what is done there
   */
  record Pagerduty(
      @Required String name,
      SecretRef routingKey,
      Optional<SecretRef> webhookSecret,
      Optional<URI> apiUrl)
      implements ChannelConfig {
    public Pagerduty {
      checkName(name);
      apiUrl.ifPresent(ChannelConfig::checkApi);
    }

    @Override
    public Map<String, SecretRef> secrets() {
      return joined(Map.of("routing-key", routingKey), "webhook-secret", webhookSecret);
    }
  }

  /**
   * @param secret signs what is sent
   * @param caFile certificates in PEM that are trusted instead of the system's
   */
  record Webhook(
      @Required String name,
      URI url,
      Optional<io.fivewhys.notify.webhook.Webhook.Form> form,
      Optional<SecretRef> secret,
      Map<String, String> headers,
      Map<String, SecretRef> secretHeaders,
      Optional<Path> caFile)
      implements ChannelConfig {
    /** The client, or the message, writes these. */
    private static final Set<String> OWN_HEADERS =
        Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "idempotency-key",
            "transfer-encoding",
            "upgrade",
            "x-fivewhys-signature");

    public Webhook {
      checkName(name);
      if (Addresses.http(url.toString()).isEmpty()) {
        throw new IllegalArgumentException(
            "url as https://host/path or http, without user and password; credentials belong into"
                + " secret-headers");
      }
      if (!secretHeaders.isEmpty() && !Addresses.isSafe(url)) {
        throw new IllegalArgumentException(
            "an https url where there are secret-headers, which nobody should overhear");
      }
      checkHeaders(headers, secretHeaders);
    }

    private static void checkHeaders(
        Map<String, String> headers, Map<String, SecretRef> secretHeaders) {
      Stream.concat(headers.keySet().stream(), secretHeaders.keySet().stream())
          .filter(
              it ->
                  !it.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
                      || OWN_HEADERS.contains(it.toLowerCase(Locale.ROOT)))
          .findFirst()
          .ifPresent(
              _ -> {
                throw new IllegalArgumentException(
                    "names of headers, of letters, digits and dashes, and none of "
                        + String.join(", ", OWN_HEADERS.stream().sorted().toList()));
              });
      if (headers.values().stream().anyMatch(it -> !it.matches("[\\t\\x20-\\x7E]*"))) {
        throw new IllegalArgumentException("headers with values of printable ASCII characters");
      }
      if (headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
        throw new IllegalArgumentException("the header Authorization among secret-headers");
      }
    }

    @Override
    public Map<String, SecretRef> secrets() {
      Map<String, SecretRef> secrets = new LinkedHashMap<>();
      secretHeaders.forEach((name, it) -> secrets.put("secret-headers." + name, it));
      return joined(secrets, "secret", secret);
    }
  }

  /**
   * @param port the usual one of the protection when left out
   */
  record Email(
      @Required String name,
      @Required String host,
      @Within(least = "1", most = "65535") Optional<Integer> port,
      Optional<MailPlace.Tls> tls,
      Optional<String> username,
      Optional<SecretRef> password,
      @Required String from,
      @Required List<String> to,
      List<String> cc,
      Optional<Path> caFile)
      implements ChannelConfig {
    public Email {
      checkName(name);
      if (username.isPresent() != password.isPresent()) {
        throw new IllegalArgumentException("username and password together");
      }
      // Refuses what cannot be used while the place in the file is still known.
      place(name, host, port, tls, username, password, from, to, cc);
    }

    MailPlace place() {
      return place(name, host, port, tls, username, password, from, to, cc);
    }

    private static MailPlace place(
        String name,
        String host,
        Optional<Integer> port,
        Optional<MailPlace.Tls> tls,
        Optional<String> username,
        Optional<SecretRef> password,
        String from,
        List<String> to,
        List<String> cc) {
      MailPlace.Tls protection = tls.orElse(MailPlace.Tls.STARTTLS);
      return new MailPlace(
          name,
          host,
          port.orElse(protection.usualPort()),
          protection,
          username.map(it -> new MailPlace.Login(it, password.orElseThrow())),
          from,
          to,
          cc);
    }

    @Override
    public Map<String, SecretRef> secrets() {
      return joined(Map.of(), "password", password);
    }
  }

  private static void checkName(String name) {
    // As long as the columns of the tables that hold it.
    if (!name.matches("[a-z0-9][a-z0-9_.-]{0,62}")) {
      throw new IllegalArgumentException(
          "name of at most 63 small letters, digits, dashes, dots and underscores");
    }
  }

  private static void checkApi(URI url) {
    if (Addresses.safe(url.toString()).isEmpty() || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "api-url as https://host/path; http only for 127.0.0.1, since a secret goes there");
    }
  }

  private static Map<String, SecretRef> joined(
      Map<String, SecretRef> secrets, String key, Optional<SecretRef> more) {
    Map<String, SecretRef> all = new LinkedHashMap<>(secrets);
    more.ifPresent(it -> all.put(key, it));
    return all;
  }
}
