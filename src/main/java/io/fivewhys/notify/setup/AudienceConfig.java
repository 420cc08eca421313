package io.fivewhys.notify.setup;

import io.fivewhys.incident.Severity;
import io.fivewhys.notify.Announcement;
import io.fivewhys.settings.Required;
import java.util.List;
import java.util.Set;

/**
 * Who is told of which incidents from the beginning.
 *
 * @param gateways none: all
 * @param severities none: all
 */
record AudienceConfig(
    @Required List<String> channels, List<String> gateways, List<Severity> severities) {

  Announcement.Audience audience() {
    return new Announcement.Audience(Set.copyOf(gateways), Set.copyOf(severities), channels);
  }
}
