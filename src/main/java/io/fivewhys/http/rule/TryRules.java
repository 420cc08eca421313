package io.fivewhys.http.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Preconditions;
import io.fivewhys.http.call.Preference;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.job.Progress;
import io.fivewhys.revision.Change;
import io.fivewhys.revision.ChangeRequest;
import io.fivewhys.revision.Outcome;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.trial.BackTestJudgement;
import io.fivewhys.trial.BackTestReport;
import io.fivewhys.trial.ShadowStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

/** Operations that try rules without putting them in force. */
final class TryRules {
  private static final int USUAL_SNAPSHOTS = 500;
  private static final int MOST_SNAPSHOTS = 10_000;
  private static final Duration USUAL_SHADOW = Duration.ofHours(24);

  private static final Duration NEXT_BACK_TEST = Duration.ofSeconds(5);

  private final RulesInForce rules;
  private final TrialParts trial;
  private final AccessParts access;
  private final ChangeRules change;
  private final StartedJobs jobs;

  /** One at a time, whether somebody waits for it or not. */
  private final Semaphore backTesting = new Semaphore(1);

  TryRules(
      RulesInForce rules,
      TrialParts trial,
      AccessParts access,
      ChangeRules change,
      StartedJobs jobs) {
    this.rules = rules;
    this.trial = trial;
    this.access = access;
    this.change = change;
    this.jobs = jobs;
  }

  /** What a back-test answers with. */
  record BackTested(boolean passed, String summary, List<RuleProblem> problems, JsonNode report) {}

  /** Answers with what comes out of it, or at once with the job that works it out. */
  Reply backTest(Call call) throws IOException {
    int limit = Paging.limit(call, USUAL_SNAPSHOTS, MOST_SNAPSHOTS);
    Rulebook candidate = compiled(TrialBody.of(call, rules, false).files());
    Rulebook active = rules.rulebook();
    if (!backTesting.tryAcquire()) {
      var detail = "Another back-test is under way; /api/v1/jobs shows it if it is a job.";
      throw Problem.of(503, "full", detail).retryAfter(NEXT_BACK_TEST);
    }
    if (Preference.respondAsync(call)) {
      return jobs.begun(
          call,
          "back-test",
          progress -> backTested(active, candidate, limit, progress),
          backTesting::release);
    }
    try {
      return Reply.ok(MediaType.JSON, backTested(active, candidate, limit, Progress.IGNORED));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "abandoned", "The request was given up.").refusal();
    } finally {
      backTesting.release();
    }
  }

  private BackTested backTested(Rulebook active, Rulebook candidate, int limit, Progress progress)
      throws InterruptedException {
    trial.recorded().count(limit).ifPresent(progress::total);
    try (var recorded = trial.recorded().latest(limit)) {
      BackTestReport report = trial.backTest().run(active, candidate, recorded, progress);
      BackTestJudgement judgement = report.judged(OptionalInt.empty());
      return new BackTested(
          judgement.passed(), judgement.summary(), judgement.problems(), report.json());
    }
  }

  Reply shadow(Call call) {
    ChangeQuery.none(call);
    return Reply.ok(call.accepted(), status(trial.shadow().status()));
  }

  /** Only what would pass the checks of a change is let in, for it sees live snapshots. */
  Reply startShadow(Call call) throws IOException {
    var query = ChangeQuery.of(call, List.of("message", "author", "strict"));
    var body = TrialBody.of(call, rules, true);
    var trail = new AuditTrail(access, this::revision, "startShadow", call, query);
    trail.begins();
    String ending = "failed";
    String detail = "";
    try {
      Outcome outcome = rules.apply(asDryRun(body, AuditTrail.author(call, query), query));
      ending = RuleDocuments.lower(outcome.status());
      detail = outcome.detail();
      switch (outcome.status()) {
        case PASSED, ACTIVATED -> {}
        case UNCHANGED ->
            throw Problem.of(409, "already-in-force", "These rules are in force.").refusal();
        case REFUSED -> {
          return Reply.problem(422, RuleDocuments.RefusedChange.of(outcome, trail.requestId()))
              .with("X-Request-Id", trail.requestId());
        }
        case CONFLICT, NOT_FOUND ->
            throw Problem.of(409, "changed-meanwhile", outcome.detail()).refusal();
      }
      ShadowStatus started =
          trial
              .shadow()
              .start(
                  compiled(body.files()),
                  AuditTrail.author(call, query),
                  body.duration().orElse(USUAL_SHADOW));
      ending = "started";
      detail = "candidate " + started.candidate();
      return Reply.ok(call.accepted(), status(Optional.of(started)))
          .with("X-Request-Id", trail.requestId());
    } finally {
      trail.ended(ending, detail);
    }
  }

  private static ChangeRequest asDryRun(TrialBody body, String author, ChangeQuery query) {
    return new ChangeRequest(
        new Change.ReplaceAll(body.files(), Optional.empty()),
        author,
        query.message().orElse(""),
        OptionalInt.empty(),
        query.strict(),
        true);
  }

  Reply dropShadow(Call call) throws IOException {
    var query = ChangeQuery.of(call, List.of("message", "author"));
    String candidate = trial.shadow().status().orElseThrow(TryRules::noShadow).candidate();
    Optional<String> looked = lookedAtAnother(call, candidate);
    if (looked.isPresent()) {
      return anotherCandidate(looked.get(), candidate, "Nothing was ended");
    }
    var trail = new AuditTrail(access, this::revision, "dropShadow", call, query);
    trail.begins();
    boolean dropped = trial.shadow().drop(candidate);
    trail.ended(dropped ? "dropped" : "gone", "candidate " + candidate);
    return Reply.noContent().with("X-Request-Id", trail.requestId());
  }

  Reply promoteShadow(Call call) throws IOException {
    ShadowStatus status = trial.shadow().status().orElseThrow(TryRules::noShadow);
    var promotion =
        trial
            .shadow()
            .promotion()
            .orElseThrow(
                () -> {
                  var detail = "The shadow failed: " + status.because().orElse("");
                  return Problem.of(409, "shadow-failed", detail).refusal();
                });
    String candidate = promotion.files().revision();
    Optional<String> looked = lookedAtAnother(call, candidate);
    if (looked.isPresent()) {
      return anotherCandidate(looked.get(), candidate, "Nothing was put in force");
    }
    Reply reply = change.promote(call, promotion);
    if (reply.status() == 200 && !ChangeQuery.of(call).dryRun()) {
      trial.shadow().drop(promotion.files().revision());
    }
    return reply;
  }

  /** What If-Match asks for where that is not this candidate. */
  private static Optional<String> lookedAtAnother(Call call, String candidate) {
    return Preconditions.of(call)
        .ifMatch()
        .filter(it -> !it.equals("*") && !candidate.startsWith(it));
  }

  private Reply anotherCandidate(String looked, String candidate, String whatCameOfIt) {
    var detail =
        "The candidate in the shadow is %s by now, not %s. %s; look at what this one found."
            .formatted(candidate, looked, whatCameOfIt);
    var problem = Problem.of(412, "another-candidate", detail);
    return Reply.problem(
        412,
        RuleDocuments.Clash.of(problem, rules.revision().id(), Optional.empty(), Optional.empty()));
  }

  private Optional<String> revision() {
    return Optional.of(rules.revision().id());
  }

  private Rulebook compiled(RuleFiles files) {
    try {
      return trial.compiler().apply(files);
    } catch (RulebookRefused refused) {
      throw TrialBody.refused(refused);
    }
  }

  private static Object status(Optional<ShadowStatus> status) {
    return status.<Object>map(it -> it).orElse(Map.of("state", "none"));
  }

  private static Refusal noShadow() {
    return Problem.of(404, "no-shadow", "There is no candidate in the shadow; PUT begins one.")
        .refusal();
  }
}
