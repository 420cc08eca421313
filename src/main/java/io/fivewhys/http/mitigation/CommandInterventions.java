package io.fivewhys.http.mitigation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.BodyReading;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.incident.Mark;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Subject;
import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.intervene.InterventionDesk.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * What people want of interventions, each with an intent in the audit log before and an outcome
 * after it. What comes late or twice, or somebody objects to, changes nothing, and the answer says
 * so.
 *
 * <p>Who wants it is as authenticated: a name that is claimed beside a token that several have is
 * noted with the reason and counts for nothing.
 */
final class CommandInterventions {
  static final int LONGEST_REASON = 1_000;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_HASH = 64;
  private static final List<String> AUTHOR = List.of("author");

  private final InterventionDesk desk;
  private final AccessParts access;

  CommandInterventions(InterventionDesk desk, AccessParts access) {
    this.desk = desk;
    this.access = access;
  }

  /**
   * @param applied whether it changed anything
   * @param refusal why it did not
   */
  record Commanded(
      boolean applied,
      Optional<io.fivewhys.mitigate.Refusal> refusal,
      InterventionDocuments.Described action) {}

  /**
   * @param applied whether it changed anything
   */
  record Switched(boolean applied, @JsonProperty("switch") ReadInterventions.Switch now) {}

  /** Who wants it, and why. */
  private record Wish(String by, String reason, BiConsumer<Handle, Answer> alongside) {}

  Reply approve(Call call) throws IOException {
    return command(
        call,
        "approveAction",
        Set.of("plan", "reason"),
        body -> {
          String plan = body.neededProse("plan", LONGEST_HASH).orElse("");
          return Read.of(
              reason(body),
              (id, wish) -> desk.approve(id, plan, wish.by(), wish.reason(), wish.alongside()));
        });
  }

  Reply reject(Call call) throws IOException {
    return command(
        call,
        "rejectAction",
        Set.of("reason"),
        body ->
            Read.of(
                reason(body),
                (id, wish) -> desk.reject(id, wish.by(), wish.reason(), wish.alongside())));
  }

  Reply conclude(Call call) throws IOException {
    return command(
        call,
        "concludeAction",
        Set.of("done", "reason"),
        body -> {
          boolean done = body.neededFlag("done").orElse(false);
          return Read.of(
              neededReason(body),
              (id, wish) -> desk.conclude(id, done, wish.by(), wish.reason(), wish.alongside()));
        });
  }

  Reply takeBack(Call call) throws IOException {
    return command(
        call,
        "takeBackAction",
        Set.of("reason"),
        body ->
            Read.of(
                neededReason(body),
                (id, wish) -> desk.takeBack(id, wish.by(), wish.reason(), wish.alongside())));
  }

  /** Wants something done that is recommended for an incident. */
  Reply request(Call call) throws IOException {
    return command(
        call,
        "requestAction",
        Set.of("action", "target", "reason"),
        body -> {
          Action action =
              body.needed("action", ReadInterventions.AN_ACTION, ReadInterventions::action)
                  .orElse(null);
          Optional<Subject> target =
              body.object("target", Set.of("kind", "namespace", "name"))
                  .map(CommandInterventions::target);
          return Read.of(
              neededReason(body),
              (id, wish) ->
                  desk.request(id, action, target, wish.by(), wish.reason(), wish.alongside()));
        });
  }

  private static Subject target(BodyReading body) {
    return new Subject(
        body.neededProse("kind", LONGEST_NAME).orElse(""),
        body.prose("namespace", LONGEST_NAME),
        body.neededProse("name", LONGEST_NAME).orElse(""));
  }

  private static String reason(BodyReading body) {
    return body.prose("reason", LONGEST_REASON).orElse("");
  }

  private static String neededReason(BodyReading body) {
    return body.neededProse("reason", LONGEST_REASON).orElse("");
  }

  private interface Doing {
    Answer with(String id, Wish wish);
  }

  /** What a body says. */
  private record Read(String reason, Doing doing) {
    static Read of(String reason, Doing doing) {
      return new Read(reason, doing);
    }
  }

  private Reply command(
      Call call, String operation, Set<String> fields, Function<BodyReading, Read> reading)
      throws IOException {
    var query = ChangeQuery.of(call, AUTHOR);
    String id = call.parameter("id");
    BodyReading body = BodyReading.of(call, fields);
    Read read = reading.apply(body);
    body.mustBeFine();
    boolean isRequest = operation.equals("requestAction");
    if (Ids.uuid(id).isEmpty()) {
      throw unknown(isRequest, id);
    }
    var trail = AuditTrail.of(access, operation, call, query);
    Function<Answer, Reply> reply =
        it -> reply(call, it, isRequest).with("X-Request-Id", trail.requestId());
    var wish =
        new Wish(
            call.actor().toString(),
            withClaim(call, query, read.reason()),
            (handle, came) -> call.answeredIn(handle, reply.apply(came)));
    Answer answer =
        trail.around(
            (isRequest ? "incident " : "action ") + id,
            () -> read.doing().with(id, wish),
            InterventionDocuments::word);
    return reply.apply(answer);
  }

  /** Whoever shares a token can claim any name. */
  private static String withClaim(Call call, ChangeQuery query, String reason) {
    Optional<String> claim = query.author().filter(_ -> call.actor().name().isEmpty());
    return claim
        .map(it -> "by their own word " + it + (reason.isEmpty() ? "" : ": " + reason))
        .orElse(reason);
  }

  private static Refusal unknown(boolean isRequest, String id) {
    return Ids.unknown(isRequest ? "incident" : "action", id);
  }

  private static Reply reply(Call call, Answer answer, boolean isRequest) {
    return switch (answer) {
      case Answer.Done(var it) -> {
        var done = new Commanded(true, Optional.empty(), InterventionDocuments.Described.of(it));
        boolean isNew = it.version() == 1;
        yield isNew
            ? Reply.accepted(call.accepted(), done)
                .with("Location", InterventionDocuments.PATH + it.id())
            : Reply.ok(call.accepted(), done);
      }
      case Answer.Unchanged(var it, var refusal) ->
          Reply.ok(
              call.accepted(),
              new Commanded(false, Optional.of(refusal), InterventionDocuments.Described.of(it)));
      case Answer.Unknown(String id) -> unknown(isRequest, id).reply();
      case Answer.Unfit(String why) -> {
        var place =
            new SnapshotRefused.Problem(
                isRequest ? "/action" : "",
                why,
                isRequest ? "what is recommended" : "what was done, where something takes it back",
                Optional.empty());
        var detail = "Nothing was changed: " + why + ".";
        yield Reply.problem(Problem.of(422, "unfit-action", detail, List.of(place)));
      }
    };
  }

  /** Nothing is begun any more, on any replica, once this is answered. */
  Reply stop(Call call) throws IOException {
    return switched(call, "stopMitigation", (by, reason) -> desk.stop(by, reason).isEmpty());
  }

  Reply resume(Call call) throws IOException {
    return switched(call, "resumeMitigation", (_, _) -> desk.resume());
  }

  private interface Switching {
    /** Whether that changed anything. */
    boolean by(String actor, String reason);
  }

  private Reply switched(Call call, String operation, Switching switching) throws IOException {
    var query = ChangeQuery.of(call, AUTHOR);
    BodyReading body = BodyReading.of(call, Set.of("reason"));
    String reason = neededReason(body);
    body.mustBeFine();
    String why = withClaim(call, query, reason);
    var trail = AuditTrail.of(access, operation, call, query);
    boolean applied =
        trail.around(
            why,
            () -> switching.by(call.actor().toString(), why),
            came -> came ? "applied" : "unchanged");
    Optional<Mark> now = desk.stopped();
    return Reply.ok(call.accepted(), new Switched(applied, ReadInterventions.Switch.of(now)))
        .with("X-Request-Id", trail.requestId());
  }
}
