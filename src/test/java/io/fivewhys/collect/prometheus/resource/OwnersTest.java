package io.fivewhys.collect.prometheus.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.prometheus.api.Sample;
import io.fivewhys.collect.prometheus.api.Series;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnersTest {
  private static Series owner(String pod, String kind, String name) {
    return new Series(
        Map.of("namespace", "shop", "pod", pod, "owner_kind", kind, "owner_name", name),
        List.of(new Sample(0, 1)));
  }

  @Test
  void kubeStateMetricsKnowBest() {
    var owners =
        new Owners(
            List.of(
                owner("web-5d4c8b7f9d-x2x4z", "ReplicaSet", "web-5d4c8b7f9d"),
                owner("odd-name-1", "StatefulSet", "odd-name"),
                owner("agent-x2x4z", "DaemonSet", "agent"),
                owner("import-28123-x2x4z", "Job", "import-28123"),
                owner("bare-0", "<none>", "<none>"),
                owner("kube-proxy-n1", "Node", "n1")));
    assertThat(owners.workload("shop", "web-5d4c8b7f9d-x2x4z")).isEqualTo("web");
    assertThat(owners.workload("shop", "odd-name-1")).isEqualTo("odd-name");
    assertThat(owners.workload("shop", "agent-x2x4z")).isEqualTo("agent");
    assertThat(owners.workload("shop", "import-28123-x2x4z")).isEqualTo("import-28123");
    assertThat(owners.workload("shop", "kube-proxy-n1")).isEqualTo("kube-proxy-n1");
  }

  @Test
  void withoutThemThePodsNameTells() {
    var owners = new Owners(List.of());
    assertThat(owners.workload("shop", "order-api-6d5f8c7b9d-x2x4z")).isEqualTo("order-api");
    assertThat(owners.workload("shop", "orders-db-0")).isEqualTo("orders-db");
    assertThat(owners.workload("shop", "fluentd-k9x2z")).isEqualTo("fluentd");
    assertThat(owners.workload("shop", "static")).isEqualTo("static");
  }
}
