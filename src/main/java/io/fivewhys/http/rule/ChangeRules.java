package io.fivewhys.http.rule;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.FileTag;
import io.fivewhys.http.call.JsonBody;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Preconditions;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.revision.Change;
import io.fivewhys.revision.ChangeRequest;
import io.fivewhys.revision.Outcome;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.trial.Shadow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Operations that change the rules, each with an intent in the audit log before and an outcome
 * after it. One at a time.
 */
final class ChangeRules {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** How far back it is looked for who changed a file. */
  private static final int HISTORY = 50;

  /** What {@link CheckDraft} has read by then is none of its business. */
  private static final List<String> QUERY_OF_CHECK =
      List.of("message", "author", "dry-run", "strict", "max-changes", "until", "editor");

  private final RulesInForce rules;
  private final AccessParts access;
  private final ServiceMetrics metrics;
  private final ReentrantLock turn = new ReentrantLock(true);

  ChangeRules(RulesInForce rules, AccessParts access, ServiceMetrics metrics) {
    this.rules = rules;
    this.access = access;
    this.metrics = metrics;
  }

  /** Without a word about what is there now, only a new file is written. */
  Reply put(Call call) throws IOException {
    String path = RulePath.of(call);
    var query = ChangeQuery.of(call);
    var demanded = Preconditions.of(call);
    String text = JsonBody.text(call);
    if (demanded.none() && inForce(path).isPresent()) {
      throw preconditionRequired(path);
    }
    boolean ifAbsent = demanded.ifAbsent() || demanded.none();
    var change = new Change.PutFile(path, text, demanded.ifMatch(), ifAbsent);
    Reply reply = change("putRuleFile", call, query, change, Optional.of(path));
    return reply.status() == 200 ? reply.with("ETag", FileTag.of(text)) : reply;
  }

  Reply delete(Call call) throws IOException {
    String path = RulePath.of(call);
    var query = ChangeQuery.of(call);
    var demanded = Preconditions.of(call);
    if (demanded.ifMatch().isEmpty() && inForce(path).isPresent()) {
      throw preconditionRequired(path);
    }
    var change = new Change.DeleteFile(path, demanded.ifMatch());
    return change("deleteRuleFile", call, query, change, Optional.of(path));
  }

  Reply replaceAll(Call call) throws IOException {
    var query = ChangeQuery.of(call);
    var demanded = Preconditions.of(call);
    var candidate = RuleBodies.candidate(call);
    Optional<String> base = candidate.base().or(demanded::ifMatch);
    if (base.isEmpty()) {
      var detail = "Say what it replaces: base in the body or If-Match, a revision or *.";
      throw Problem.of(428, "precondition-required", detail).refusal();
    }
    var change =
        new Change.ReplaceAll(candidate.files(), base.filter(it -> !it.equals("*")).map(this::id));
    return change(
        "replaceRules", call, query.withMessage(candidate.message()), change, Optional.empty());
  }

  Reply check(Call call, RuleBodies.Candidate candidate) throws AuditUnavailable {
    var query = ChangeQuery.of(call, QUERY_OF_CHECK).asDryRun();
    var change = new Change.ReplaceAll(candidate.files(), candidate.base().map(this::id));
    return change("checkRules", call, query, change, Optional.empty());
  }

  /** Puts in force what was in the shadow, if that with which it was compared still is. */
  Reply promote(Call call, Shadow.Promotion promotion) throws IOException {
    var change = new Change.ReplaceAll(promotion.files(), Optional.of(promotion.base()));
    return change("promoteShadow", call, ChangeQuery.of(call), change, Optional.empty());
  }

  Reply rollback(Call call) throws IOException {
    var query = ChangeQuery.of(call);
    var back = RuleBodies.back(call);
    var change = new Change.Rollback(back.revision());
    return change(
        "rollbackRules", call, query.withMessage(back.message()), change, Optional.empty());
  }

  /** The whole id where a beginning was given; what is unknown clashes later on. */
  private String id(String revision) {
    return rules.find(RevisionName.checked(revision)).map(Revision::id).orElse(revision);
  }

  private Reply change(
      String operation, Call call, ChangeQuery query, Change change, Optional<String> path)
      throws AuditUnavailable {
    var request =
        new ChangeRequest(
            change,
            AuditTrail.author(call, query),
            query.message().orElse(""),
            query.maxChanges(),
            query.strict(),
            query.dryRun());
    var trail = new AuditTrail(access, this::revision, operation, call, query);
    Outcome outcome = query.dryRun() ? rules.apply(request) : audited(trail, request);
    if (!query.dryRun()) {
      String origin = change instanceof Change.Rollback ? "rollback" : "api";
      metrics.ruleChange(origin, RuleDocuments.lower(outcome.status()));
    }
    return reply(outcome, trail.requestId(), path).with("X-Request-Id", trail.requestId());
  }

  private Optional<String> revision() {
    return Optional.of(rules.revision().id());
  }

  /** One at a time, so that an entry's before and after are those of its own change. */
  private Outcome audited(AuditTrail trail, ChangeRequest request) throws AuditUnavailable {
    awaitTurn();
    try {
      trail.begins();
      String ending = "failed";
      String detail = "";
      try {
        Outcome outcome = rules.apply(request);
        ending = RuleDocuments.lower(outcome.status());
        detail = outcome.detail();
        return outcome;
      } finally {
        trail.ended(ending, detail);
      }
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn() {
    try {
      if (turn.tryLock(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Problem.of(503, "full", "Other changes take too long; nothing is changed.")
        .retryAfter(Duration.ofSeconds(10));
  }

  private Reply reply(Outcome outcome, String requestId, Optional<String> path) {
    return switch (outcome.status()) {
      case ACTIVATED, UNCHANGED, PASSED ->
          Reply.ok(MediaType.JSON, RuleDocuments.Changed.of(outcome, requestId));
      case REFUSED -> Reply.problem(422, RuleDocuments.RefusedChange.of(outcome, requestId));
      case CONFLICT -> clash(Problem.of(412, "changed-meanwhile", outcome.detail()), path);
      case NOT_FOUND -> Problem.of(404, "not-found", outcome.detail()).refusal().reply();
    };
  }

  private Refusal preconditionRequired(String path) {
    var detail =
        "The file is there. If-Match with its ETag changes this very version; If-Match: * changes"
            + " whatever is there.";
    var reply = clash(Problem.of(428, "precondition-required", detail), Optional.of(path));
    return new Refusal(detail, reply);
  }

  private Reply clash(Problem problem, Optional<String> path) {
    Optional<String> tag = path.flatMap(this::inForce).map(FileTag::of);
    var document = RuleDocuments.Clash.of(problem, rules.revision().id(), tag, changedLast(path));
    Reply reply = Reply.problem(problem.status(), document);
    return tag.map(current -> reply.with("ETag", current)).orElse(reply);
  }

  private Optional<String> inForce(String path) {
    return Optional.ofNullable(rules.rulebook().files().contents().get(path));
  }

  /** The revision that made a file what it is, or took it away. */
  private Optional<Revision> changedLast(Optional<String> path) {
    if (path.isEmpty()) {
      return Optional.of(rules.revision());
    }
    List<Revision> history = rules.history(HISTORY);
    for (int i = 0; i + 1 < history.size(); i++) {
      if (!textIn(history.get(i), path.get()).equals(textIn(history.get(i + 1), path.get()))) {
        return Optional.of(history.get(i));
      }
    }
    // The first of all revisions is where everything in it comes from.
    return history.stream()
        .skip(Math.max(0, history.size() - 1))
        .findFirst()
        .filter(first -> first.parent().isEmpty());
  }

  private Optional<String> textIn(Revision revision, String path) {
    return rules.files(revision.id()).map(files -> files.contents().get(path));
  }
}
