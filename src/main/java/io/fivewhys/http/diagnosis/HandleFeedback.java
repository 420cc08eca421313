package io.fivewhys.http.diagnosis;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.BodyReading;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.diagnosis.FeedbackDocuments.FeedbackDocument;
import io.fivewhys.http.diagnosis.FeedbackDocuments.FeedbackList;
import io.fivewhys.http.diagnosis.FeedbackDocuments.FeedbackTaken;
import io.fivewhys.http.diagnosis.FeedbackDocuments.PrecisionDocument;
import io.fivewhys.http.diagnosis.FeedbackDocuments.PrecisionPage;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.incident.Feedback;
import io.fivewhys.incident.RulePrecision;
import io.fivewhys.inference.Category;
import io.fivewhys.store.FeedbackStore;
import io.fivewhys.store.Page;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes what people say about diagnoses, and tells what that says about rules. */
final class HandleFeedback {
  private static final int LONGEST_RULE = 1_000;

  private final KeptParts kept;
  private final AccessParts access;

  HandleFeedback(KeptParts kept, AccessParts access) {
    this.kept = kept;
    this.access = access;
  }

  Reply give(Call call) throws IOException {
    var query = ChangeQuery.of(call, List.of("author"));
    Diagnosis diagnosis = diagnosis(call);
    Feedback feedback = feedback(call, diagnosis.id(), AuditTrail.author(call, query));
    var trail = AuditTrail.of(access, "giveFeedback", call, query);
    trail.begins(feedback.verdict().toString());
    String ending = "failed";
    try {
      Reply reply =
          kept.database()
              .write(
                  it -> {
                    List<String> rules = kept.feedback().add(it, feedback, diagnosis);
                    var taken = new FeedbackTaken(FeedbackDocument.of(feedback), rules);
                    Reply answer =
                        Reply.ok(call.accepted(), taken).with("X-Request-Id", trail.requestId());
                    call.answeredIn(it, answer);
                    return answer;
                  });
      ending = "taken";
      return reply;
    } finally {
      trail.ended(ending, "diagnosis " + diagnosis.id());
    }
  }

  Reply list(Call call) {
    ChangeQuery.none(call);
    var all = kept.feedback().of(diagnosis(call).id());
    return Reply.ok(
        call.accepted(), new FeedbackList(all.stream().map(FeedbackDocument::of).toList()));
  }

  /** Of all rules, page by page; of one, revision by revision. */
  Reply precision(Call call) {
    var query = new QueryReading(call.query(), List.of("rule", "limit", "cursor"));
    Optional<String> rule = query.text("rule", LONGEST_RULE);
    var cursor = Paging.cursor(query, FeedbackStore.RULES);
    int limit = Paging.limit(query);
    query.mustBeFine();
    if (rule.isPresent()) {
      var revisions = kept.feedback().precisionOf(rule.get(), limit);
      return Reply.ok(
          call.accepted(),
          new PrecisionPage(
              revisions.stream().map(PrecisionDocument::of).toList(), Optional.empty()));
    }
    Page<RulePrecision> page =
        cursor
            .map(it -> kept.feedback().precision(it, limit))
            .orElseGet(() -> kept.feedback().precision(limit));
    Optional<String> next = page.next().map(Object::toString);
    var rules = page.entries().stream().map(PrecisionDocument::of).toList();
    return Paging.linked(Reply.ok(call.accepted(), new PrecisionPage(rules, next)), call, next);
  }

  private Diagnosis diagnosis(Call call) {
    return kept.diagnosis()
        .apply(call.parameter("id"))
        .orElseThrow(
            () -> {
              var detail = "There is no such diagnosis, or it is too old to be kept.";
              return Problem.of(404, "no-such-diagnosis", detail).refusal();
            });
  }

  private Feedback feedback(Call call, String diagnosis, String by) throws IOException {
    var body = BodyReading.of(call, Set.of("verdict", "actualCause", "comment"));
    var verdict = body.neededOneOf("verdict", Feedback.Verdict.values());
    var actual = body.object("actualCause", Set.of("category", "subject"));
    var category = actual.flatMap(it -> it.neededOneOf("category", Category.values()));
    var subject = actual.flatMap(it -> it.text("subject"));
    var comment = body.text("comment");
    body.mustBeFine();
    var feedback =
        new Feedback(
            diagnosis,
            verdict.orElseThrow(),
            by,
            kept.database().clock().instant(),
            category.map(it -> new Feedback.ActualCause(it, subject)),
            comment);
    BodyReading.mustBeFine(
        feedback.objections(), "senseless-feedback", "The feedback cannot be taken.");
    return feedback;
  }
}
