package io.fivewhys.http.diagnosis;

import io.fivewhys.incident.Feedback;
import io.fivewhys.incident.RulePrecision;
import io.fivewhys.inference.Category;
import io.fivewhys.store.FeedbackStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Feedback as the contract has them. */
final class FeedbackDocuments {
  private FeedbackDocuments() {}

  record ActualCause(Category category, Optional<String> subject) {}

  record FeedbackDocument(
      String diagnosis,
      Feedback.Verdict verdict,
      String by,
      Instant at,
      Optional<ActualCause> actualCause,
      Optional<String> comment) {

    static FeedbackDocument of(Feedback it) {
      return new FeedbackDocument(
          it.diagnosis(),
          it.verdict(),
          it.by(),
          it.at(),
          it.actual().map(actual -> new ActualCause(actual.category(), actual.subject())),
          it.comment());
    }
  }

  record FeedbackList(List<FeedbackDocument> feedback) {}

  /**
   * @param rules that it counts for
   */
  record FeedbackTaken(FeedbackDocument feedback, List<String> rules) {}

  /**
   * @param revision of the rulebook; empty where all are counted together
   */
  record PrecisionDocument(
      String rule,
      Optional<String> revision,
      double precision,
      long right,
      long partly,
      long wrong,
      Optional<Instant> changedAt) {

    static PrecisionDocument of(RulePrecision it) {
      return of(it, Optional.empty(), Optional.empty());
    }

    static PrecisionDocument of(FeedbackStore.OfRevision it) {
      return of(it.precision(), Optional.of(it.rulebook()), Optional.of(it.changedAt()));
    }

    private static PrecisionDocument of(
        RulePrecision it, Optional<String> revision, Optional<Instant> changedAt) {
      return new PrecisionDocument(
          it.rule(), revision, it.precision(), it.right(), it.partly(), it.wrong(), changedAt);
    }
  }

  record PrecisionPage(List<PrecisionDocument> rules, Optional<String> next) {}
}
