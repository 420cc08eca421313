package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** What a cluster holds of the namespaces that are looked at, as it was last heard of. */
public interface ClusterObjects {
  /**
   * Objects of a kind, in the order of namespace and name.
   *
   * @return none also when the kind cannot be seen: {@link #sees} tells the two apart
   */
  <T extends HasMetadata> List<T> list(Class<T> kind);

  /** Whether objects of this kind can be seen: allowed, known to this cluster, and up to date. */
  boolean sees(Class<? extends HasMetadata> kind);
}
