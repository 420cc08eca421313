package io.fivewhys.http.incident;

import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.BodyReading;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.incident.Command;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.pipeline.IncidentDesk.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What people do to incidents, each with an intent in the audit log before and an outcome after it.
 * What comes late or twice changes nothing, and the answer says so.
 */
final class CommandIncidents {
  private static final int LONGEST_REASON = 1_000;
  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_NAME = 200;
  private static final int ID_CHARS = 36;
  private static final List<String> AUTHOR = List.of("author");

  private final IncidentDesk desk;
  private final AccessParts access;

  CommandIncidents(IncidentDesk desk, AccessParts access) {
    this.desk = desk;
    this.access = access;
  }

  /**
   * @param applied whether it changed anything
   * @param why it did not
   */
  record Commanded(boolean applied, Optional<String> why, IncidentDocuments.Described incident) {}

  Reply acknowledge(Call call) throws IOException {
    return command(
        call,
        "acknowledgeIncident",
        List.of("reason"),
        it -> new Command.Acknowledge(it.prose("reason", LONGEST_REASON).orElse("")));
  }

  Reply assign(Call call) throws IOException {
    return command(
        call,
        "assignIncident",
        List.of("assignee"),
        it -> new Command.Assign(it.proseOrNull("assignee", LONGEST_NAME)));
  }

  Reply comment(Call call) throws IOException {
    return command(
        call,
        "commentIncident",
        List.of("text"),
        it -> new Command.Comment(it.neededProse("text", LONGEST_TEXT).orElse("")));
  }

  Reply mitigate(Call call) throws IOException {
    return command(
        call,
        "mitigateIncident",
        List.of("reason"),
        it -> new Command.Mitigate(it.neededProse("reason", LONGEST_REASON).orElse("")));
  }

  Reply resolve(Call call) throws IOException {
    return command(
        call,
        "resolveIncident",
        List.of("reason"),
        it -> new Command.Resolve(it.neededProse("reason", LONGEST_REASON).orElse("")));
  }

  Reply merge(Call call) throws IOException {
    return command(
        call,
        "mergeIncident",
        List.of("into", "reason"),
        it ->
            new Command.Merge(
                it.neededProse("into", ID_CHARS).orElse(""),
                it.prose("reason", LONGEST_REASON).orElse("")));
  }

  Reply link(Call call) throws IOException {
    return command(
        call,
        "linkIncident",
        List.of("incident", "reason"),
        it ->
            new Command.Link(
                it.neededProse("incident", ID_CHARS).orElse(""),
                it.prose("reason", LONGEST_REASON).orElse("")));
  }

  private Reply command(
      Call call, String operation, List<String> fields, Function<BodyReading, Command> reading)
      throws IOException {
    var query = ChangeQuery.of(call, AUTHOR);
    String id = call.parameter("id");
    BodyReading body = BodyReading.of(call, Set.copyOf(fields));
    Command command = reading.apply(body);
    body.mustBeFine();
    if (Ids.uuid(id).isEmpty()) {
      throw Ids.unknown("incident", id);
    }
    var trail = AuditTrail.of(access, operation, call, query);
    Function<Answer, Reply> reply =
        it -> reply(call, it, fields.getFirst()).with("X-Request-Id", trail.requestId());
    Answer answer =
        trail.around(
            "incident " + id,
            () ->
                desk.command(
                    id,
                    command,
                    AuditTrail.author(call, query),
                    (handle, came) -> call.answeredIn(handle, reply.apply(came))),
            CommandIncidents::word);
    return reply.apply(answer);
  }

  /** What it came to, for the audit log. */
  static String word(Answer answer) {
    return switch (answer) {
      case Answer.Done _ -> "applied";
      case Answer.Unchanged _ -> "unchanged";
      case Answer.Unknown _ -> "not_found";
      case Answer.Unfit _ -> "refused";
    };
  }

  private static Reply reply(Call call, Answer answer, String field) {
    return switch (answer) {
      case Answer.Done(var incident) ->
          Reply.ok(
              call.accepted(),
              new Commanded(true, Optional.empty(), IncidentDocuments.Described.of(incident)));
      case Answer.Unchanged(var incident, String why) ->
          Reply.ok(
              call.accepted(),
              new Commanded(false, Optional.of(why), IncidentDocuments.Described.of(incident)));
      case Answer.Unknown(String id) -> Ids.unknown("incident", id).reply();
      case Answer.Unfit(String why) -> {
        var place =
            new SnapshotRefused.Problem(
                "/" + field, "an incident that does not fit", why, Optional.empty());
        var detail = "Nothing was changed: " + why + ".";
        yield Reply.problem(Problem.of(422, "unfit-incident", detail, List.of(place)));
      }
    };
  }
}
