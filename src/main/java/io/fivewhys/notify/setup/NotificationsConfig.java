package io.fivewhys.notify.setup;

import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.notify.Addresses;
import io.fivewhys.settings.Within;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The whole file.
 *
 * @param channels ways to tell people; none is allowed
 * @param announce who is told of each incident from the beginning; when left out: every channel but
 *     pagers
 * @param escalation who is called when nobody acts, the first that fits; when left out: all pagers
 *     and Slack after 20 minutes
 * @param templates directory of texts that take the place of the program's own
 * @param baseUrl where people reach the service; empty: no message has a link
 * @param incidents when one begins and ends
 */
record NotificationsConfig(
    List<ChannelConfig> channels,
    Optional<List<AudienceConfig>> announce,
    Optional<List<PolicyConfig>> escalation,
    Optional<Path> templates,
    Optional<URI> baseUrl,
    IncidentsConfig incidents) {
  private static final int MOST_CHANNELS = 100;
  private static final int MOST_RULES = 1_000;

  NotificationsConfig {
    Set<String> names = new HashSet<>();
    for (ChannelConfig channel : channels) {
      if (!names.add(channel.name())) {
        throw new IllegalArgumentException(
            "each name once among the channels; " + channel.name() + " is there twice");
      }
    }
    if (channels.size() > MOST_CHANNELS) {
      throw new IllegalArgumentException("at most " + MOST_CHANNELS + " channels");
    }
    if (announce.map(List::size).orElse(0) > MOST_RULES
        || escalation.map(List::size).orElse(0) > MOST_RULES) {
      throw new IllegalArgumentException("at most " + MOST_RULES + " of announce and escalation");
    }
    if (baseUrl.isPresent()
        && (Addresses.http(baseUrl.get().toString()).isEmpty()
            || baseUrl.get().getRawQuery() != null)) {
      throw new IllegalArgumentException("base-url as https://host/path, without a query");
    }
  }

  static NotificationsConfig defaults() {
    return new NotificationsConfig(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        IncidentsConfig.defaults());
  }

  /**
   * @param quiet how long nothing may be seen of an incident until it is over
   * @param sweepsToOpen looks in a row that must see the symptoms
   */
  record IncidentsConfig(
      @Within(least = "1s", most = "1d") Duration quiet,
      @Within(least = "1", most = "100") int sweepsToOpen,
      @Within(least = "1s", most = "1d") Duration fresh) {
    static IncidentsConfig defaults() {
      IncidentPolicy usual = IncidentPolicy.defaults();
      return new IncidentsConfig(usual.quiet(), usual.sweepsToOpen(), usual.fresh());
    }

    IncidentPolicy policy() {
      return new IncidentPolicy(sweepsToOpen, quiet, fresh);
    }
  }
}
