package io.fivewhys.collect.prometheus.resource;

import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.ResourceUsage.Resource;
import io.fivewhys.fact.read.FactDraft;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of each pod and resource what is most strained: one full container is enough to fail. */
final class Uses {
  private final String what;
  private final int mostFacts;
  private final Map<Place, Use> most = new LinkedHashMap<>();

  private record Place(
      String workload, Optional<String> namespace, Optional<String> pod, Resource resource) {}

  Uses(String what, int mostFacts) {
    this.what = what;
    this.mostFacts = mostFacts;
  }

  void add(Use use) {
    var place = new Place(use.workload(), use.namespace(), use.pod(), use.resource());
    most.merge(place, use, (one, other) -> other.strain() > one.strain() ? other : one);
  }

  void tell(Findings findings) {
    List<Use> all =
        most.values().stream()
            .sorted(
                Comparator.comparingDouble(Use::strain)
                    .reversed()
                    .thenComparing(it -> it.workload() + it.pod().orElse("")))
            .toList();
    if (all.size() > mostFacts) {
      findings.blind(
          what,
          "only the %d most strained of %d are told; name fewer namespaces or raise max-facts"
              .formatted(mostFacts, all.size()));
    }
    all.stream().limit(mostFacts).forEach(use -> findings.add(what, draft(use)));
  }

  private static FactDraft<ResourceUsage> draft(Use use) {
    return FactDraft.of(ResourceUsage.class)
        .set("workload", use.workload())
        .set("namespace", use.namespace())
        .set("pod", use.pod())
        .set("container", use.container())
        .set("resource", use.resource())
        .set("used", use.used())
        .set("limit", use.limit())
        .set("unit", use.unit())
        .set("throttledRatio", use.throttledRatio());
  }
}
