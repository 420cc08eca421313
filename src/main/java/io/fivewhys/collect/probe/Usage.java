package io.fivewhys.collect.probe;

import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.read.FactDraft;

/** How much a dependency says that it uses. */
final class Usage {
  private Usage() {}

  /** The beginning of such a fact, without numbers. */
  static FactDraft<ResourceUsage> of(Probed probed, ResourceUsage.Resource resource) {
    return FactDraft.of(ResourceUsage.class)
        .set("workload", probed.name())
        .set("namespace", probed.namespace())
        .set("resource", resource);
  }

  /** Connections in use of those that there may be; how many there may be is unknown when 0. */
  static FactDraft<ResourceUsage> connections(Probed probed, long used, long allowed) {
    return of(probed, ResourceUsage.Resource.CONNECTIONS)
        .set("used", used)
        .set("limit", allowed > 0 ? allowed : null)
        .set("unit", "count");
  }

  /** It says that no connection is left, and not how many there are. */
  static FactDraft<ResourceUsage> noConnectionLeft(Probed probed) {
    return of(probed, ResourceUsage.Resource.CONNECTIONS).set("ratio", 1);
  }
}
