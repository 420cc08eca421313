package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Event;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the events of a Deployment tell of its last scaling, for one that happened before the first
 * look. In a rollout the same events come for two ReplicaSets at about the same time; these are no
 * scaling.
 */
final class ScalingEvents {
  /** As clusters of different age word it, with what was before in either place or not at all. */
  private static final Pattern SCALED =
      Pattern.compile(
          "Scaled (?:up|down) replica set (\\S{1,253})(?: from (\\d{1,9}))? to (\\d{1,9})(?: from"
              + " (\\d{1,9}))?");

  private static final Duration ROLLING = Duration.ofMinutes(2);

  /** One step of one ReplicaSet. */
  private record Step(String replicaSet, OptionalLong from, long to, Instant at) {
    boolean isNear(Step other) {
      return Duration.between(at, other.at).abs().compareTo(ROLLING) < 0;
    }
  }

  /** The last scaling: what was wanted before, and when it happened. */
  record Scaling(long before, Instant at) {}

  private ScalingEvents() {}

  /** Empty when the events tell none that led to the present number. */
  static Optional<Scaling> last(WatchedWorkload workload, long desired, ClusterLook look) {
    List<Step> steps = steps(workload, look);
    if (steps.isEmpty() || steps.getLast().to() != desired) {
      return Optional.empty();
    }
    Step last = steps.getLast();
    boolean rolling =
        steps.stream()
            .anyMatch(it -> !it.replicaSet().equals(last.replicaSet()) && it.isNear(last));
    OptionalLong before = last.from().isPresent() ? last.from() : earlier(steps, last);
    return rolling || before.isEmpty() || before.getAsLong() == desired
        ? Optional.empty()
        : Optional.of(new Scaling(before.getAsLong(), last.at()));
  }

  private static OptionalLong earlier(List<Step> steps, Step last) {
    return steps.stream()
        .filter(it -> it != last && it.replicaSet().equals(last.replicaSet()))
        .mapToLong(Step::to)
        .reduce((_, second) -> second);
  }

  private static List<Step> steps(WatchedWorkload workload, ClusterLook look) {
    List<Step> steps = new ArrayList<>();
    for (Event event : look.objects().list(Event.class)) {
      boolean about =
          "ScalingReplicaSet".equals(event.getReason())
              && event.getInvolvedObject() != null
              && Objects.equals(event.getInvolvedObject().getUid(), workload.uid());
      Optional<Instant> at = EventTimes.lastSeen(event);
      if (about && at.isPresent()) {
        Matcher said = SCALED.matcher(String.valueOf(event.getMessage()));
        if (said.matches()) {
          steps.add(step(said, at.get()));
        }
      }
    }
    steps.sort(Comparator.comparing(Step::at));
    return steps;
  }

  private static Step step(Matcher said, Instant at) {
    String from = said.group(2) == null ? said.group(4) : said.group(2);
    return new Step(
        said.group(1),
        from == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(from)),
        Long.parseLong(said.group(3)),
        at);
  }
}
