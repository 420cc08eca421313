package io.fivewhys.pipeline;

import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.notify.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is told what of incidents.
 *
 * @param channels all there are
 * @param announce names of the channels that are told of an incident from its beginning
 * @param plan whom to call when nobody acts
 * @param life when an incident begins and ends
 * @param base where the service is reached by people, for links
 * @param parkAfter how long a message is tried
 */
public record NoticePolicy(
    List<Channel> channels,
    Function<Incident, List<String>> announce,
    EscalationPlan plan,
    IncidentPolicy life,
    Optional<URI> base,
    Duration parkAfter) {
  public static final Duration USUALLY_PARKED_AFTER = Duration.ofDays(1);

  public NoticePolicy {
    channels = List.copyOf(channels);
  }

  /** Nobody is told anything. */
  public static NoticePolicy silent() {
    return new NoticePolicy(
        List.of(),
        _ -> List.of(),
        EscalationPlan.NOBODY,
        IncidentPolicy.defaults(),
        Optional.empty(),
        USUALLY_PARKED_AFTER);
  }
}
