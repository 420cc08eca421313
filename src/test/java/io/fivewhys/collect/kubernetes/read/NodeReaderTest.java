package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.NodeCondition;
import io.fivewhys.fact.NodeCondition.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeReaderTest {
  private final HeldObjects objects =
      new HeldObjects()
          .with("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: used}");

  private List<NodeCondition> read() {
    return new NodeReader()
        .read(objects.at("2026-11-20T10:00:00Z")).facts().stream()
            .map(NodeCondition.class::cast)
            .toList();
  }

  private void node(String name, String spec, String ready, String pressure) {
    objects.with(
        """
        apiVersion: v1
        kind: Node
        metadata: {name: %s}
        spec: {%s}
        status:
          conditions:
          - {type: MemoryPressure, status: "%s", reason: KubeletHasInsufficientMemory, lastTransitionTime: "2026-11-20T09:30:00Z"}
          - {type: Ready, status: "%s", reason: SomeReason, message: some words, lastTransitionTime: "2026-11-20T09:00:00Z"}
        """
            .formatted(name, spec, pressure, ready));
  }

  @Test
  void nodeInUseThatIsWellSaysSo() {
    node("used", "", "True", "False");
    assertThat(read()).hasSize(1);
    NodeCondition ready = read().getFirst();
    assertThat(ready.node()).isEqualTo("used");
    assertThat(ready.condition()).isEqualTo(Condition.READY);
    assertThat(ready.status()).isTrue();
    assertThat(ready.since()).contains(Instant.parse("2026-11-20T09:00:00Z"));
    assertThat(ready.reason()).isEmpty();
  }

  @Test
  void nodeOfWhichNobodyHearsIsNotReady() {
    node("used", "", "Unknown", "Unknown");
    assertThat(read()).hasSize(1);
    assertThat(read().getFirst().isNotReady()).isTrue();
    assertThat(read().getFirst().reason()).contains("some words");
  }

  @Test
  void pressureIsTold() {
    node("used", "", "True", "True");
    assertThat(read()).hasSize(2);
    assertThat(read().getLast().isUnderPressure()).isTrue();
    assertThat(read().getLast().reason()).contains("KubeletHasInsufficientMemory");
  }

  @Test
  void cordonedNodeIsUnschedulable() {
    node(
        "used",
        "unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule,"
            + " timeAdded: '2026-11-20T09:45:00Z'}]",
        "True",
        "False");
    NodeCondition cordoned = read().getLast();
    assertThat(cordoned.condition()).isEqualTo(Condition.UNSCHEDULABLE);
    assertThat(cordoned.status()).isTrue();
    assertThat(cordoned.since()).contains(Instant.parse("2026-11-20T09:45:00Z"));
  }

  @Test
  void nodeThatIsNotInUseIsToldWhenItIsUnwellAlone() {
    node("spare", "", "True", "False");
    node("broken", "", "False", "False");
    node("full", "", "True", "True");
    assertThat(read()).extracting(NodeCondition::node).containsExactly("broken", "full", "full");
  }

  @Test
  void nodesThatAreLeftOutAreSaid() {
    for (int i = 0; i < 102; i++) {
      node("other-" + i, "", "False", "False");
    }
    assertThat(new NodeReader().read(objects.at("2026-11-20T10:00:00Z")).facts())
        .hasSize(101)
        .last()
        .asString()
        .contains("2 nodes");
  }
}
