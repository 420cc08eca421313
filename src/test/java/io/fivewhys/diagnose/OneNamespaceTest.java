package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneNamespaceTest {
  private static final String OURS = "Workload, name: api, desired: 2, ready: 2";
  private static final String NAMESAKE =
      "Workload, name: api, namespace: staging, desired: 2, ready: 0";

  @Test
  void leavesANamesakeElsewhereAsideWithAllThatIsItsOwn() {
    var kept =
        kept(
            OURS,
            NAMESAKE,
            "Pod, name: api-1, namespace: staging, workload: api",
            "Rollout, workload: api, namespace: staging, at: '2026-01-05T11:59:00Z'",
            "ResourceUsage, workload: api, namespace: staging, resource: cpu, ratio: 1",
            "Autoscaler, workload: api, namespace: staging, max: 2, current: 2",
            "Endpoints, service: api, workload: api, namespace: staging, ready: 0",
            "LogPattern, workload: api, namespace: staging, pattern: timeout, count: 9");

    assertThat(kept).isEqualTo(Facts.snapshot(OURS).facts());
  }

  @Test
  void keepsWhatNamesNoNamespaceOrOurs() {
    var facts =
        new String[] {
          OURS,
          "Pod, name: api-1, workload: api",
          "Pod, name: api-2, namespace: shop, workload: api",
          "LogPattern, workload: api, pattern: timeout, count: 9"
        };

    assertThat(kept(facts)).hasSize(4);
  }

  @Test
  void keepsAWorkloadThatLivesElsewhereAndHasNoNamesake() {
    assertThat(kept(NAMESAKE, "Pod, name: api-1, namespace: staging, workload: api")).hasSize(2);
  }

  @Test
  void keepsBothWhereNeitherIsInTheGatewaysNamespace() {
    assertThat(kept(NAMESAKE, NAMESAKE.replace("staging", "canary"))).hasSize(2);
  }

  @Test
  void keepsWhatBelongsToNoWorkload() {
    assertThat(
            kept(
                OURS,
                NAMESAKE,
                "NodeCondition, node: n1, condition: Ready, status: false",
                "Pod, name: stray, namespace: staging"))
        .hasSize(3);
  }

  private static List<Fact> kept(String... facts) {
    Snapshot snapshot = Facts.snapshot(facts);
    return OneNamespace.of(snapshot, snapshot.facts());
  }
}
