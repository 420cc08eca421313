package io.fivewhys.collect.kubernetes.logs;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.kubernetes.ClusterJson;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterObjects;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import io.fivewhys.collect.kubernetes.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Deployments with pods, in memory. */
final class Pods implements ClusterObjects {
  static final Instant NOW = Instant.parse("2026-03-02T10:10:00Z");
  private static final KubernetesSerialization YAML = ClusterJson.serialization();

  private final List<HasMetadata> objects = new ArrayList<>();

  /** A Deployment in revision 7. */
  Pods deployment(String name, String labels) {
    add(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: shop, uid: uid-%1$s, labels: {%2$s}}
        spec: {selector: {matchLabels: {app: %1$s}}, template: {metadata: {labels: {app: %1$s}}, spec: {containers: [{name: %1$s}]}}}
        """
            .formatted(name, labels));
    return add(
        """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: %1$s-7
          namespace: shop
          uid: uid-%1$s-7
          annotations: {deployment.kubernetes.io/revision: "7"}
          ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: %1$s, uid: uid-%1$s, controller: true}]
        """
            .formatted(name));
  }

  Pods upstream(String name) {
    return deployment(name, "tier: backend");
  }

  Pods gateway() {
    return deployment("api-gateway", "app: api-gateway");
  }

  /** A pod of it that serves. */
  Pods ready(String deployment, String pod) {
    return pod(
        deployment,
        pod,
        "True",
        "{name: %s, ready: true, restartCount: 0, state: {running: {startedAt: \"2026-03-01T00:00:00Z\"}}}"
            .formatted(deployment));
  }

  /** A pod of it that waits to be started again. */
  Pods crashing(String deployment, String pod) {
    return pod(
        deployment,
        pod,
        "False",
        "{name: %s, ready: false, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: \"2026-03-02T10:08:00Z\"}}}"
            .formatted(deployment));
  }

  /** A pod of it whose container never ran. */
  Pods unpulled(String deployment, String pod) {
    return pod(
        deployment,
        pod,
        "False",
        "{name: %s, ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff}}}"
            .formatted(deployment));
  }

  Pods pod(String deployment, String pod, String ready, String containerStatus) {
    return add(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %2$s
          namespace: shop
          labels: {app: %1$s}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: %1$s-7, uid: uid-%1$s-7, controller: true}]
        spec: {containers: [{name: istio-proxy}, {name: %1$s}]}
        status:
          phase: Running
          conditions: [{type: Ready, status: "%3$s"}]
          containerStatuses:
            - {name: istio-proxy, ready: true, restartCount: 0, state: {running: {startedAt: "2026-03-01T00:00:00Z"}}}
            - %4$s
        """
            .formatted(deployment, pod, ready, containerStatus));
  }

  private Pods add(String yaml) {
    objects.add((HasMetadata) YAML.unmarshal(yaml, KubernetesResource.class));
    return this;
  }

  ClusterLook look(KubernetesClient client) {
    return new ClusterLook(
        new Look("api-gateway", "shop", NOW, Duration.ofMinutes(5)),
        List.of("shop"),
        this,
        Workloads.of(this, KubernetesConfig.defaults()),
        client);
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public boolean sees(Class<? extends HasMetadata> kind) {
    return true;
  }
}
