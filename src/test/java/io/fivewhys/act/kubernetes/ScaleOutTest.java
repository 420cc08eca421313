package io.fivewhys.act.kubernetes;

import static io.fivewhys.act.kubernetes.Asked.done;
import static io.fivewhys.act.kubernetes.Asked.plan;
import static io.fivewhys.act.kubernetes.Asked.planned;
import static io.fivewhys.act.kubernetes.Asked.prepared;
import static io.fivewhys.act.kubernetes.Asked.refused;
import static io.fivewhys.act.kubernetes.Asked.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy.ScaleOut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More replicas, within everybody's bounds. */
class ScaleOutTest {
  @TempDir static Path directory;
  private static FakeApiServer api;
  private static ClusterActuator actuator;

  @BeforeAll
  static void open() throws IOException {
    api = new FakeApiServer(directory);
    actuator =
        new ClusterActuator(
            api.config(),
            "shop",
            api.clusters(),
            Clock.systemUTC(),
            ConfigRecording.NONE.versions());
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @BeforeEach
  void clear() {
    api.clear();
    workload(4);
  }

  private static void workload(int replicas) {
    api.put(
        ObjectKind.DEPLOYMENT,
        "orders",
        """
        {"spec": {"replicas": %d, "template": {"spec": {"containers": [
           {"name": "a", "resources": {"requests": {"memory": "100Mi", "cpu": "250m"}}},
           {"name": "b", "resources": {"requests": {"memory": "28Mi"}}}]}}},
         "status": {"observedGeneration": 1, "readyReplicas": %1$d}}
        """
            .formatted(replicas));
  }

  private static ClusterObject autoscaler(String name, int min, int max) {
    return api.put(
        ObjectKind.AUTOSCALER,
        name,
        """
        {"spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "orders"},
         "minReplicas": %d, "maxReplicas": %d}}
        """
            .formatted(min, max));
  }

  private static void quota(String resource, String hard, String used) {
    api.put(
        ObjectKind.RESOURCE_QUOTA,
        "team",
        "{\"spec\": {}, \"status\": {\"hard\": {\"%s\": \"%s\"}, \"used\": {\"%1$s\": \"%s\"}}}"
            .formatted(resource, hard, used));
  }

  private static ScaleOut to(int replicas) {
    return new ScaleOut(
        Subject.of("Deployment", "shop", "orders"),
        replicas == 0 ? OptionalInt.empty() : OptionalInt.of(replicas));
  }

  private static Refusal refusal(int replicas) throws InterruptedException {
    return refused(plan(actuator, to(replicas), null));
  }

  @Test
  void halfAsManyAgainWhereNobodySaysHowMany() throws Exception {
    Planned planned = planned(actuator, to(0));
    assertThat(planned.plan().remedy()).isEqualTo(to(6));
    assertThat(planned.plan().command())
        .isEqualTo("kubectl scale deployment/orders -n shop --replicas=6");
    assertThat(planned.reach().disturbed()).isEqualTo(OptionalInt.of(0));
    assertThat(planned.plan().inverse()).isEmpty();
    workload(1);
    assertThat(planned(actuator, to(0)).plan().remedy()).isEqualTo(to(2));
  }

  @Test
  void replicasGrowAndNothingElseChanges() throws Exception {
    done(actuator, to(5), ticket("i-1", 1));
    assertThat(api.patches).singleElement().asString().endsWith("\"spec\":{\"replicas\":5}}");
  }

  @Test
  void fewerOrAsManyAreNoScaleOut() throws Exception {
    for (int each : new int[] {1, 4}) {
      assertThat(refusal(each).guard()).isEqualTo("no-change");
    }
  }

  @Test
  void autoscalerKeepsMoreWithinItsMost() throws Exception {
    ClusterObject before = autoscaler("orders-hpa", 2, 5);
    Plan plan = done(actuator, to(9), ticket("i-1", 1));
    assertThat(plan.remedy()).isEqualTo(to(5));
    assertThat(plan.state())
        .contains("HorizontalPodAutoscaler/orders-hpa %s from 2 to 5".formatted(before.uid()));
    assertThat(plan.command())
        .isEqualTo(
            "kubectl patch horizontalpodautoscaler/orders-hpa -n shop -p"
                + " '{\"spec\":{\"minReplicas\":5}}'");
    assertThat(api.get(ObjectKind.AUTOSCALER, "orders-hpa").at("/spec/minReplicas").asInt())
        .isEqualTo(5);
    assertThat(api.get(ObjectKind.DEPLOYMENT, "orders").at("/spec/replicas").asInt()).isEqualTo(4);
    assertThat(actuator.settle(plan, ticket("i-1", 2))).isInstanceOf(Acted.Done.class);
  }

  @Test
  void settlingOfAnAutoscalerSealsTheAutoscaler() throws Exception {
    autoscaler("orders-hpa", 2, 5);
    Plan plan = planned(actuator, to(5)).plan();
    var asleep = prepared(actuator, plan, ticket("i-1", 1)).prepared();
    assertThat(actuator.settle(plan, ticket("i-1", 2))).isInstanceOf(Acted.NotDone.class);
    assertThat(asleep.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(api.get(ObjectKind.AUTOSCALER, "orders-hpa").at("/spec/minReplicas").asInt())
        .isEqualTo(2);
  }

  @Test
  void autoscalerThatIsAtItsMostOrHasACompanionIsLeftAlone() throws Exception {
    autoscaler("one", 2, 4);
    assertThat(refusal(6).guard()).isEqualTo("autoscaler");
    autoscaler("one", 6, 8);
    assertThat(refusal(5).words()).contains("keeps 6 at least already");
    autoscaler("two", 2, 9);
    assertThat(refusal(6).words()).contains("several autoscalers: one, two");
  }

  @Test
  void autoscalerThatComesOrChangesAfterThePlanIsNoticed() throws Exception {
    Plan plan = planned(actuator, to(6)).plan();
    autoscaler("late", 2, 9);
    assertThat(refused(actuator.prepare(plan, ticket("i-1", 1))).guard()).isEqualTo("target");
    Plan again = planned(actuator, to(6)).plan();
    autoscaler("late", 2, 7);
    assertThat(refused(actuator.prepare(again, ticket("i-1", 1))).guard()).isEqualTo("target");
  }

  @Test
  void withoutReplicasTheAutoscalerIsOffAndTheWorkloadIsScaledWithinItsBounds() throws Exception {
    autoscaler("orders-hpa", 1, 2);
    workload(0);
    Plan plan = done(actuator, to(3), ticket("i-1", 1));
    assertThat(plan.remedy()).isEqualTo(to(2));
    assertThat(plan.changes()).containsExactly("Deployment.spec.replicas: 0 → 2");
  }

  @Test
  void quotaWithoutRoomIsNamed() throws Exception {
    quota("requests.memory", "1Gi", "768Mi");
    assertThat(planned(actuator, to(6))).isNotNull();
    assertThat(refusal(7))
        .satisfies(
            it -> {
              assertThat(it.guard()).isEqualTo("quota");
              assertThat(it.limit()).contains("requests.memory 1Gi");
              assertThat(it.words()).contains("no room for 3 more pods").contains("quota team");
            });
    quota("pods", "10", "9");
    assertThat(refusal(6).guard()).isEqualTo("quota");
    quota("limits.cpu", "1", "1");
    assertThat(planned(actuator, to(6))).isNotNull();
  }

  @Test
  void whatCannotBeSeenIsNotTakenForNothing() throws Exception {
    api.denied.add("list horizontalpodautoscalers");
    assertThat(refusal(6).limit()).isEqualTo("list horizontalpodautoscalers.autoscaling in shop");
    api.clear();
    workload(4);
    api.denied.add("list resourcequotas");
    assertThat(refusal(6).limit()).isEqualTo("list resourcequotas in shop");
  }

  @Test
  void daemonSetIsNotScaled() throws Exception {
    var remedy = new ScaleOut(Subject.of("DaemonSet", "shop", "agent"), OptionalInt.of(3));
    assertThat(refused(plan(actuator, remedy, null)).words()).contains("one pod for each node");
  }
}
