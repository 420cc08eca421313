package io.fivewhys.collect.prometheus.resource;

import io.fivewhys.collect.prometheus.api.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which workload a pod belongs to. */
final class Owners {
  /** The letters that Kubernetes makes names of. */
  private static final String RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";

  private static final Pattern OF_DEPLOYMENT =
      Pattern.compile("(.+)-" + RANDOM + "{5,10}-" + RANDOM + "{5}");

  private static final Pattern OF_STATEFUL_SET = Pattern.compile("(.+)-\\d+");
  private static final Pattern OF_DAEMON_SET = Pattern.compile("(.+)-" + RANDOM + "{5}");
  private static final Pattern REPLICA_SET = Pattern.compile("(.+)-" + RANDOM + "{5,10}");

  private final Map<List<String>, String> known = new HashMap<>();

  /**
   * @param podOwners series of kube_pod_owner; none where there is no kube-state-metrics: then the
   *     pod's name has to tell
   */
  Owners(List<Series> podOwners) {
    for (Series series : podOwners) {
      String owner = series.label("owner_name");
      String workload =
          switch (series.label("owner_kind")) {
            case "ReplicaSet" -> base(REPLICA_SET, owner).orElse(owner);
            // A pod of its own has <none>, one of the node the node.
            case "", "<none>", "Node" -> "";
            default -> owner;
          };
      if (!workload.isEmpty()) {
        known.put(List.of(series.label("namespace"), series.label("pod")), workload);
      }
    }
  }

  String workload(String namespace, String pod) {
    String owner = known.get(List.of(namespace, pod));
    if (owner != null) {
      return owner;
    }
    return base(OF_DEPLOYMENT, pod)
        .or(() -> base(OF_STATEFUL_SET, pod))
        .or(() -> base(OF_DAEMON_SET, pod))
        .orElse(pod);
  }

  private static Optional<String> base(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
