package io.fivewhys.collect.kubernetes;

import java.util.List;

/**
 * What a cluster says of a gateway and of what stands behind it.
 *
 * <p>Put together of {@link ClusterReader}s, each of which reads facts of one sort off the same
 * objects: to add a sort, write a reader and give it to the constructor. The source watches the
 * kinds that the readers ask for, and says itself what they cannot see; a reader that fails blinds
 * its own subject alone.
 */
public final class KubernetesSource {
  private final List<ClusterReader> readers;

  public KubernetesSource(List<ClusterReader> readers) {
    this.readers = List.copyOf(readers);
  }

  List<ClusterReader> readers() {
    return readers;
  }
}
