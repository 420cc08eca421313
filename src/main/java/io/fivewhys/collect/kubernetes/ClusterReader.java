package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fivewhys.collect.Answer;
import io.fivewhys.fact.Blind;
import java.util.Set;

/**
 * Reads facts of one sort off what a cluster holds; a part of {@link KubernetesSource}. Safe for
 * use by threads; looks at one gateway come one after another.
 */
public interface ClusterReader extends AutoCloseable {
  /** What it must see; these kinds are watched for it. */
  Set<Class<? extends HasMetadata>> kinds();

  /**
   * What the answer lacks when one of its kinds cannot be seen, as rules know it in {@link
   * io.fivewhys.fact.Blind}: {@code changes}, {@code pods}. The source itself says so: a reader
   * need not.
   */
  String subject();

  /**
   * Reads. Facts of what it sees, in part where it sees in part; a {@link io.fivewhys.fact.Blind}
   * for what else it could not see. May block, for as long as its own bounds allow.
   */
  Answer read(ClusterLook look) throws InterruptedException;

  /**
   * Says that something of its answer is missing. A reader whose facts rules know under another
   * source, such as {@code logs}, says so here.
   */
  default Blind blind(String reason) {
    return KubernetesSource.NAME.blind(subject(), reason);
  }

  /**
   * Says that this kind cannot be seen. A reader of whose answer a part has a subject of its own
   * says so here.
   */
  default Blind blind(Class<? extends HasMetadata> kind, String reason) {
    return blind(reason);
  }

  /** Lets go of what it holds between looks. */
  @Override
  default void close() {}
}
