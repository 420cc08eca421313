package io.fivewhys.http.incident;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.PromptAnswer;
import io.fivewhys.http.serve.UnderWay;
import io.fivewhys.incident.Command;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.pipeline.IncidentDesk.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Commands of people whom another service knows. They have no token; each request is signed
 * instead, over its bytes as they came. What is sent twice is done once, since a command that comes
 * late or twice changes nothing.
 *
 * <p>Both services want an answer within seconds, so that only so much is waited for.
 */
final class SignedCommands {
  /** Slack gives up after 3 s. */
  static final Duration LONGEST = Duration.ofMillis(2_500);

  private static final int MOST_AT_ONCE = 32;

  private final IncidentDesk desk;
  private final AccessParts access;
  private final PromptAnswer prompt;

  SignedCommands(IncidentDesk desk, AccessParts access, UnderWay underWay) {
    this.desk = desk;
    this.access = access;
    prompt = new PromptAnswer(underWay, LONGEST, MOST_AT_ONCE);
  }

  /** Whoever acts, and where. */
  record From(String service, String who, String operation) {
    /** As the timeline of an incident has it. */
    String by() {
      return service + ": " + who;
    }
  }

  /** Something to be done, and what it comes to. */
  interface Work<T> {
    T done() throws IOException;
  }

  /** Does it between an intent and an outcome in the audit log. */
  Answer command(Call call, From from, String incident, Command command) throws IOException {
    if (Ids.uuid(incident).isEmpty()) {
      return new Answer.Unknown(incident);
    }
    return trail(call, from)
        .around(
            verb(command) + " incident " + incident,
            () -> desk.command(incident, command, from.by()),
            CommandIncidents::word);
  }

  /** What the audit log holds of it. */
  AuditTrail trail(Call call, From from) {
    return AuditTrail.ofService(access, from.operation(), call, from.service(), from.who());
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
  <T> Optional<T> answered(long beganNanos, Work<T> work) throws IOException {
    try {
      return prompt.of(beganNanos, work::done);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  static Reply done() {
    return Reply.ok(MediaType.JSON, Map.of());
  }

  static Refusal notConfigured(String what) {
    var detail = "Nothing is taken here: there is no %s.".formatted(what);
    return Problem.of(404, "not-configured", detail).refusal();
  }

  static Refusal malformed(String why) {
    return Problem.of(400, "malformed-body", "The body cannot be understood: " + why + ".")
        .refusal();
  }
}
