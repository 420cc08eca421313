package io.fivewhys.collect.kubernetes.read;

import io.fivewhys.collect.kubernetes.ClusterReader;
import java.util.List;

/** The readers that every gateway in a cluster has. */
public final class StandardReaders {
  private StandardReaders() {}

  /** New ones, for one gateway: some remember what they saw at its last look. */
  public static List<ClusterReader> ofOneGateway() {
    return List.of(
        new WorkloadReader(),
        new PodReader(),
        new RolloutReader(),
        new EndpointsReader(),
        new EventReader(),
        new NodeReader(),
        new AutoscalerReader(),
        new QuotaReader(),
        new VolumeReader(),
        new UsageReader(),
        new SettingReader());
  }
}
