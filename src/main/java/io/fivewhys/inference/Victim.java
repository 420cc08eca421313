package io.fivewhys.inference;

import io.fivewhys.fact.Fact;
import java.util.List;
import java.util.Objects;

/**
 * A pod of an accused workload that fails or errs, and the node it lies on.
 *
 * @param pod the pod's name
 * @param owner name of the workload that it belongs to
 * @param node name of the node that it lies on
 * @param erring it answers with errors, counted apart; false for one that is not up at all
 * @param facts what tells
 */
public record Victim(String pod, String owner, String node, boolean erring, List<Fact> facts)
    implements Observed {

  @Override
  public boolean equals(Object other) {
    return other instanceof Victim that
        && pod.equals(that.pod)
        && node.equals(that.node)
        && erring == that.erring;
  }

  @Override
  public int hashCode() {
    return Objects.hash(pod, node, erring);
  }
}
