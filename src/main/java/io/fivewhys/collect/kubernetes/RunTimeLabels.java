package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Map;

/** Labels that pods get while they run, as the leader of a database does. */
public final class RunTimeLabels {
  private RunTimeLabels() {}

  /**
   * Whether a selector asks for one: some pod has it, and nothing that makes pods does.
   *
   * @param pods of the selector's namespace
   * @param templates labels that the workloads of that namespace give to their pods
   */
  public static boolean areAskedFor(
      Map<String, String> selector,
      Collection<Pod> pods,
      Collection<Map<String, String>> templates) {
    return selector.keySet().stream()
        .anyMatch(
            label ->
                pods.stream().anyMatch(it -> Metadata.labels(it).containsKey(label))
                    && templates.stream().noneMatch(it -> it.containsKey(label)));
  }
}
