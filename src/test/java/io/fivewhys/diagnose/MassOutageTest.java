package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.budget.BudgetLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An outage of everything is when an answer is needed most: no budget may end it. */
class MassOutageTest {
  private static final int SERVICES = 120;

  @Test
  void anOutageOfEverythingKeepsToItsBudget() {
    List<String> facts = new ArrayList<>();
    for (int i = 0; i < SERVICES; i++) {
      String name = "svc" + i;
      facts.add("Workload, name: %s, role: upstream, desired: 3, ready: 0".formatted(name));
      facts.add(
          "RouteTraffic, route: /%s, upstream: %s, responses: {'200': 10, '500': %d}"
              .formatted(name, name, 900 + i));
      facts.add(
          "Rollout, workload: %s, revision: 8, previousRevision: 7, at: '2026-01-05T11:55:00Z',"
                  .formatted(name)
              + " changes: [image], status: progressing");
      for (int pod = 0; pod < 3; pod++) {
        facts.add(
            "Pod, name: %s-%d, workload: %s, revision: 8, node: node-%d, phase: Running,"
                    .formatted(name, pod, name, (i + pod) % 10)
                + " ready: false, restartsInWindow: 4, waitingReason: CrashLoopBackOff");
      }
      facts.add(
          "Calls, caller: %s, callee: db%d, requests: 1000, errors: 900".formatted(name, i % 5));
    }
    for (int node = 0; node < 10; node++) {
      facts.add("NodeCondition, node: node-%d, condition: Ready, status: false".formatted(node));
    }

    Diagnosis answer = IncidentCase.diagnose(Facts.snapshot(facts.toArray(String[]::new)));

    assertThat(answer.verdict()).isEqualTo(Diagnosis.Verdict.DIAGNOSED);
    assertThat(answer.symptoms()).hasSize(SERVICES);
  }

  @Test
  void moreFailingRoutesMayTakeMoreUpToALimit() {
    BudgetLimits usual = BudgetLimits.defaults();

    assertThat(usual.forOutageOf(0)).isEqualTo(usual);
    assertThat(usual.forOutageOf(20)).isEqualTo(usual);
    assertThat(usual.forOutageOf(70).time()).isEqualTo(Duration.ofSeconds(4));
    assertThat(usual.forOutageOf(70).deadline()).isEqualTo(Duration.ofSeconds(15));
    assertThat(usual.forOutageOf(200).time()).isEqualTo(Duration.ofMillis(9_200));
    assertThat(usual.forOutageOf(50_000)).isEqualTo(usual.forOutageOf(200));
    assertThat(usual.forOutageOf(200).allocatedBytes()).isBetween(4L << 30, 5L << 30);
  }
}
