package io.fivewhys.http.rule;

import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.FileTag;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.source.RuleDiff;
import io.fivewhys.rulebook.source.RuleFiles;
import java.util.List;
import java.util.Optional;

/** What there is to read about rules. Off the event loop: it parses, and may ask a store. */
final class ReadRules {
  private static final int MOST = 1_000;
  private static final int DEFAULT = 20;

  private final RulesInForce rules;
  private volatile Listed listed = new Listed("", List.of());

  /** The files of a revision, which need not be parsed for every reader. */
  private record Listed(String revision, List<RuleDocuments.FileInfo> files) {}

  ReadRules(RulesInForce rules) {
    this.rules = rules;
  }

  Reply all(Call call) {
    ChangeQuery.none(call);
    Revision revision = rules.revision();
    var document =
        new RuleDocuments.RuleSet(
            RuleDocuments.RevisionInfo.whole(revision),
            files(revision),
            rules.rejected().map(RuleDocuments.RejectedInfo::of));
    return Reply.ok(call.accepted(), document).with("ETag", FileTag.quoted(revision.id()));
  }

  Reply file(Call call) {
    ChangeQuery.none(call);
    String text = rules.rulebook().files().contents().get(RulePath.of(call));
    if (text == null) {
      throw Problem.of(404, "no-such-file", "There is no such file; GET /api/v1/rules lists them.")
          .refusal();
    }
    String tag = FileTag.of(text);
    boolean known = call.header("If-None-Match").filter(tag::equals).isPresent();
    Reply reply = known ? Reply.notModified() : Reply.ok("text/plain; charset=utf-8", text);
    return reply.with("ETag", tag);
  }

  Reply history(Call call) {
    int limit = Paging.limit(call, DEFAULT, MOST);
    return Reply.ok(
        call.accepted(),
        new RuleDocuments.Revisions(
            rules.history(limit).stream().map(RuleDocuments.RevisionInfo::brief).toList()));
  }

  Reply revision(Call call) {
    String files = Optional.ofNullable(call.query().get("files")).orElse("false");
    boolean understood =
        call.query().size() == (call.query().contains("files") ? 1 : 0)
            && List.of("true", "false", "").contains(files);
    if (!understood) {
      var detail = "This takes one query parameter: files, true or false.";
      throw Problem.of(400, "bad-parameter", detail).refusal();
    }
    Revision revision = find(call.parameter("id"));
    var document =
        files.equals("false")
            ? RuleDocuments.RevisionInfo.whole(revision)
            : RuleDocuments.RevisionInfo.withFiles(revision, filesOf(revision).contents());
    return Reply.ok(call.accepted(), document);
  }

  Reply difference(Call call) {
    ChangeQuery.none(call);
    Revision from = find(call.parameter("id"));
    Revision to = find(call.parameter("other"));
    var diff = RuleDiff.between(filesOf(from), filesOf(to));
    return Reply.ok(call.accepted(), RuleDocuments.Difference.of(from.id(), to.id(), diff));
  }

  private List<RuleDocuments.FileInfo> files(Revision revision) {
    Listed last = listed;
    if (!last.revision().equals(revision.id())) {
      var files = filesOf(revision).contents();
      var infos =
          files.entrySet().stream()
              .map(file -> RuleDocuments.FileInfo.of(file.getKey(), file.getValue()))
              .toList();
      last = new Listed(revision.id(), infos);
      listed = last;
    }
    return last.files();
  }

  private Revision find(String name) {
    return rules.find(RevisionName.checked(name)).orElseThrow(RevisionName::unknown);
  }

  private RuleFiles filesOf(Revision revision) {
    return rules.files(revision.id()).orElseThrow(RevisionName::unknown);
  }
}
