package io.fivewhys.http.incident;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.BodyReading;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.incident.SilenceDocuments.SilenceDocument;
import io.fivewhys.http.incident.SilenceDocuments.SilenceEnd;
import io.fivewhys.http.incident.SilenceDocuments.SilencePage;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.incident.Silence;
import io.fivewhys.incident.SilenceDraft;
import io.fivewhys.incident.SilenceScope;
import io.fivewhys.inference.Category;
import io.fivewhys.store.Page;
import io.fivewhys.store.Silences;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operations about silences; what changes one is in the audit log, before and after. */
final class HandleSilences {
  private static final Set<String> FIELDS =
      Set.of("gateway", "category", "subject", "startsAt", "endsAt", "reason");
  private static final List<String> AUTHOR = List.of("author");

  private final KeptParts kept;
  private final AccessParts access;

  HandleSilences(KeptParts kept, AccessParts access) {
    this.kept = kept;
    this.access = access;
  }

  Reply list(Call call) {
    var query = new QueryReading(call.query(), List.of("state", "limit", "cursor"));
    Optional<Silence.State> state =
        query.value("state", "pending, active or expired", HandleSilences::state);
    var cursor = Paging.cursor(query, Silences.listOf(state));
    int limit = Paging.limit(query);
    query.mustBeFine();
    Page<Silence> page =
        cursor
            .map(it -> kept.silences().list(state, it, limit))
            .orElseGet(() -> kept.silences().list(state, limit));
    Instant now = now();
    Optional<String> next = page.next().map(Object::toString);
    var silences = page.entries().stream().map(it -> SilenceDocument.of(it, now)).toList();
    return Paging.linked(Reply.ok(call.accepted(), new SilencePage(silences, next)), call, next);
  }

  Reply one(Call call) {
    ChangeQuery.none(call);
    Silence silence = kept.silences().get(call.parameter("id")).orElseThrow(HandleSilences::none);
    return Reply.ok(call.accepted(), SilenceDocument.of(silence, now()));
  }

  Reply create(Call call) throws IOException {
    var query = ChangeQuery.of(call, AUTHOR);
    SilenceDraft draft = draft(call);
    var trail = AuditTrail.of(access, "createSilence", call, query);
    trail.begins(draft.scope().words() + ": " + draft.reason());
    String ending = "failed";
    String detail = "";
    try {
      Optional<Reply> reply =
          kept.database()
              .write(
                  it -> {
                    Optional<Silence> added =
                        kept.silences().add(it, draft, AuditTrail.author(call, query));
                    Optional<Reply> created = added.map(silence -> created(call, silence, trail));
                    created.ifPresent(answer -> call.answeredIn(it, answer));
                    return created;
                  });
      ending = reply.isPresent() ? "created" : "full";
      detail = reply.map(it -> it.headers().get("Location")).orElse("");
      return reply.orElseThrow(HandleSilences::full);
    } finally {
      trail.ended(ending, detail);
    }
  }

  private Reply created(Call call, Silence silence, AuditTrail trail) {
    return Reply.created(
            call.accepted(), SilenceDocument.of(silence, now()), "/api/v1/silences/" + silence.id())
        .with("X-Request-Id", trail.requestId());
  }

  Reply cancel(Call call) throws AuditUnavailable {
    var query = ChangeQuery.of(call, AUTHOR);
    String id = call.parameter("id");
    Silence silence = kept.silences().get(id).orElseThrow(HandleSilences::none);
    var trail = AuditTrail.of(access, "cancelSilence", call, query);
    trail.begins(silence.scope().words());
    String ending = "failed";
    try {
      var cancelled =
          kept.silences()
              .cancel(id, AuditTrail.author(call, query))
              .orElseThrow(HandleSilences::none);
      ending = cancelled.changed() ? "cancelled" : "unchanged";
      var document = SilenceDocument.of(cancelled.silence(), now());
      return Reply.ok(
              call.accepted(), new SilenceEnd(cancelled.changed(), said(cancelled), document))
          .with("X-Request-Id", trail.requestId());
    } finally {
      trail.ended(ending, "silence " + id);
    }
  }

  private static String said(Silences.Cancellation cancelled) {
    Silence silence = cancelled.silence();
    if (cancelled.changed()) {
      return "It is over now.";
    }
    return silence
        .cancelled()
        .map(it -> "It was cancelled by " + it.by() + " at " + it.at() + " already.")
        .orElse("It was over at " + silence.endsAt() + ".");
  }

  private SilenceDraft draft(Call call) throws IOException {
    var body = BodyReading.of(call, FIELDS);
    var gateway = body.neededText("gateway", "a gateway's name, or * for all");
    var category = body.oneOf("category", Category.values());
    var subject = body.text("subject");
    var startsAt = body.time("startsAt");
    var endsAt = body.neededTime("endsAt");
    var reason = body.neededText("reason", "why");
    body.mustBeFine();
    Instant now = now();
    var draft =
        new SilenceDraft(
            new SilenceScope(gateway.orElseThrow(), category, subject),
            startsAt.orElse(now),
            endsAt.orElseThrow(),
            reason.orElseThrow());
    BodyReading.mustBeFine(
        draft.objections(now), "senseless-silence", "There cannot be such a silence.");
    return draft;
  }

  private Instant now() {
    return kept.database().clock().instant();
  }

  private static Optional<Silence.State> state(String text) {
    return Arrays.stream(Silence.State.values())
        .filter(it -> it.toString().equals(text))
        .findFirst();
  }

  private static Refusal none() {
    var detail = "There is no such silence, or it was over so long ago that it is forgotten.";
    return Problem.of(404, "no-such-silence", detail).refusal();
  }

  private static Refusal full() {
    var detail =
        "There are "
            + Silences.MOST
            + " silences that are not over; cancel some of them, or silence more by one.";
    return Problem.of(409, "too-many-silences", detail).refusal();
  }
}
