package io.fivewhys.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.mitigate.Reach;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many pods a rollout takes away at once, as the controllers round it. */
class WorkloadReachTest {
  private static ClusterObject workload(ObjectKind kind, String json) {
    try {
      return new ClusterObject(
          new ObjectName(kind, "shop", "orders"), new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new IllegalStateException(json, e);
    }
  }

  private static Reach deployment(int replicas, int ready, String strategy) {
    return WorkloadReach.ofRollout(
        workload(
            ObjectKind.DEPLOYMENT,
            """
            {"spec": {"replicas": %d, "strategy": %s}, "status": {"observedGeneration": 1, "readyReplicas": %d}}
            """
                .formatted(replicas, strategy, ready)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | 1  | {}                                                             | 0
          3  | 3  | {}                                                             | 0
          4  | 4  | {}                                                             | 1
          10 | 10 | {"rollingUpdate": {}}                                          | 2
          10 | 10 | {"rollingUpdate": {"maxUnavailable": "39%"}}                   | 3
          10 | 10 | {"rollingUpdate": {"maxUnavailable": 4}}                       | 4
          10 | 2  | {"rollingUpdate": {"maxUnavailable": 4}}                       | 2
          3  | 3  | {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": 0}}        | 1
          3  | 3  | {"rollingUpdate": {"maxUnavailable": "10%", "maxSurge": "0%"}} | 1
          3  | 2  | {"type": "Recreate"}                                           | 2
          """)
  void deploymentTakesWhatItsStrategyAllows(
      int replicas, int ready, String strategy, int disturbed) {
    assertThat(deployment(replicas, ready, strategy).disturbed())
        .isEqualTo(OptionalInt.of(disturbed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | {}                                            | 1
          3 | {"rollingUpdate": {"partition": 3}}           | 0
          5 | {"rollingUpdate": {"partition": 3}}           | 1
          5 | {"rollingUpdate": {"maxUnavailable": 3}}      | 3
          5 | {"rollingUpdate": {"maxUnavailable": "50%"}}  | 2
          5 | {"type": "OnDelete"}                          | 0
          """)
  void statefulSetTakesOneAfterTheOther(int replicas, String strategy, int disturbed) {
    var set =
        workload(
            ObjectKind.STATEFUL_SET,
            """
            {"spec": {"replicas": %d, "updateStrategy": %s},
             "status": {"observedGeneration": 1, "readyReplicas": %1$d}}
            """
                .formatted(replicas, strategy));
    assertThat(WorkloadReach.ofRollout(set).disturbed()).isEqualTo(OptionalInt.of(disturbed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                           | 1
          {"rollingUpdate": {"maxUnavailable": "15%"}} | 2
          {"type": "OnDelete"}                         | 0
          """)
  void daemonSetRoundsUp(String strategy, int disturbed) {
    var set =
        workload(
            ObjectKind.DAEMON_SET,
            """
            {"spec": {"updateStrategy": %s},
             "status": {"observedGeneration": 1, "desiredNumberScheduled": 10, "numberReady": 9}}
            """
                .formatted(strategy));
    assertThat(WorkloadReach.ofRollout(set))
        .isEqualTo(
            new Reach(
                java.util.Map.of(),
                OptionalInt.of(10),
                OptionalInt.of(9),
                OptionalInt.of(disturbed)));
  }

  @Test
  void whatNoControllerHasLookedAtIsNotKnown() {
    Reach reach =
        WorkloadReach.ofRollout(
            workload(ObjectKind.DEPLOYMENT, "{\"spec\": {\"replicas\": 2}, \"status\": {}}"));
    assertThat(reach.desired()).isEqualTo(OptionalInt.of(2));
    assertThat(reach.ready()).isEmpty();
    assertThat(reach.disturbed()).isEmpty();
  }

  @Test
  void readyPodsThatAreLeftOutAreNone() {
    Reach reach =
        WorkloadReach.ofRollout(
            workload(
                ObjectKind.DEPLOYMENT,
                "{\"spec\": {}, \"status\": {\"observedGeneration\": 1, \"replicas\": 1}}"));
    assertThat(reach.desired()).isEqualTo(OptionalInt.of(1));
    assertThat(reach.ready()).isEqualTo(OptionalInt.of(0));
    assertThat(reach.disturbed()).isEqualTo(OptionalInt.of(0));
  }
}
