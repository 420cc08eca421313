package io.fivewhys.http.rule;

import io.fivewhys.cases.CaseResult;
import io.fivewhys.cases.Outcome;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OneAtATime;
import io.fivewhys.http.serve.WaitingClient;
import io.fivewhys.revision.DraftCheck;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Checks a draft while it is written, no further than asked. Whatever is asked without saying how
 * far goes the whole way, as a change does.
 */
final class CheckDraft {
  private static final int MOST_WHOLE = 3;

  private static final int LONGEST_FOLDER = 500;
  private static final int LONGEST_EDITOR = 100;
  private static final List<String> NAMES =
      List.of("until", "cases", "editor", "message", "author", "dry-run", "strict", "max-changes");

  private static final List<String> MEANT_FOR_ALL = List.of("strict", "max-changes");

  private final RulesInForce rules;
  private final DraftCheck drafts;
  private final ChangeRules change;
  private final OneAtATime turns = new OneAtATime("check");
  private final Semaphore wholeChecks = new Semaphore(MOST_WHOLE);

  CheckDraft(RulesInForce rules, TrialParts trial, ChangeRules change) {
    this.rules = rules;
    this.drafts = trial.drafts();
    this.change = change;
  }

  /** The last stage of a check. */
  private enum Until {
    COMPILE,
    CASES,
    BACKTEST;

    static Optional<Until> of(String text) {
      return Arrays.stream(values())
          .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst();
    }
  }

  /**
   * How one case went.
   *
   * @param outcome {@code passed}, {@code failed} or {@code broken}
   * @param differences what was expected and what was found; of one that failed
   * @param message why it could not be seen what comes; of one that is broken
   */
  record CaseOutcome(
      String file,
      int line,
      String name,
      String outcome,
      List<Outcome.Difference> differences,
      Optional<String> message,
      List<String> concluded,
      long tookMillis) {
    static CaseOutcome of(CaseResult it) {
      String outcome = "";
      List<Outcome.Difference> differences = List.of();
      Optional<String> message = Optional.empty();
      switch (it.outcome()) {
        case Outcome.Passed _ -> outcome = "passed";
        case Outcome.Failed(var found) -> {
          outcome = "failed";
          differences = found;
        }
        case Outcome.Broken(var why) -> {
          outcome = "broken";
          message = Optional.of(why);
        }
      }
      return new CaseOutcome(
          it.of().file(),
          it.of().line(),
          it.of().name(),
          outcome,
          differences,
          message,
          it.concluded().stream().sorted().toList(),
          it.took().toMillis());
    }
  }

  Reply check(Call call, WaitingClient client) throws IOException {
    var reading = new QueryReading(call.query(), NAMES);
    Optional<Until> until = reading.value("until", "compile, cases or backtest", Until::of);
    Optional<String> folder = reading.text("cases", LONGEST_FOLDER);
    Optional<String> editor = reading.text("editor", LONGEST_EDITOR);
    reading.mustBeFine();
    var candidate = RuleBodies.candidate(call, rules);
    Until last = until.orElse(folder.isPresent() ? Until.CASES : Until.BACKTEST);
    if (folder.isPresent() && last != Until.CASES) {
      var detail = "cases says which cases are run, so until must be cases, or left out.";
      throw Problem.of(400, "bad-parameter", detail).refusal();
    }
    if (last != Until.BACKTEST && MEANT_FOR_ALL.stream().anyMatch(call.query()::contains)) {
      var detail = String.join(" and ", MEANT_FOR_ALL) + " are for a whole check: until=backtest.";
      throw Problem.of(400, "bad-parameter", detail).refusal();
    }
    return switch (last) {
      case COMPILE -> checked(call, client, candidate, editor, drafts::compiled);
      case CASES ->
          checked(call, client, candidate, editor, files -> drafts.withCases(files, folder));
      case BACKTEST -> whole(call, candidate);
    };
  }

  /** Those take long and wait for each other; editors need the places meanwhile. */
  private Reply whole(Call call, RuleBodies.Candidate candidate) throws IOException {
    if (!wholeChecks.tryAcquire()) {
      throw Problem.of(503, "full", "Too many whole checks of rules are under way.")
          .retryAfter(Duration.ofSeconds(5));
    }
    try {
      return change.check(call, candidate);
    } finally {
      wholeChecks.release();
    }
  }

  /** What is done with a draft. */
  private interface Checking {
    DraftCheck.Checked of(RuleFiles draft) throws InterruptedException;
  }

  private Reply checked(
      Call call,
      WaitingClient client,
      RuleBodies.Candidate candidate,
      Optional<String> editor,
      Checking checking) {
    RuleFiles draft = TrialBody.bounded(candidate.files());
    Optional<String> asker = editor.map(name -> call.actor() + " " + name);
    try {
      return reply(turns.done(() -> checking.of(draft), client, asker));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "abandoned", "The request was given up.").refusal();
    }
  }

  private static Reply reply(DraftCheck.Checked checked) {
    String requestId = UUID.randomUUID().toString();
    List<CaseOutcome> cases = checked.cases().stream().map(CaseOutcome::of).toList();
    Reply reply =
        checked.report().passed()
            ? Reply.ok(MediaType.JSON, RuleDocuments.Changed.of(checked, requestId, cases))
            : Reply.problem(422, RuleDocuments.RefusedChange.of(checked, requestId, cases));
    return reply.with("X-Request-Id", requestId);
  }
}
