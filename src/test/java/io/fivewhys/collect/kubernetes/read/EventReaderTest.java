package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.ClusterEvent;
import io.fivewhys.fact.ClusterEvent.Type;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static final String ORDERS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: orders, labels: {tier: backend}}
      spec:
        template:
          metadata: {labels: {app: orders}}
          spec:
            containers: [{name: orders}]
            volumes: [{name: data, persistentVolumeClaim: {claimName: audit}}]
      """;

  private final HeldObjects objects = new HeldObjects().with(ORDERS).without(Node.class);
  private int number;

  private List<ClusterEvent> read() throws InterruptedException {
    return new EventReader()
        .read(objects.at("2026-11-20T10:00:00Z")).facts().stream()
            .map(ClusterEvent.class::cast)
            .toList();
  }

  private void event(String kind, String name, String reason, String type, String rest) {
    objects.with(
        """
        apiVersion: v1
        kind: Event
        metadata: {name: e%d}
        involvedObject: {kind: %s, name: %s, namespace: shop}
        reason: %s
        type: %s
        %s
        """
            .formatted(number++, kind, name, reason, type, rest));
  }

  private static String seen(String at, int count, String message) {
    return "lastTimestamp: '" + at + "'\ncount: " + count + "\nmessage: '" + message + "'";
  }

  @Test
  void warningAboutAPodIsToldWithItsWorkload() throws InterruptedException {
    event(
        "Pod",
        "orders-6b9fd45c77-kd5rz",
        "Unhealthy",
        "Warning",
        seen("2026-11-20T09:59:00Z", 3, "Readiness probe failed: 503"));
    ClusterEvent event = read().getFirst();
    assertThat(event.object()).isEqualTo("Pod/orders-6b9fd45c77-kd5rz");
    assertThat(event.namespace()).contains("shop");
    assertThat(event.reason()).isEqualTo("Unhealthy");
    assertThat(event.message()).contains("Readiness probe failed: 503");
    assertThat(event.count()).hasValue(3);
    assertThat(event.at()).contains(Instant.parse("2026-11-20T09:59:00Z"));
    assertThat(event.workload()).contains("orders");
    assertThat(event.type()).contains(Type.WARNING);
  }

  @Test
  void sameThingToldSeveralTimesIsOneEvent() throws InterruptedException {
    event("Pod", "orders-a-1", "BackOff", "Warning", seen("2026-11-20T09:50:00Z", 2, "Back-off"));
    event("Pod", "orders-a-1", "BackOff", "Warning", seen("2026-11-20T09:55:00Z", 5, "Back-off"));
    assertThat(read()).hasSize(1);
    assertThat(read().getFirst().count()).hasValue(7);
    assertThat(read().getFirst().at()).contains(Instant.parse("2026-11-20T09:55:00Z"));
  }

  @Test
  void podsThatCouldNotBeMadeAreOneEvent() throws InterruptedException {
    for (String name : List.of("7hpwc", "67mhz", "c62ws")) {
      event(
          "ReplicaSet",
          "orders-7999d8bc99",
          "FailedCreate",
          "Warning",
          seen(
              "2026-11-20T09:50:00Z",
              1,
              "pods \"orders-7999d8bc99-" + name + "\" is forbidden: exceeded quota: team"));
    }
    event(
        "ReplicaSet",
        "orders-7999d8bc99",
        "FailedCreate",
        "Warning",
        seen(
            "2026-11-20T09:55:00Z",
            4,
            "(combined from similar events): pods \"orders-7999d8bc99-l8g76\" is forbidden:"
                + " exceeded quota: team"));
    assertThat(read()).hasSize(1);
    assertThat(read().getFirst().count()).hasValue(7);
    assertThat(read().getFirst().workload()).contains("orders");
  }

  @Test
  void newestComesFirst() throws InterruptedException {
    event("Pod", "orders-a-1", "BackOff", "Warning", seen("2026-11-20T09:50:00Z", 1, "one"));
    event("Pod", "orders-a-1", "BackOff", "Warning", seen("2026-11-20T09:55:00Z", 1, "two"));
    assertThat(read()).extracting(it -> it.message().orElseThrow()).containsExactly("two", "one");
  }

  @Test
  void newWritersTellTimeAndCountInTheirOwnPlace() throws InterruptedException {
    event(
        "Pod",
        "orders-a-1",
        "FailedScheduling",
        "Warning",
        "eventTime: '2026-11-20T09:40:00.000001Z'\n"
            + "series: {count: 9, lastObservedTime: '2026-11-20T09:58:00.5Z'}");
    assertThat(read().getFirst().count()).hasValue(9);
    assertThat(read().getFirst().at()).contains(Instant.parse("2026-11-20T09:58:00.5Z"));
  }

  @Test
  void oldEventsAreLeftOut() throws InterruptedException {
    event("Pod", "orders-a-1", "BackOff", "Warning", seen("2026-11-20T07:59:00Z", 1, "old"));
    assertThat(read()).isEmpty();
  }

  @Test
  void whatHappensWithEveryPodIsLeftOut() throws InterruptedException {
    String now = seen("2026-11-20T09:59:00Z", 1, "x");
    event("Pod", "orders-a-1", "Pulled", "Normal", now);
    event("Pod", "orders-a-1", "Started", "Normal", now);
    event("Pod", "orders-a-1", "Killing", "Normal", now);
    event("Deployment", "orders", "ScalingReplicaSet", "Normal", now);
    assertThat(read())
        .extracting(ClusterEvent::reason)
        .containsExactlyInAnyOrder("Killing", "ScalingReplicaSet");
  }

  @Test
  void otherPeoplesPodsAreLeftOut() throws InterruptedException {
    event("Pod", "wiki-a-1", "BackOff", "Warning", seen("2026-11-20T09:59:00Z", 1, "x"));
    assertThat(read()).isEmpty();
  }

  @Test
  void claimBelongsToTheWorkloadThatMountsIt() throws InterruptedException {
    event(
        "PersistentVolumeClaim",
        "audit",
        "ProvisioningFailed",
        "Warning",
        seen("2026-11-20T09:59:00Z", 1, "no class"));
    assertThat(read().getFirst().workload()).contains("orders");
  }

  @Test
  void autoscalerBelongsToTheWorkloadThatItScales() throws InterruptedException {
    objects.with(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: scale-orders}
        spec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: orders}}
        """);
    event(
        "HorizontalPodAutoscaler",
        "scale-orders",
        "SuccessfulRescale",
        "Normal",
        seen("2026-11-20T09:59:00Z", 1, "New size: 3"));
    assertThat(read().getFirst().workload()).contains("orders");
  }

  @Test
  void eventThatIsNoneIsLeftOut() throws InterruptedException {
    objects.with("apiVersion: v1\nkind: Event\nmetadata: {name: empty}");
    assertThat(read()).isEmpty();
  }

  @Test
  void noMoreThanThreeHundredAreToldAndTheOthersAreSaidToBeLeftOut() throws Exception {
    for (int i = 0; i < 400; i++) {
      event("Pod", "orders-a-1", "BackOff", "Warning", seen("2026-11-20T09:59:00Z", 1, "n" + i));
    }
    assertThat(new EventReader().read(objects.at("2026-11-20T10:00:00Z")).facts())
        .hasSize(301)
        .last()
        .asString()
        .contains("100 events");
  }
}
