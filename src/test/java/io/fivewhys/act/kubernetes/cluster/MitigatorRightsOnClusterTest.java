package io.fivewhys.act.kubernetes.cluster;

import static io.fivewhys.act.kubernetes.cluster.TwinCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.act.kubernetes.Acting;
import io.fivewhys.collect.kubernetes.change.ConfigData;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Actuator.Planning;
import io.fivewhys.mitigate.Actuator.Preparation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each Role of {@code config/kubernetes-mitigator.yaml} lets its action be done and no other one;
 * what is missing for the others is named.
 */
@Tag("cluster")
@Timeout(300)
class MitigatorRightsOnClusterTest {
  /** Kubernetes has one right for all changes of a workload. */
  private static final Set<Action> CHANGES_OF_WORKLOADS =
      EnumSet.of(Action.RESTART_WORKLOAD, Action.UNDO_ROLLOUT, Action.SCALE_OUT);

  private static final Map<Action, String> MISSING =
      Map.of(
          Action.RESTART_WORKLOAD, "patch deployments.apps",
          Action.UNDO_ROLLOUT, "patch deployments.apps",
          Action.SCALE_OUT, "patch deployments.apps",
          Action.DELETE_POD, "create pods/eviction",
          Action.REVERT_CONFIG, "patch configmaps");

  @TempDir static Path directory;
  private static TwinCluster cluster;
  private static final Map<Action, Remedy> REMEDIES = new EnumMap<>(Action.class);

  /** One content before what it holds now, of whatever ConfigMap. */
  private static final class Recorded implements ConfigVersions {
    @Override
    public Optional<String> record(List<Held> seen, Instant at) {
      return Optional.empty();
    }

    @Override
    public Optional<List<Version>> of(String uid) {
      return Optional.of(List.of(version("2", "new"), version("1", "old")));
    }

    private static Version version(String version, String value) {
      var data = new ConfigData(new TreeMap<>(Map.of("key", value)), new TreeMap<>());
      return new Version(version, data, Instant.EPOCH, Instant.EPOCH);
    }
  }

  @BeforeAll
  static void open() throws Exception {
    cluster = TwinCluster.open(directory);
    cluster.create(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {key: new}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: orders}
        spec:
          replicas: 1
          selector: {matchLabels: {app: orders}}
          template:
            metadata: {labels: {app: orders}}
            spec: {containers: [{name: main, image: 'orders:1'}]}
        """);
    String path = "/apis/apps/v1/namespaces/NAMESPACE/deployments/orders";
    cluster.await(path);
    cluster.both("set", "image", "deployment/orders", "main=orders:2");
    cluster.await(path);
    var orders = cluster.subject("Deployment", "orders");
    REMEDIES.put(Action.RESTART_WORKLOAD, new Remedy.RestartWorkload(orders));
    REMEDIES.put(Action.UNDO_ROLLOUT, new Remedy.UndoRollout(orders, OptionalLong.empty()));
    REMEDIES.put(Action.SCALE_OUT, new Remedy.ScaleOut(orders, OptionalInt.of(2)));
    REMEDIES.put(Action.DELETE_POD, new Remedy.DeletePod(cluster.subject("Pod", pod()), false));
    REMEDIES.put(
        Action.REVERT_CONFIG,
        new Remedy.RevertConfig(cluster.subject("ConfigMap", "settings"), Optional.empty()));
  }

  private static String pod() {
    JsonNode pods =
        eventually(
            () -> cluster.get(cluster.ours(), "/api/v1/namespaces/NAMESPACE/pods").path("items"),
            it -> it.size() == 1);
    return pods.get(0).at("/metadata/name").asText();
  }

  @AfterAll
  static void takeAway() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Empty where it could be done now: everything but that was tried. */
  private static Optional<Refusal> refusal(Actuator actuator, Action action) throws Exception {
    var recommendation =
        Acting.recommendation(REMEDIES.get(action), Optional.empty(), Instant.now());
    return switch (actuator.plan(recommendation, Acting.decision(false))) {
      case Planning.Refused(var refusals) -> Optional.of(refusals.getFirst());
      case Planning.Planned planned ->
          switch (actuator.prepare(planned.plan(), Acting.TICKET)) {
            case Preparation.Refused(var refusals) -> Optional.of(refusals.getFirst());
            case Preparation.Ready _ -> Optional.empty();
          };
    };
  }

  private static String role(Action action) {
    return "fivewhys-" + action.toString().replace('_', '-');
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RESET_CIRCUIT_BREAKER", "MANUAL"})
  void itsRoleAloneIsEnough(Action action) throws Exception {
    Actuator actuator = cluster.actuator(ShippedRoles.of(role(action)), new Recorded());
    assertThat(refusal(actuator, action)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RESET_CIRCUIT_BREAKER", "MANUAL"})
  void withTheReadersRightsItIsNoRoleForAnotherAction(Action action) throws Exception {
    Actuator actuator =
        cluster.actuator(ShippedRoles.of("fivewhys-reader", role(action)), new Recorded());
    for (Action each : REMEDIES.keySet()) {
      boolean granted =
          each == action
              || CHANGES_OF_WORKLOADS.contains(each) && CHANGES_OF_WORKLOADS.contains(action);
      Optional<Refusal> refusal = refusal(actuator, each);
      assertThat(refusal.isEmpty())
          .as("%s with the role of %s: %s", each, action, refusal)
          .isEqualTo(granted);
      refusal.ifPresent(
          it -> {
            assertThat(it.guard()).isEqualTo("rights");
            assertThat(it.words()).contains(MISSING.get(each) + " in " + cluster.ours());
          });
    }
  }

  @Test
  void readerMayDoNothing() throws Exception {
    Actuator actuator = cluster.actuator(ShippedRoles.of("fivewhys-reader"), new Recorded());
    for (Action each : REMEDIES.keySet()) {
      assertThat(refusal(actuator, each).orElseThrow().words()).contains(MISSING.get(each));
    }
  }
}
