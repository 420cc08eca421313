package io.fivewhys.http.mitigation;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.BodyReading;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.FileTag;
import io.fivewhys.http.call.JsonBody;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Preconditions;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.mitigation.PolicyDocuments.Changed;
import io.fivewhys.http.mitigation.PolicyDocuments.Clash;
import io.fivewhys.http.mitigation.PolicyDocuments.InForce;
import io.fivewhys.http.mitigation.PolicyDocuments.Refused;
import io.fivewhys.http.mitigation.PolicyDocuments.Usable;
import io.fivewhys.http.mitigation.PolicyDocuments.VersionInfo;
import io.fivewhys.http.mitigation.PolicyDocuments.VersionPage;
import io.fivewhys.http.mitigation.PolicyDocuments.VersionText;
import io.fivewhys.intervene.PolicyChange;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.store.MitigationPolicies.Stored;
import io.fivewhys.store.MitigationPolicies.Version;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Operations about the policy of mitigation; each change is audited, before and after. */
final class HandlePolicy {
  private static final int LONGEST_REASON = 1_000;
  private static final long MOST_VERSION = 999_999_999_999_999_999L;
  private static final String LARGEST = "[1-9]\\d{0,17}";
  private static final String A_VERSION = "a version, a whole number from 1 on";

  private final PolicyDesk desk;
  private final AccessParts access;

  HandlePolicy(PolicyDesk desk, AccessParts access) {
    this.desk = desk;
    this.access = access;
  }

  Reply inForce(Call call) {
    ChangeQuery.none(call);
    PolicyDesk.Current current = desk.inForce();
    Reply reply = Reply.ok(call.accepted(), InForce.of(current, desk.rejected()));
    return tagged(reply, current.stored().map(Stored::version));
  }

  Reply versions(Call call) {
    var query = new QueryReading(call.query(), List.of("limit", "before"));
    int limit = Paging.limit(query);
    Optional<Long> before = query.value("before", A_VERSION, HandlePolicy::version);
    query.mustBeFine();
    var page =
        VersionPage.of(
            desk.history(before.map(OptionalLong::of).orElse(OptionalLong.empty()), limit + 1),
            limit);
    Reply reply = Reply.ok(call.accepted(), page);
    return page.next()
        .map(it -> reply.with("Link", Paging.link(call, "before", it.toString())))
        .orElse(reply);
  }

  Reply version(Call call) {
    ChangeQuery.none(call);
    return version(call.parameter("version"))
        .flatMap(desk::version)
        .map(it -> Reply.ok(call.accepted(), VersionText.of(it)))
        .orElseThrow(HandlePolicy::none);
  }

  Reply check(Call call) throws IOException {
    ChangeQuery.none(call);
    PolicyDesk.Checked checked = desk.check(JsonBody.text(call));
    return checked.problems().isEmpty()
        ? Reply.ok(MediaType.JSON, new Usable(true, checked.rules()))
        : Reply.problem(422, Refused.of(checked.problems()));
  }

  /** Without a word about what is there now, only the first policy is taken. */
  Reply replace(Call call) throws IOException {
    var reading = new QueryReading(call.query(), List.of("author", "reason"));
    Optional<String> reason = reading.text("reason", LONGEST_REASON);
    reading.mustBeFine();
    var query = ChangeQuery.of(call, List.of("author", "reason")).withMessage(reason);
    String why = reason.orElseThrow(HandlePolicy::unexplained);
    var demanded = Preconditions.of(call);
    String text = JsonBody.text(call);
    if (demanded.none() && desk.stored().isPresent()) {
      throw precondition();
    }
    return change(
        "replaceMitigationPolicy",
        call,
        query,
        why,
        () -> desk.put(text, expected(demanded), AuditTrail.author(call, query), why));
  }

  Reply rollback(Call call) throws IOException {
    var query = ChangeQuery.of(call, List.of("author"));
    BodyReading body = BodyReading.of(call, Set.of("version", "reason"));
    long version = body.neededNumber("version", 1, MOST_VERSION).orElse(0);
    String why = body.neededProse("reason", LONGEST_REASON).orElse("");
    body.mustBeFine();
    var demanded = Preconditions.of(call);
    String author = AuditTrail.author(call, query);
    return change(
        "rollbackMitigationPolicy",
        call,
        query,
        "back to %d: %s".formatted(version, why),
        () ->
            desk.rollback(version, demanded.none() ? _ -> true : expected(demanded), author, why));
  }

  private Reply change(
      String operation, Call call, ChangeQuery query, String what, Supplier<PolicyChange> work)
      throws AuditUnavailable {
    var trail =
        new AuditTrail(
            access,
            () -> desk.stored().map(it -> String.valueOf(it.version().version())),
            operation,
            call,
            query);
    PolicyChange change = trail.around(what, work, HandlePolicy::word);
    return reply(change).with("X-Request-Id", trail.requestId());
  }

  private static String word(PolicyChange change) {
    return switch (change) {
      case PolicyChange.InForce(Version _, boolean changed) -> changed ? "in force" : "unchanged";
      case PolicyChange.Refused _ -> "refused";
      case PolicyChange.Clash _ -> "conflict";
      case PolicyChange.Unknown _ -> "not found";
    };
  }

  private static Reply reply(PolicyChange change) {
    return switch (change) {
      case PolicyChange.InForce(Version version, boolean changed) ->
          tagged(
              Reply.ok(MediaType.JSON, new Changed(changed, VersionInfo.of(version))),
              Optional.of(version));
      case PolicyChange.Refused(var problems) -> Reply.problem(422, Refused.of(problems));
      case PolicyChange.Clash(var now) ->
          clash(
              Problem.of(
                  412, "changed-meanwhile", "Another policy is in force; read it and try again."),
              now);
      case PolicyChange.Unknown _ -> none().reply();
    };
  }

  /** Whether what is in force may be replaced; where nothing was said, nothing may be. */
  private static Predicate<Optional<Version>> expected(Preconditions demanded) {
    return now ->
        demanded
            .ifMatch()
            .map(tag -> now.filter(it -> tag.equals("*") || it.sha256().equals(tag)).isPresent())
            .orElse(now.isEmpty());
  }

  private Refusal precondition() {
    var detail =
        "There is a policy. If-Match with its ETag replaces this very one; If-Match: * whatever is"
            + " there.";
    Reply reply =
        clash(Problem.of(428, "precondition-required", detail), desk.stored().map(Stored::version));
    return new Refusal(detail, reply);
  }

  private static Reply clash(Problem problem, Optional<Version> now) {
    return tagged(Reply.problem(problem.status(), Clash.of(problem, now)), now);
  }

  private static Reply tagged(Reply reply, Optional<Version> version) {
    return version.map(it -> reply.with("ETag", FileTag.quoted(it.sha256()))).orElse(reply);
  }

  private static Optional<Long> version(String text) {
    return text.matches(LARGEST) ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static Refusal unexplained() {
    var detail = "reason says why; whoever wonders at night what the service may do reads it.";
    return Problem.of(400, "no-reason", detail).refusal();
  }

  private static Refusal none() {
    var detail = "There is no such version of the policy, or it is kept no longer.";
    return Problem.of(404, "no-such-version", detail).refusal();
  }
}
