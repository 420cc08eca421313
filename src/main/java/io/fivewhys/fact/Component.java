package io.fivewhys.fact;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of the platform itself: kubelet, container runtime, kube-proxy, cluster DNS, service mesh
 * control plane.
 *
 * @param name its name
 * @param node the node, where it runs on each
 * @param healthy whether it is well
 * @param reason why not
 * @param since since when
 */
public record Component(
    @Shape(Shape.Kind.NAME) String name,
    @Shape(Shape.Kind.NAME) Optional<String> node,
    boolean healthy,
    Optional<String> reason,
    Optional<Instant> since)
    implements Fact {

  /** Resolves names for the whole cluster, or for one of its nodes. */
  public boolean isClusterDns() {
    String text = name.toLowerCase(java.util.Locale.ROOT);
    return text.contains("dns") && !text.contains("external");
  }

  /** Provides or attaches volumes. */
  public boolean isStorage() {
    String text = name.toLowerCase(java.util.Locale.ROOT);
    return text.contains("csi") || text.contains("storage") || text.contains("volume");
  }
}
