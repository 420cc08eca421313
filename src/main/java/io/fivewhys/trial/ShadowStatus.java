package io.fivewhys.trial;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a shadow has found so far.
 *
 * @param candidate its revision
 * @param base revision that it is compared with
 * @param stale another revision is in force by now than the base, and no snapshot was compared with
 *     that yet; promoting would be refused
 * @param restarts how often counting began anew because another revision was put in force
 * @param author who wanted it
 * @param endsAt when its time is over
 * @param countingSince since when is counted
 * @param because why it ended; empty while it runs
 * @param evaluated snapshots that the candidate was asked about
 * @param different of these, how many it tells something else about
 * @param failed of these, how many it fails on
 * @param skipped snapshots that were passed over
 * @param differences snapshots by kind of difference; one may have several
 * @param latest newest differences first
 */
public record ShadowStatus(
    State state,
    String candidate,
    String base,
    boolean stale,
    int restarts,
    String author,
    Instant startedAt,
    Instant endsAt,
    Instant countingSince,
    Optional<String> because,
    long evaluated,
    long different,
    long failed,
    long skipped,
    Map<Difference, Long> differences,
    List<ChangedDiagnosis> latest) {

  /** How it stands. */
  public enum State {
    RUNNING,
    /** Its time is over; it may still be promoted. */
    OVER,
    /** It failed too often or is too slow; it cannot be promoted. */
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
