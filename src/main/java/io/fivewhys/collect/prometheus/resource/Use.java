package io.fivewhys.collect.prometheus.resource;

import io.fivewhys.fact.ResourceUsage.Resource;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one container or process uses of a resource.
 *
 * @param pod empty for a process outside Kubernetes
 */
record Use(
    String workload,
    Optional<String> namespace,
    Optional<String> pod,
    Optional<String> container,
    Resource resource,
    OptionalDouble used,
    OptionalDouble limit,
    OptionalDouble throttledRatio) {

  /** Used / limit; -1 where the limit is not known, which is less than anything known. */
  double share() {
    return used.isPresent() && limit.isPresent() ? used.getAsDouble() / limit.getAsDouble() : -1;
  }

  /** The more it is throttled or used up, the higher. */
  double strain() {
    return Math.max(share(), throttledRatio.orElse(-1));
  }

  String unit() {
    return switch (resource) {
      case CPU -> "cores";
      case MEMORY, HEAP, DISK -> "bytes";
      case CONNECTIONS, THREADS, FILE_DESCRIPTORS, QUEUE, NETWORK -> "count";
    };
  }
}
