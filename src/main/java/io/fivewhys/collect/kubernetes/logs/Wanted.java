package io.fivewhys.collect.kubernetes.logs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.kubernetes.WatchedWorkload;

/**
 * The log of one container that is to be read.
 *
 * @param workload the pod's
 * @param previous whether it crashed, so that the log before the crash is wanted too
 * @param why what makes it worth reading
 */
record Wanted(WatchedWorkload workload, Pod pod, String container, boolean previous, Why why) {

  /** In the order of what is read first. */
  enum Why {
    GATEWAY,
    FAILING,
    SAMPLE
  }

  boolean isGateways() {
    return why == Why.GATEWAY;
  }

  String namespace() {
    return pod.getMetadata().getNamespace();
  }

  String podName() {
    return pod.getMetadata().getName();
  }
}
