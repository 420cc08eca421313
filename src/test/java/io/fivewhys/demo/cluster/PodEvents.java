package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** What the kubelet says of one pod's container, in its own words. */
record PodEvents(EventRecorder recorder, Pod pod, String container, String image) {
  void started() {
    normal("Pulled", "Container image \"%s\" already present on machine".formatted(image));
    normal("Created", "Created container " + container);
    normal("Started", "Started container " + container);
  }

  void killing() {
    normal("Killing", "Stopping container " + container);
  }

  void unhealthy(String why) {
    warning("Unhealthy", why);
  }

  void failed(String why) {
    warning("Failed", "Error: " + why);
  }

  void backsOff() {
    warning(
        "BackOff",
        "Back-off restarting failed container %s in pod %s".formatted(container, fullName()));
  }

  void pullFailed() {
    normal("Pulling", "Pulling image \"%s\"".formatted(image));
    warning("Failed", "Failed to pull image \"%s\": %s".formatted(image, notFound()));
  }

  void pullBacksOff() {
    normal("BackOff", pullBackOff());
    failed("ImagePullBackOff");
  }

  String notFound() {
    return "failed to pull and unpack image \"%s\": failed to resolve reference: %s: not found"
        .formatted(image, image);
  }

  String pullBackOff() {
    return "Back-off pulling image \"%s\"".formatted(image);
  }

  String backOff(Duration pause) {
    return "back-off %s restarting failed container=%s pod=%s"
        .formatted(KubeTime.words(pause), container, fullName());
  }

  private String fullName() {
    var metadata = pod.getMetadata();
    return "%s_%s(%s)".formatted(metadata.getName(), metadata.getNamespace(), metadata.getUid());
  }

  private void normal(String reason, String message) {
    recorder.normal(pod, Kubelet.NAME, reason, message);
  }

  private void warning(String reason, String message) {
    recorder.warning(pod, Kubelet.NAME, reason, message);
  }
}
