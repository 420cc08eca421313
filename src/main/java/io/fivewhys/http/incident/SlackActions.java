package io.fivewhys.http.incident;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.access.Gate;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.mitigation.InterventionDocuments;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Incident;
import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.notify.slack.SlackRequest;
import io.fivewhys.notify.slack.SlackRequests;
import io.fivewhys.pipeline.IncidentDesk.Answer;
import java.io.IOException;
import java.time.Clock;

/**
 * Takes what people do about incidents in Slack. It is told that a press was taken though that is
 * still under way, since Slack asks once and whoever pressed hears how it ended.
 */
final class SlackActions {
  private static final String OPERATION = "takeSlackAction";

  private final InterventionDesk interventions;
  private final InboundParts inbound;
  private final SignedCommands commands;
  private final Gate gate;

  /** Slack's clock, as far as anybody here knows it. */
  private final Clock clock;

  SlackActions(IncidentParts parts, SignedCommands commands, Gate gate, Clock clock) {
    interventions = parts.interventions();
    inbound = parts.inbound();
    this.commands = commands;
    this.gate = gate;
    this.clock = clock;
  }

  Reply answer(Call call) throws IOException {
    long beganNanos = System.nanoTime();
    SlackRequests requests =
        inbound
            .slack()
            .orElseThrow(() -> SignedCommands.notConfigured("signing-secret of a Slack channel"));
    byte[] body = call.body().orElseThrow().readAllBytes();
    SlackRequest request =
        requests.read(
            call.header(SlackRequests.TIMESTAMP_HEADER),
            call.header(SlackRequests.SIGNATURE_HEADER),
            body,
            clock.instant());
    return switch (request) {
      case SlackRequest.Pressed pressed -> pressed(call, pressed, beganNanos);
      case SlackRequest.Ignored _ -> SignedCommands.done();
      case SlackRequest.Malformed(String why) -> throw SignedCommands.malformed(why);
      case SlackRequest.Unverified(String why) -> throw gate.unsigned(call, OPERATION, why);
    };
  }

  private Reply pressed(Call call, SlackRequest.Pressed pressed, long beganNanos)
      throws IOException {
    String who = "%s (%s)".formatted(pressed.userName(), pressed.userId());
    var from = new SignedCommands.From("slack", who, OPERATION);
    switch (pressed.actionId()) {
      case SlackRequests.ACKNOWLEDGE -> {
        Command command = new Command.Acknowledge("acknowledged in Slack");
        commands.answered(
            beganNanos,
            () ->
                toldInSlack(pressed, () -> commands.command(call, from, pressed.value(), command)));
      }
      case SlackRequests.APPROVE, SlackRequests.REJECT ->
          commands.answered(beganNanos, () -> decided(call, from, pressed));
      default -> {}
    }
    return SignedCommands.done();
  }

  /** Lets an action be done, or says no to it; whoever pressed in vain hears why. */
  private InterventionDesk.Answer decided(
      Call call, SignedCommands.From from, SlackRequest.Pressed pressed) throws IOException {
    boolean approves = pressed.actionId().equals(SlackRequests.APPROVE);
    String[] parts = pressed.value().split(" ", 2);
    String id = parts[0];
    String plan = parts.length == 2 ? parts[1] : "";
    if (Ids.uuid(id).isEmpty()) {
      return new InterventionDesk.Answer.Unknown(id);
    }
    AuditTrail trail = commands.trail(call, from);
    InterventionDesk.Answer answer;
    try {
      answer =
          trail.around(
              (approves ? "approve action " : "reject action ") + id,
              () ->
                  approves
                      ? interventions.approve(
                          id, plan, from.by(), "approved in Slack", (_, _) -> {})
                      : interventions.reject(id, from.by(), "rejected in Slack", (_, _) -> {}),
              InterventionDocuments::word);
    } catch (DatabaseUnavailable | AuditUnavailable failed) {
      tell(pressed, "Nothing was changed: the service cannot keep it now. Try again.");
      throw failed;
    }
    switch (answer) {
      case InterventionDesk.Answer.Done _ -> {}
      case InterventionDesk.Answer.Unchanged(var _, var refusal) ->
          tell(pressed, "Nothing changed. " + refusal.line() + ".");
      case InterventionDesk.Answer.Unknown _ -> tell(pressed, "There is no such action any more.");
      case InterventionDesk.Answer.Unfit(String why) ->
          tell(pressed, "Nothing changed: " + why + ".");
    }
    return answer;
  }

  /** What somebody hears who pressed in vain must not keep Slack waiting. */
  private Answer toldInSlack(SlackRequest.Pressed pressed, SignedCommands.Work<Answer> commanding)
      throws IOException {
    Answer answer;
    try {
      answer = commanding.done();
    } catch (DatabaseUnavailable | AuditUnavailable failed) {
      tell(
          pressed, "The incident was not acknowledged: the service cannot keep it now. Try again.");
      throw failed;
    }
    switch (answer) {
      case Answer.Done _ -> {}
      case Answer.Unchanged(Incident _, String why) ->
          tell(pressed, "Nothing changed: " + why + ".");
      case Answer.Unknown _ -> tell(pressed, "There is no such incident any more.");
      case Answer.Unfit(String why) -> tell(pressed, "Nothing changed: " + why + ".");
    }
    return answer;
  }

  private void tell(SlackRequest.Pressed pressed, String text) {
    pressed
        .responseUrl()
        .ifPresent(
            address ->
                Thread.ofVirtual()
                    .name("slack-answer")
                    .start(
                        () -> {
                          try {
                            inbound.answers().tell(address, text);
                          } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                          }
                        }));
  }
}
