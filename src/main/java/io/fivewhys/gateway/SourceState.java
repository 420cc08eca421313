package io.fivewhys.gateway;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one source of a gateway is doing.
 *
 * @param result of the last look
 * @param since when it began to be so; empty as long as it was never asked
 * @param code what went wrong, when it saw nothing
 * @param reason why it saw nothing, or the first thing that it could not see; without any secret
 * @param lastGoodAt when it last saw all that it looks for
 * @param took how long the last answer took; at most its deadline
 * @param facts how many it told at the last look, those apart that say what it could not see
 * @param notes what is worth knowing when setting it up
 */
public record SourceState(
    SourceName name,
    Result result,
    Optional<Instant> since,
    Optional<SourceFailed.Code> code,
    Optional<String> reason,
    Optional<Instant> lastGoodAt,
    Optional<Duration> took,
    int facts,
    List<String> notes) {

  public SourceState {
    notes = List.copyOf(notes);
  }

  /** One that was never asked yet. */
  public static SourceState unasked(SourceName name) {
    return new SourceState(
        name,
        Result.UNASKED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        List.of());
  }

  /** What became of asking it. */
  public enum Result {
    /** It was never asked yet. */
    UNASKED,
    /** It saw all that it looks for. */
    WHOLE,
    /** It saw a part, and said what it could not see. */
    PARTIAL,
    /** It saw nothing. */
    BLIND;

    /** In lower case, as in the API and as a label of metrics. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
