package io.fivewhys.http.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.call.FileTag;
import io.fivewhys.http.call.Problem;
import io.fivewhys.revision.CheckReport;
import io.fivewhys.revision.DraftCheck;
import io.fivewhys.revision.Outcome;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleDiff;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.RuleText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the operations about rules answer with, as the contract has it. */
final class RuleDocuments {
  /** A file with an error in every line is told about as well with fewer. */
  private static final int MOST_PROBLEMS = 200;

  private static final int LONGEST_TEXT = 500;

  private RuleDocuments() {}

  /** What is in force. */
  record RuleSet(
      @JsonInclude RevisionInfo revision, List<FileInfo> files, Optional<RejectedInfo> rejected) {}

  /**
   * @param etag with its quotes, as headers want it
   */
  record FileInfo(String path, String kind, long sizeBytes, String etag, List<RuleAt> rules) {
    static FileInfo of(String path, String text) {
      List<RuleAt> rules =
          path.endsWith(".drl")
              ? RuleText.of(DrlFile.parse(path, text)).stream()
                  .map(rule -> new RuleAt(rule.name(), rule.line()))
                  .toList()
              : List.of();
      return new FileInfo(path, kind(path), FileTag.sizeBytes(text), FileTag.of(text), rules);
    }

    private static String kind(String path) {
      if (path.endsWith(".drl")) {
        return "rules";
      }
      if (path.endsWith("/cases.yaml")) {
        return "cases";
      }
      return path.startsWith("logs/") ? "log-patterns" : "other";
    }
  }

  record RuleAt(String name, int line) {}

  /**
   * @param id SHA-256 of the files
   * @param checks empty in lists
   * @param files path to text; only when asked for
   */
  record RevisionInfo(
      String id,
      long number,
      Optional<String> parent,
      String origin,
      String author,
      String message,
      Instant activatedAt,
      Optional<Checks> checks,
      Optional<Map<String, String>> files) {

    static RevisionInfo brief(Revision revision) {
      return of(revision, Optional.empty(), Optional.empty());
    }

    static RevisionInfo whole(Revision revision) {
      return of(revision, Optional.of(Checks.of(revision.report())), Optional.empty());
    }

    static RevisionInfo withFiles(Revision revision, Map<String, String> files) {
      return of(revision, Optional.of(Checks.of(revision.report())), Optional.of(files));
    }

    private static RevisionInfo of(
        Revision it, Optional<Checks> checks, Optional<Map<String, String>> files) {
      return new RevisionInfo(
          it.id(),
          it.number(),
          it.parent(),
          lower(it.origin()),
          it.author(),
          it.message(),
          it.at(),
          checks,
          files);
    }
  }

  record Revisions(List<RevisionInfo> revisions) {}

  /** Why the newest files of the directory are not in force. */
  record RejectedInfo(String revision, Instant at, String detail, Checks checks) {
    static RejectedInfo of(RulesInForce.Rejected it) {
      return new RejectedInfo(it.revision(), it.at(), it.detail(), Checks.of(it.report()));
    }
  }

  record Checks(boolean passed, List<Step> steps) {
    static Checks of(CheckReport report) {
      return new Checks(report.passed(), report.steps().stream().map(Step::of).toList());
    }
  }

  record Step(
      String stage,
      String status,
      long tookMillis,
      String summary,
      List<RuleProblem> problems,
      Optional<JsonNode> details) {
    static Step of(CheckReport.Step it) {
      return new Step(
          lower(it.stage()),
          lower(it.status()),
          it.took().toMillis(),
          it.summary(),
          bounded(it.problems()),
          it.details());
    }
  }

  /**
   * A change that was made, or checked, or was none.
   *
   * @param cases how each case went; only of a draft
   */
  record Changed(
      String status,
      String revision,
      String detail,
      String requestId,
      Checks checks,
      Optional<List<CheckDraft.CaseOutcome>> cases) {
    static Changed of(Outcome it, String requestId) {
      return new Changed(
          lower(it.status()),
          it.revision(),
          it.detail(),
          requestId,
          Checks.of(it.report()),
          Optional.empty());
    }

    static Changed of(DraftCheck.Checked it, String requestId, List<CheckDraft.CaseOutcome> cases) {
      return new Changed(
          "passed",
          it.revision(),
          "every check that was asked for passed",
          requestId,
          Checks.of(it.report()),
          Optional.of(cases));
    }
  }

  /**
   * A candidate that failed a check; begins as every {@link Problem} does.
   *
   * @param cases how each case went; only of a draft
   */
  record RefusedChange(
      String type,
      String title,
      int status,
      String detail,
      String revision,
      String requestId,
      List<RuleProblem> problems,
      Checks checks,
      Optional<List<CheckDraft.CaseOutcome>> cases) {
    static RefusedChange of(Outcome it, String requestId) {
      return of(it.detail(), it.revision(), it.report(), requestId, Optional.empty());
    }

    static RefusedChange of(
        DraftCheck.Checked it, String requestId, List<CheckDraft.CaseOutcome> cases) {
      return of(
          "The draft does not pass its checks.",
          it.revision(),
          it.report(),
          requestId,
          Optional.of(cases));
    }

    private static RefusedChange of(
        String detail,
        String revision,
        CheckReport report,
        String requestId,
        Optional<List<CheckDraft.CaseOutcome>> cases) {
      var problem = Problem.of(422, "rules-refused", detail);
      return new RefusedChange(
          problem.type(),
          problem.title(),
          problem.status(),
          problem.detail(),
          revision,
          requestId,
          bounded(report.failures()),
          Checks.of(report),
          cases);
    }
  }

  /** A candidate that cannot even be tried; begins as every {@link Problem} does. */
  record RefusedTrial(
      String type, String title, int status, String detail, List<RuleProblem> problems) {
    static RefusedTrial of(List<RuleProblem> problems) {
      var problem = Problem.of(422, "rules-refused", "These rules cannot be used.");
      return new RefusedTrial(
          problem.type(), problem.title(), problem.status(), problem.detail(), bounded(problems));
    }
  }

  /**
   * Somebody else was first; begins as every {@link Problem} does.
   *
   * @param etag what to send as If-Match to change what is there now; empty when it is not there
   * @param changedBy who made it what it is; empty when that is not known any more
   */
  record Clash(
      String type,
      String title,
      int status,
      String detail,
      String revision,
      Optional<String> etag,
      Optional<RevisionInfo> changedBy) {
    static Clash of(
        Problem problem, String revision, Optional<String> etag, Optional<Revision> changedBy) {
      return new Clash(
          problem.type(),
          problem.title(),
          problem.status(),
          problem.detail(),
          revision,
          etag,
          changedBy.map(RevisionInfo::brief));
    }
  }

  /** What changes from one revision to another. */
  record Difference(
      String from,
      String to,
      List<RuleDiff.Changed> files,
      List<RuleDiff.Changed> rules,
      String unified) {
    static Difference of(String from, String to, RuleDiff diff) {
      return new Difference(from, to, diff.files(), diff.rules(), diff.unified());
    }
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<RuleProblem> bounded(List<RuleProblem> all) {
    return all.stream().limit(MOST_PROBLEMS).map(RuleDocuments::bounded).toList();
  }

  private static RuleProblem bounded(RuleProblem it) {
    return it.text().length() <= LONGEST_TEXT
        ? it
        : new RuleProblem(
            it.stage(),
            it.file(),
            it.rule(),
            it.line(),
            it.column(),
            it.text().substring(0, LONGEST_TEXT) + "…",
            it.message(),
            it.advice());
  }
}
