package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The arithmetic of a rolling update, as the deployment controller does it: never more pods than
 * wanted and surge, never fewer available ones than wanted less maxUnavailable.
 *
 * @param desired replicas of the deployment
 * @param surge how many more there may be
 * @param unavailable how many of the desired may be missing
 */
record RollingUpdate(int desired, int surge, int unavailable) {
  /** A ReplicaSet and how many replicas it shall have. */
  record Scaling(ReplicaSet set, int to) {}

  static RollingUpdate of(Deployment deployment) {
    int desired = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    var given = Optional.ofNullable(deployment.getSpec().getStrategy().getRollingUpdate());
    int surge = amount(given.map(it -> it.getMaxSurge()), desired, true);
    int unavailable = amount(given.map(it -> it.getMaxUnavailable()), desired, false);
    return new RollingUpdate(desired, surge, surge + unavailable == 0 ? 1 : unavailable);
  }

  private static int amount(Optional<IntOrString> given, int of, boolean up) {
    Object value = given.map(IntOrString::getValue).orElse("25%");
    if (value instanceof Integer number) {
      return number;
    }
    double share = of * Integer.parseInt(value.toString().replace("%", "")) / 100.0;
    return (int) (up ? Math.ceil(share) : Math.floor(share));
  }

  int mostPods() {
    return desired + surge;
  }

  /** Replicas of the new set, given how many the others have. */
  int ofNew(int now, int others) {
    if (now >= desired) {
      return desired;
    }
    int room = mostPods() - now - others;
    return now + Math.max(0, Math.min(room, desired - now));
  }

  /** The next old set to make smaller; those whose pods do not serve go first. */
  Optional<Scaling> nextOld(ReplicaSet fresh, List<ReplicaSet> olds) {
    int least = desired - unavailable;
    int pods = replicas(fresh) + olds.stream().mapToInt(RollingUpdate::replicas).sum();
    int spare = pods - least - (replicas(fresh) - available(fresh));
    for (ReplicaSet old : olds) {
      int useless = Math.min(replicas(old) - available(old), spare);
      if (useless > 0) {
        return Optional.of(new Scaling(old, replicas(old) - useless));
      }
    }
    int serving = available(fresh) + olds.stream().mapToInt(RollingUpdate::available).sum();
    int tooMany = Math.min(serving - least, spare);
    return olds.stream()
        .filter(old -> replicas(old) > 0 && tooMany > 0)
        .findFirst()
        .map(old -> new Scaling(old, Math.max(0, replicas(old) - tooMany)));
  }

  static int replicas(ReplicaSet set) {
    return Objects.requireNonNullElse(set.getSpec().getReplicas(), 0);
  }

  static int available(ReplicaSet set) {
    return set.getStatus() == null
        ? 0
        : Objects.requireNonNullElse(set.getStatus().getAvailableReplicas(), 0);
  }

  static int ready(ReplicaSet set) {
    return set.getStatus() == null
        ? 0
        : Objects.requireNonNullElse(set.getStatus().getReadyReplicas(), 0);
  }
}
