package io.fivewhys.http;

import io.fivewhys.incident.Feedback;
import io.fivewhys.incident.RulePrecision;
import io.fivewhys.incident.Silence;
import io.fivewhys.inference.Category;
import io.fivewhys.store.FeedbackStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Silences and feedback as the contract has them. */
final class KeptDocuments {
  private KeptDocuments() {}

  record SilenceDocument(
      String id,
      Silence.State state,
      String gateway,
      Optional<Category> category,
      Optional<String> subject,
      Instant startsAt,
      Instant endsAt,
      String author,
      String reason,
      Instant createdAt,
      Optional<Instant> cancelledAt,
      Optional<String> cancelledBy,
      Optional<Instant> warnedAt) {

    /**
     * @param now its state is that of this time
     */
    static SilenceDocument of(Silence it, Instant now) {
      return new SilenceDocument(
          it.id(),
          it.state(now),
          it.scope().gateway(),
          it.scope().category(),
          it.scope().subject(),
          it.startsAt(),
          it.endsAt(),
          it.author(),
          it.reason(),
          it.createdAt(),
          it.cancelled().map(Silence.Cancelled::at),
          it.cancelled().map(Silence.Cancelled::by),
          it.warnedAt());
    }
  }

  record SilencePage(List<SilenceDocument> silences, Optional<String> next) {}

  /**
   * @param changed false: it was over before
   */
  record SilenceEnd(boolean changed, String detail, SilenceDocument silence) {}

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
