package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the kubelet says of a pod: phase, conditions, and the state of its container. */
final class PodStatuses {
  private PodStatuses() {}

  /**
   * A container at one moment.
   *
   * @param last how it ended the last time, nothing set when it never did
   */
  record Shown(
      ContainerState state,
      ContainerState last,
      int restarts,
      boolean ready,
      Optional<String> containerId) {
    boolean isRunning() {
      return state.getRunning() != null;
    }
  }

  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  static Pod after(Pod pod, String ip, String hostIp, Shown shown) {
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    var container = pod.getSpec().getContainers().getFirst();
    boolean begun = shown.restarts() > 0 || shown.state().getWaiting() == null;
    status.setPhase(begun ? "Running" : "Pending");
    status.setHostIP(hostIp);
    status.setPodIP(ip);
    status.setPodIPs(List.of(new PodIP(ip)));
    if (status.getStartTime() == null) {
      status.setStartTime(KubeTime.now());
    }
    status.setContainerStatuses(
        List.of(container(container.getName(), container.getImage(), shown)));
    String unready = "containers with unready status: [%s]".formatted(container.getName());
    status.setConditions(
        List.of(
            condition(status, "PodScheduled", true, ""),
            condition(status, "Initialized", true, ""),
            condition(status, "ContainersReady", shown.ready(), unready),
            condition(status, "Ready", shown.ready(), unready)));
    pod.setStatus(status);
    return pod;
  }

  private static ContainerStatus container(String name, String image, Shown shown) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withImage(image)
        .withImageID(image + "@sha256:" + Integer.toHexString(image.hashCode()))
        .withContainerID(shown.containerId().orElse(null))
        .withState(shown.state())
        .withLastState(shown.last())
        .withRestartCount(shown.restarts())
        .withReady(shown.ready())
        .withStarted(shown.isRunning())
        .build();
  }

  private static PodCondition condition(
      PodStatus status, String type, boolean holds, String otherwise) {
    String value = holds ? "True" : "False";
    String since =
        status.getConditions().stream()
            .filter(it -> it.getType().equals(type) && it.getStatus().equals(value))
            .map(PodCondition::getLastTransitionTime)
            .findFirst()
            .orElseGet(KubeTime::now);
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(value)
        .withLastTransitionTime(since)
        .withReason(holds ? null : "ContainersNotReady")
        .withMessage(holds ? null : otherwise)
        .build();
  }
}
