package io.fivewhys.http.incident;

import io.fivewhys.http.access.Gate;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.incident.Command;
import io.fivewhys.notify.pagerduty.PagerDutyRequest;
import io.fivewhys.notify.pagerduty.PagerDutyWebhooks;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes what people do about incidents in PagerDuty. It asks again until it is told that a command
 * was taken: it is, once that is on the disk.
 */
final class PagerDutyEvents {
  private static final String OPERATION = "takePagerDutyEvent";

  /** When somebody should ask again who was not answered in time. */
  private static final Duration UNTIL_DONE = Duration.ofSeconds(5);

  private final InboundParts inbound;
  private final SignedCommands commands;
  private final Gate gate;

  PagerDutyEvents(InboundParts inbound, SignedCommands commands, Gate gate) {
    this.inbound = inbound;
    this.commands = commands;
    this.gate = gate;
  }

  Reply answer(Call call) throws IOException {
    long beganNanos = System.nanoTime();
    PagerDutyWebhooks webhooks =
        inbound
            .pagerDuty()
            .orElseThrow(
                () -> SignedCommands.notConfigured("webhook-secret of a PagerDuty channel"));
    byte[] body = call.body().orElseThrow().readAllBytes();
    Optional<String> signatures = call.header(PagerDutyWebhooks.SIGNATURE_HEADER);
    return switch (webhooks.read(signatures, body)) {
      case PagerDutyRequest.Acknowledged(_, String incident, String by) ->
          fromPagerDuty(
              call, incident, by, new Command.Acknowledge("acknowledged in PagerDuty"), beganNanos);
      case PagerDutyRequest.Resolved(_, String incident, String by) ->
          fromPagerDuty(
              call, incident, by, new Command.Resolve("resolved in PagerDuty"), beganNanos);
      case PagerDutyRequest.Ping _, PagerDutyRequest.Ignored _ -> SignedCommands.done();
      case PagerDutyRequest.Malformed(String why) -> throw SignedCommands.malformed(why);
      case PagerDutyRequest.Unverified(String why) -> throw gate.unsigned(call, OPERATION, why);
    };
  }

  private Reply fromPagerDuty(
      Call call, String incident, String by, Command command, long beganNanos) throws IOException {
    var from = new SignedCommands.From("pagerduty", by, OPERATION);
    if (commands
        .answered(beganNanos, () -> commands.command(call, from, incident, command))
        .isEmpty()) {
      throw Problem.of(503, "under-way", "It is not done yet; ask again.").retryAfter(UNTIL_DONE);
    }
    return SignedCommands.done();
  }
}
