package io.fivewhys.gateway;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one gateway at a moment.
 *
 * @param labels whose it is and the like, for people who look at many
 * @param interval time from one look to the next, unless something calls for one earlier
 * @param window over which traffic is counted; how long pushed facts live that do not say
 * @param lastSweep what came of the last look whose diagnosis was made; empty before it
 * @param sweptAt when the last look ended, whether or not a diagnosis came of it
 * @param failure why no diagnosis came of the last look; empty when one did
 * @param skipped looks that were due and left out because one before them was still under way
 * @param elsewhere whether another replica looks at it now, so that what stands here is old
 * @param sources one for each source, in the order of the configuration
 */
public record GatewayView(
    String name,
    String namespace,
    Map<String, String> labels,
    Duration interval,
    Duration window,
    Optional<SweepResult> lastSweep,
    Optional<Instant> sweptAt,
    Optional<String> failure,
    long skipped,
    boolean elsewhere,
    List<SourceState> sources) {

  public GatewayView {
    sources = List.copyOf(sources);
  }

  public Optional<Snapshot> lastSnapshot() {
    return lastSweep.map(SweepResult::snapshot);
  }

  public Optional<Diagnosis> lastDiagnosis() {
    return lastSweep.map(SweepResult::diagnosis);
  }
}
