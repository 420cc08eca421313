package io.fivewhys.http;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Incident;
import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.notify.pagerduty.PagerDutyRequest;
import io.fivewhys.notify.pagerduty.PagerDutyWebhooks;
import io.fivewhys.notify.slack.SlackRequest;
import io.fivewhys.notify.slack.SlackRequests;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.pipeline.IncidentDesk.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Takes what people do about incidents in Slack and PagerDuty. They have no token; each request is
 * signed instead, over its bytes as they came. What is sent twice is done once, since a command
 * that comes late or twice changes nothing.
 *
 * <p>Both want an answer within seconds. Slack is told that it was taken though it is still under
 * way, since Slack asks once and whoever pressed hears how it ended. PagerDuty asks again until it
 * is told so: it is, once the command is on the disk.
 */
final class TakeActions {
  private static final String SLACK = "takeSlackAction";
  private static final String PAGERDUTY = "takePagerDutyEvent";

  /** Slack gives up after 3 s. */
  static final Duration LONGEST = Duration.ofMillis(2_500);

  /** When somebody should ask again who was not answered in time. */
  private static final Duration UNTIL_DONE = Duration.ofSeconds(5);

  private static final int MOST_AT_ONCE = 32;

  private final IncidentDesk desk;
  private final InterventionDesk interventions;
  private final InboundParts inbound;
  private final AccessParts access;
  private final Gate gate;
  private final PromptAnswer prompt;

  /** Slack's clock, as far as anybody here knows it. */
  private final Clock clock;

  TakeActions(ApiParts parts, Gate gate, UnderWay underWay) {
    desk = parts.incidents().desk();
    interventions = parts.incidents().interventions();
    inbound = parts.incidents().inbound();
    access = parts.access();
    this.gate = gate;
    clock = parts.access().clock();
    prompt = new PromptAnswer(underWay, LONGEST, MOST_AT_ONCE);
  }

  Reply slack(Call call) throws IOException {
    long beganNanos = System.nanoTime();
    SlackRequests requests =
        inbound.slack().orElseThrow(() -> notConfigured("signing-secret of a Slack channel"));
    byte[] body = call.body().orElseThrow().readAllBytes();
    SlackRequest request =
        requests.read(
            call.header(SlackRequests.TIMESTAMP_HEADER),
            call.header(SlackRequests.SIGNATURE_HEADER),
            body,
            clock.instant());
    return switch (request) {
      case SlackRequest.Pressed pressed -> pressed(call, pressed, beganNanos);
      case SlackRequest.Ignored _ -> done();
      case SlackRequest.Malformed(String why) -> throw malformed(why);
      case SlackRequest.Unverified(String why) -> throw gate.unsigned(call, SLACK, why);
    };
  }

  private Reply pressed(Call call, SlackRequest.Pressed pressed, long beganNanos)
      throws IOException {
    String who = "%s (%s)".formatted(pressed.userName(), pressed.userId());
    var from = new From("slack", who, SLACK);
    switch (pressed.actionId()) {
      case SlackRequests.ACKNOWLEDGE -> {
        Command command = new Command.Acknowledge("acknowledged in Slack");
        answered(
            beganNanos,
            () -> toldInSlack(pressed, () -> command(call, from, pressed.value(), command)));
      }
      case SlackRequests.APPROVE, SlackRequests.REJECT ->
          answered(beganNanos, () -> decided(call, from, pressed));
      default -> {}
    }
    return done();
  }

  /** Lets an action be done, or says no to it; whoever pressed in vain hears why. */
  private InterventionDesk.Answer decided(Call call, From from, SlackRequest.Pressed pressed)
      throws IOException {
    boolean approves = pressed.actionId().equals(SlackRequests.APPROVE);
    String[] parts = pressed.value().split(" ", 2);
    String id = parts[0];
    String plan = parts.length == 2 ? parts[1] : "";
    if (KnownIncidents.id(id).isEmpty()) {
      return new InterventionDesk.Answer.Unknown(id);
    }
    String by = from.service() + ": " + from.who();
    var trail = AuditTrail.ofService(access, from.operation(), call, from.service(), from.who());
    InterventionDesk.Answer answer;
    try {
      answer =
          trail.around(
              (approves ? "approve action " : "reject action ") + id,
              () ->
                  approves
                      ? interventions.approve(id, plan, by, "approved in Slack", (_, _) -> {})
                      : interventions.reject(id, by, "rejected in Slack", (_, _) -> {}),
              CommandInterventions::word);
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
  private Answer toldInSlack(SlackRequest.Pressed pressed, Commanding<Answer> commanding)
      throws IOException {
    Answer answer;
    try {
      answer = commanding.answer();
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

  Reply pagerDuty(Call call) throws IOException {
    long beganNanos = System.nanoTime();
    PagerDutyWebhooks webhooks =
        inbound
            .pagerDuty()
            .orElseThrow(() -> notConfigured("webhook-secret of a PagerDuty channel"));
    byte[] body = call.body().orElseThrow().readAllBytes();
    Optional<String> signatures = call.header(PagerDutyWebhooks.SIGNATURE_HEADER);
    return switch (webhooks.read(signatures, body)) {
      case PagerDutyRequest.Acknowledged(_, String incident, String by) ->
          fromPagerDuty(
              call, incident, by, new Command.Acknowledge("acknowledged in PagerDuty"), beganNanos);
      case PagerDutyRequest.Resolved(_, String incident, String by) ->
          fromPagerDuty(
              call, incident, by, new Command.Resolve("resolved in PagerDuty"), beganNanos);
      case PagerDutyRequest.Ping _, PagerDutyRequest.Ignored _ -> done();
      case PagerDutyRequest.Malformed(String why) -> throw malformed(why);
      case PagerDutyRequest.Unverified(String why) -> throw gate.unsigned(call, PAGERDUTY, why);
    };
  }

  private Reply fromPagerDuty(
      Call call, String incident, String by, Command command, long beganNanos) throws IOException {
    var from = new From("pagerduty", by, PAGERDUTY);
    if (answered(beganNanos, () -> command(call, from, incident, command)).isEmpty()) {
      throw Problem.of(503, "under-way", "It is not done yet; ask again.").retryAfter(UNTIL_DONE);
    }
    return done();
  }

  /** Whoever acts, and where. */
  private record From(String service, String who, String operation) {}

  private interface Commanding<T> {
    T answer() throws IOException;
  }

  private Answer command(Call call, From from, String incident, Command command)
      throws IOException {
    if (KnownIncidents.id(incident).isEmpty()) {
      return new Answer.Unknown(incident);
    }
    var trail = AuditTrail.ofService(access, from.operation(), call, from.service(), from.who());
    return trail.around(
        verb(command) + " incident " + incident,
        () -> desk.command(incident, command, from.service() + ": " + from.who()),
        CommandIncidents::word);
  }

  private static String verb(Command command) {
    return switch (command) {
      case Command.Acknowledge _ -> "acknowledge";
      case Command.Resolve _ -> "resolve";
      case Command.Assign _,
          Command.Comment _,
          Command.Mitigate _,
          Command.Intervene _,
          Command.Merge _,
          Command.Absorb _,
          Command.Link _ ->
          throw new IllegalStateException("nobody can ask for that from elsewhere");
    };
  }

  /** Empty when it is still under way. */
  private <T> Optional<T> answered(long beganNanos, Commanding<T> commanding) throws IOException {
    try {
      return prompt.of(beganNanos, commanding::answer);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static Reply done() {
    return Reply.ok(MediaType.JSON, Map.of());
  }

  private static Refusal notConfigured(String what) {
    var detail = "Nothing is taken here: there is no %s.".formatted(what);
    return Problem.of(404, "not-configured", detail).refusal();
  }

  private static Refusal malformed(String why) {
    return Problem.of(400, "malformed-body", "The body cannot be understood: " + why + ".")
        .refusal();
  }
}
