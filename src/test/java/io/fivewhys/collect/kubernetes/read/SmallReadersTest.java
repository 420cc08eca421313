package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.Autoscaler;
import io.fivewhys.fact.Quota;
import io.fivewhys.fact.Setting;
import io.fivewhys.fact.VolumeClaim;
import io.fivewhys.fact.VolumeClaim.Phase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Autoscalers, quotas, volumes and settings. */
class SmallReadersTest {
  private static final String ORDERS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: orders, labels: {tier: backend}}
      spec:
        template:
          metadata: {labels: {app: orders, release: blue}}
          spec:
            containers:
            - name: orders
              ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]
              readinessProbe: {httpGet: {path: /ready, port: web}, timeoutSeconds: 2, failureThreshold: 4}
              livenessProbe: {tcpSocket: {port: 8080}}
            volumes: [{name: data, persistentVolumeClaim: {claimName: audit}}]
      """;

  private final HeldObjects objects = new HeldObjects().with(ORDERS);

  private <T> List<T> read(ClusterReader reader, Class<T> kind) throws InterruptedException {
    return reader.read(objects.at("2026-11-20T10:00:00Z")).facts().stream()
        .map(kind::cast)
        .toList();
  }

  private Autoscaler autoscaler(String status) throws InterruptedException {
    objects.with(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: scale}
        spec: {minReplicas: 2, maxReplicas: 6, scaleTargetRef: {kind: Deployment, name: orders}}
        status: {%s}
        """
            .formatted(status));
    return read(new AutoscalerReader(), Autoscaler.class).getFirst();
  }

  @Test
  void autoscalerThatWantsMoreThanItMayHaveIsLimited() throws Exception {
    Autoscaler limited =
        autoscaler(
            "currentReplicas: 6, desiredReplicas: 6, lastScaleTime: '2026-11-20T09:50:00Z',"
                + " conditions: [{type: ScalingLimited, status: 'True', reason: TooManyReplicas}]");
    assertThat(limited.workload()).isEqualTo("orders");
    assertThat(limited.min()).hasValue(2);
    assertThat(limited.max()).hasValue(6);
    assertThat(limited.current()).hasValue(6);
    assertThat(limited.wanted()).hasValue(6);
    assertThat(limited.isAtItsMaximum()).isTrue();
    assertThat(limited.lastScaledAt()).contains(Instant.parse("2026-11-20T09:50:00Z"));
  }

  @Test
  void autoscalerThatWantsFewerThanItMustKeepIsNot() throws Exception {
    assertThat(
            autoscaler(
                    "currentReplicas: 2, desiredReplicas: 2, conditions: [{type: ScalingLimited,"
                        + " status: 'True', reason: TooFewReplicas}]")
                .isAtItsMaximum())
        .isFalse();
  }

  @Test
  void autoscalerWithoutMetricsWantsNothing() throws Exception {
    assertThat(
            autoscaler(
                    "currentReplicas: 2, desiredReplicas: 0, conditions: [{type: ScalingActive,"
                        + " status: 'False', reason: FailedGetResourceMetric}]")
                .wanted())
        .isEmpty();
  }

  @Test
  void quotaIsToldResourceByResource() throws Exception {
    objects.with(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: team}
        status:
          hard: {limits.cpu: "40", limits.memory: 2Gi, pods: "60", odd: many}
          used: {limits.cpu: 39500m, limits.memory: 1Gi, pods: "60"}
        """);
    List<Quota> quotas = read(new QuotaReader(), Quota.class);
    assertThat(quotas)
        .filteredOn(it -> it.used().isPresent() && it.hard().isPresent())
        .extracting(
            it ->
                it.name()
                    + " "
                    + it.resource()
                    + " "
                    + it.used().getAsDouble()
                    + "/"
                    + it.hard().getAsDouble())
        .containsExactly(
            "team limits.cpu 39.5/40.0",
            "team limits.memory 1.073741824E9/2.147483648E9",
            "team pods 60.0/60.0");
    assertThat(quotas.getLast().share()).isEmpty();
  }

  @Test
  void claimIsToldWithWhoMountsItAndWhatIsWrong() throws Exception {
    objects.with(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: audit, uid: c-1}
        status: {phase: Pending}
        ---
        apiVersion: v1
        kind: Event
        metadata: {name: e}
        involvedObject: {kind: PersistentVolumeClaim, name: audit, namespace: shop, uid: c-1}
        type: Warning
        reason: ProvisioningFailed
        message: storageclass fast not found
        lastTimestamp: "2026-11-20T09:59:00Z"
        """);
    VolumeClaim claim = read(new VolumeReader(), VolumeClaim.class).getFirst();
    assertThat(claim.name()).isEqualTo("audit");
    assertThat(claim.workload()).contains("orders");
    assertThat(claim.phase()).contains(Phase.PENDING);
    assertThat(claim.problem()).contains("storageclass fast not found");
  }

  @Test
  void claimThatIsNotThereIsAProblem() throws Exception {
    VolumeClaim claim = read(new VolumeReader(), VolumeClaim.class).getFirst();
    assertThat(claim.name()).isEqualTo("audit");
    assertThat(claim.isUnusable()).isTrue();
  }

  @Test
  void nothingIsSaidOfClaimsThatMayNotBeSeen() throws Exception {
    objects.without(PersistentVolumeClaim.class);
    assertThat(read(new VolumeReader(), VolumeClaim.class)).isEmpty();
  }

  @Test
  void settingsThatMustAgreeAreTold() throws Exception {
    objects.with(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: orders}
        spec: {selector: {app: orders, release: green}, ports: [{port: 80, targetPort: 8081}, {port: 81, targetPort: http}, {port: 82, targetPort: web}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: wiki}
        spec: {selector: {app: wiki}, ports: [{port: 80}]}
        """);
    assertThat(read(new SettingReader(), Setting.class))
        .extracting(it -> it.of() + " " + it.name() + " " + it.shown())
        .containsExactly(
            "orders labels app=orders,release=blue",
            "orders container_port http",
            "orders container_port 9090.0",
            "orders readiness_path /ready",
            "orders readiness_port web",
            "orders readiness_timeout 2.0",
            "orders readiness_threshold 4.0",
            "orders liveness_port 8080.0",
            "Service/orders selector app=orders,release=green",
            "Service/orders target_port http",
            "Service/orders target_port web");
  }
}
