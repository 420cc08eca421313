package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the pods that are bound to a node. */
final class Kubelet {
  static final String NAME = "kubelet";
  static final String HOST_IP = "127.0.0.1";

  /** Time for the gateway to learn that a pod goes, as a preStop hook gives it. */
  private static final Duration BEFORE_TERMINATION = Duration.ofMillis(400);

  private final KubeletParts parts;
  private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
  private final Map<String, Instant> stopping = new HashMap<>();

  Kubelet(KubeletParts parts) {
    this.parts = parts;
  }

  /** A pod that was asked to go: it stays, terminating, until its process has ended. */
  void delete(Pod pod) {
    parts
        .store()
        .edit(Pod.class, pod.getMetadata().getName(), DeploymentController.AUTHOR, this::marked);
  }

  private Pod marked(Pod pod) {
    var metadata = pod.getMetadata();
    if (metadata.getDeletionTimestamp() == null) {
      long grace =
          Objects.requireNonNullElse(pod.getSpec().getTerminationGracePeriodSeconds(), 30L);
      metadata.setDeletionGracePeriodSeconds(grace);
      metadata.setDeletionTimestamp(KubeTime.of(Instant.now().plusSeconds(grace)));
    }
    return pod;
  }

  /** Takes in what changed: new pods are started, those that shall go are stopped. */
  void reconcile() {
    Map<String, Pod> there = new HashMap<>();
    for (Pod pod : parts.store().list(Pod.class)) {
      if (pod.getSpec().getNodeName() != null) {
        there.put(pod.getMetadata().getUid(), pod);
      }
    }
    there.forEach(
        (uid, pod) -> {
          if (pod.getMetadata().getDeletionTimestamp() != null) {
            stopping.putIfAbsent(uid, Instant.now().plus(BEFORE_TERMINATION));
          } else {
            workers.computeIfAbsent(uid, it -> new PodWorker(parts, pod));
          }
        });
    for (String uid : List.copyOf(workers.keySet())) {
      if (!there.containsKey(uid)) {
        forget(uid);
      }
    }
  }

  /** Does what time has made due. */
  void tick() {
    for (var entry : workers.entrySet()) {
      Instant stop = stopping.get(entry.getKey());
      if (stop == null) {
        entry.getValue().tick();
      } else if (Instant.now().isAfter(stop)) {
        stop(entry.getKey(), entry.getValue(), stop);
      }
    }
    for (String uid : List.copyOf(stopping.keySet())) {
      if (!workers.containsKey(uid)) {
        stopping.remove(uid);
        remove(uid);
      }
    }
  }

  private void stop(String uid, PodWorker worker, Instant since) {
    long grace =
        Objects.requireNonNullElse(worker.pod().getSpec().getTerminationGracePeriodSeconds(), 30L);
    if (worker.isOver() || Instant.now().isAfter(since.plusSeconds(grace))) {
      forget(uid);
      stopping.remove(uid);
      remove(uid);
    } else {
      worker.terminateOnce();
    }
  }

  private void remove(String uid) {
    parts.store().list(Pod.class).stream()
        .filter(pod -> pod.getMetadata().getUid().equals(uid))
        .forEach(parts.store()::delete);
  }

  private void forget(String uid) {
    Optional.ofNullable(workers.remove(uid)).ifPresent(PodWorker::kill);
  }

  Collection<PodWorker> workers() {
    return workers.values();
  }

  Optional<PodWorker> worker(String podName) {
    return workers.values().stream()
        .filter(worker -> worker.pod().getMetadata().getName().equals(podName))
        .findFirst();
  }

  /** Ends every process. */
  void killAll() {
    List.copyOf(workers.keySet()).forEach(this::forget);
  }
}
