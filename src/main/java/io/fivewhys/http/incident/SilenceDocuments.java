package io.fivewhys.http.incident;

import io.fivewhys.incident.Silence;
import io.fivewhys.inference.Category;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Silences as the contract has them. */
final class SilenceDocuments {
  private SilenceDocuments() {}

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
}
