package io.fivewhys.fact;

import java.time.Instant;
import java.util.Optional;

/**
 * A source that could not be asked, so that what it would have told is unknown, neither good nor
 * bad.
 *
 * @param source kubernetes, prometheus, logs, breakers, probes, or a source's own name
 * @param subject what of it, where not all is blind
 * @param reason why
 * @param since since when
 */
public record Blind(
    String source, Optional<String> subject, Optional<String> reason, Optional<Instant> since)
    implements Fact {

  /** This source is blind altogether, or for this subject. */
  public boolean covers(String source, String subject) {
    return this.source.equals(source)
        && (this.subject.isEmpty() || this.subject.get().equals(subject));
  }
}
