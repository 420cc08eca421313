package io.fivewhys.http.incident;

import io.fivewhys.notify.pagerduty.PagerDutyWebhooks;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.notify.slack.SlackAnswers;
import io.fivewhys.notify.slack.SlackRequests;
import java.util.Optional;

/**
 * What other services say of incidents.
 *
 * @param slack what is pressed there; empty where nothing is configured to bring it
 * @param answers for those who pressed; closed by the server
 * @param pagerDuty what is done there; empty likewise
 */
public record InboundParts(
    Optional<SlackRequests> slack, SlackAnswers answers, Optional<PagerDutyWebhooks> pagerDuty) {

  public static InboundParts of(NotificationSetup setup) {
    return new InboundParts(setup.slackRequests(), SlackAnswers.usual(), setup.pagerDutyWebhooks());
  }
}
