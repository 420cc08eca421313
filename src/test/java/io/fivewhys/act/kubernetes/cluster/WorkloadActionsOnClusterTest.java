package io.fivewhys.act.kubernetes.cluster;

import static io.fivewhys.act.kubernetes.Asked.done;
import static io.fivewhys.act.kubernetes.Asked.plan;
import static io.fivewhys.act.kubernetes.Asked.planned;
import static io.fivewhys.act.kubernetes.Asked.prepared;
import static io.fivewhys.act.kubernetes.Asked.refused;
import static io.fivewhys.act.kubernetes.Asked.ticket;
import static io.fivewhys.act.kubernetes.cluster.TwinCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.Remedy.RestartWorkload;
import io.fivewhys.mitigate.Remedy.ScaleOut;
import io.fivewhys.mitigate.Remedy.UndoRollout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is done to a workload is what kubectl does to its twin: each action with the rights alone
 * that {@code config/} gives for it.
 */
@Tag("cluster")
@Timeout(300)
class WorkloadActionsOnClusterTest {
  /** All that restart, undo and scale out need together, to leave one of it out. */
  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: ACCOUNT}
      rules:
        - {apiGroups: [apps], resources: [deployments, statefulsets, daemonsets], verbs: [get, patch]}
        - {apiGroups: [apps], resources: [replicasets, controllerrevisions], verbs: [list]}
        - {apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, list, patch]}
        - {apiGroups: [""], resources: [resourcequotas], verbs: [list]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: ACCOUNT}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ACCOUNT}
      subjects: [{kind: ServiceAccount, name: ACCOUNT}]
      """;

  @TempDir static Path directory;
  private static TwinCluster cluster;
  private static Actuator actuator;

  @BeforeAll
  static void open() throws Exception {
    cluster = TwinCluster.open(directory);
    var each = new EnumMap<Action, Actuator>(Action.class);
    for (Action action : List.of(Action.RESTART_WORKLOAD, Action.UNDO_ROLLOUT, Action.SCALE_OUT)) {
      String role = "fivewhys-" + action.toString().replace('_', '-');
      each.put(action, cluster.actuator(ShippedRoles.of("fivewhys-reader", role)));
    }
    actuator = new ByAction(each);
  }

  /** Each action by an account of its own, from the plan to what is found out afterwards. */
  private record ByAction(Map<Action, Actuator> each) implements Actuator {
    @Override
    public Planning plan(Recommendation recommendation, Decision decision)
        throws InterruptedException {
      return each.get(recommendation.remedy().action()).plan(recommendation, decision);
    }

    @Override
    public Preparation prepare(Plan plan, Ticket ticket) throws InterruptedException {
      return each.get(plan.remedy().action()).prepare(plan, ticket);
    }

    @Override
    public Acted settle(Plan plan, Ticket ticket) throws InterruptedException {
      return each.get(plan.remedy().action()).settle(plan, ticket);
    }
  }

  @AfterAll
  static void takeAway() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String path(String kind, String name) {
    return "/apis/apps/v1/namespaces/NAMESPACE/%ss/%s"
        .formatted(kind.toLowerCase(Locale.ROOT), name);
  }

  private static String keepers(String kind, String name) {
    return "/apis/apps/v1/namespaces/NAMESPACE/%s?labelSelector=app%%3D%s"
        .formatted(kind.equals("Deployment") ? "replicasets" : "controllerrevisions", name);
  }

  private static void make(String kind, String name, String image) throws Exception {
    String more =
        switch (kind) {
          case "Deployment" -> "replicas: 2, progressDeadlineSeconds: 60,";
          case "StatefulSet" -> "replicas: 2, serviceName: none,";
          default -> "";
        };
    cluster.create(
        """
        apiVersion: apps/v1
        kind: %s
        metadata:
          name: %s
          labels: {app: %2$s, tier: backend}
          annotations: {kubernetes.io/change-cause: 'image %s', team: shop}
        spec:
          %s
          selector: {matchLabels: {app: %2$s}}
          template:
            metadata: {labels: {app: %2$s}, annotations: {version: '%3$s'}}
            spec:
              terminationGracePeriodSeconds: 0
              securityContext: {}
              containers:
                - name: main
                  image: '%3$s'
                  env: [{name: PASSWORD, value: 'of %3$s'}]
                  resources: {requests: {cpu: 10m, memory: 8Mi}}
              volumes: [{name: scratch, emptyDir: {}}]
        """
            .formatted(kind, name, image, more.replace(", ", "\n  ").replace(",", "").strip()));
    cluster.await(path(kind, name));
  }

  private static JsonNode ours(String kind, String name) {
    return cluster.get(cluster.ours(), path(kind, name));
  }

  private static String version(String deployment) {
    return ours("Deployment", deployment).at("/metadata/resourceVersion").asText();
  }

  private static void assertTwins(String kind, String name) {
    cluster.await(path(kind, name));
    cluster.assertSame(path(kind, name));
    cluster.assertSame(
        keepers(kind, name),
        kind.equals("Deployment")
            ? "/metadata/annotations/deployment.kubernetes.io~1revision"
            : "/revision");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet"})
  void restartIsThatOfKubectl(String kind) throws Exception {
    String name = "restart" + kind.toLowerCase(Locale.ROOT);
    make(kind, name, "app:1");
    var remedy = new RestartWorkload(cluster.subject(kind, name));
    Plan plan = done(actuator, remedy, ticket("restart-" + kind, 1));
    String said =
        cluster.kubectl(
            plan.command()
                .replace("kubectl ", "")
                .replace(cluster.ours(), cluster.theirs())
                .split(" "));
    assertThat(said).contains("restarted");
    assertThat(ours(kind, name).at("/metadata/annotations/fivewhys.io~1action").asText())
        .isEqualTo("restart-" + kind);
    assertTwins(kind, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet"})
  void undoIsThatOfKubectlAndSoIsItsInverse(String kind) throws Exception {
    String name = "undo" + kind.toLowerCase(Locale.ROOT);
    make(kind, name, "app:1");
    make(kind, name, "app:2");
    make(kind, name, "app:3");
    var remedy = new UndoRollout(cluster.subject(kind, name), OptionalLong.empty());
    Planned planned = planned(actuator, remedy);
    assertThat(planned.plan().changes())
        .contains("containers[main].image: app:3 → app:2")
        .contains("containers[main].env[PASSWORD].value: another value")
        .noneMatch(it -> it.contains("of app"));
    assertThat(planned.plan().remedy())
        .isEqualTo(
            new UndoRollout(cluster.subject(kind, name), OptionalLong.of(3), OptionalLong.of(2)));
    Plan plan = done(actuator, remedy, ticket("undo-" + kind, 1));
    assertThat(cluster.kubectl("rollout", "undo", kind + "/" + name)).contains("rolled back");
    assertTwins(kind, name);
    // To a named one, then forward again by the inverse of the first.
    done(
        actuator,
        new UndoRollout(cluster.subject(kind, name), OptionalLong.of(1)),
        ticket("undo-again-" + kind, 2));
    assertThat(cluster.kubectl("rollout", "undo", kind + "/" + name, "--to-revision=1"))
        .contains("rolled back");
    assertTwins(kind, name);
    done(actuator, plan.inverse().orElseThrow(), ticket("inverse-" + kind, 3));
    assertThat(cluster.kubectl("rollout", "undo", kind + "/" + name, "--to-revision=3"))
        .contains("rolled back");
    assertTwins(kind, name);
    assertThat(ours(kind, name).at("/spec/template/spec/containers/0/image").asText())
        .isEqualTo("app:3");
  }

  @Test
  void replicaSetsOfOthersAreNoRevisions() throws Exception {
    make("Deployment", "alike", "app:1");
    make("Deployment", "alike", "app:2");
    cluster.create(
        """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: alike-x
          labels: {app: alike}
          annotations: {deployment.kubernetes.io/revision: '9'}
          ownerReferences:
            - {apiVersion: apps/v1, kind: Deployment, name: alike, uid: 00000000-0000-0000-0000-000000000000, controller: true}
        spec:
          replicas: 0
          selector: {matchLabels: {app: alike, other: 'yes'}}
          template:
            metadata: {labels: {app: alike, other: 'yes'}}
            spec: {containers: [{name: main, image: 'evil:1'}]}
        """);
    var subject = cluster.subject("Deployment", "alike");
    assertThat(refused(plan(actuator, new UndoRollout(subject, OptionalLong.of(9)), null)).guard())
        .isEqualTo("revision");
    Planned planned = planned(actuator, new UndoRollout(subject, OptionalLong.empty()));
    assertThat(planned.plan().changes()).contains("containers[main].image: app:2 → app:1");
  }

  @Test
  void undoWithNothingToDoIsRefusedWhereKubectlRefusesOrSkips() throws Exception {
    make("Deployment", "nothing", "app:1");
    var subject = cluster.subject("Deployment", "nothing");
    assertThat(
            refused(plan(actuator, new UndoRollout(subject, OptionalLong.empty()), null)).words())
        .isEqualTo(
            "Deployment/nothing in %s has no older revision to go back to"
                .formatted(cluster.ours()));
    assertThat(cluster.kubectl("rollout", "undo", "deployment/nothing"))
        .contains("no rollout history found");
    assertThat(refused(plan(actuator, new UndoRollout(subject, OptionalLong.of(1)), null)).guard())
        .isEqualTo("no-change");
    assertThat(cluster.kubectl("rollout", "undo", "deployment/nothing", "--to-revision=1"))
        .contains("skipped rollback");
    assertThat(refused(plan(actuator, new UndoRollout(subject, OptionalLong.of(7)), null)).guard())
        .isEqualTo("revision");
    assertThat(cluster.kubectl("rollout", "undo", "deployment/nothing", "--to-revision=7"))
        .contains("unable to find specified revision 7");
    make("Deployment", "nothing", "app:2");
    cluster.both("rollout", "pause", "deployment/nothing");
    for (Remedy each :
        new Remedy[] {
          new UndoRollout(subject, OptionalLong.empty()), new RestartWorkload(subject)
        }) {
      assertThat(refused(plan(actuator, each, null)).guard()).isEqualTo("paused");
    }
    assertThat(cluster.kubectl("rollout", "undo", "deployment/nothing")).contains("paused");
    assertThat(cluster.kubectl("rollout", "restart", "deployment/nothing")).contains("paused");
  }

  @Test
  void moreReplicasAreThoseOfKubectlScale() throws Exception {
    for (String kind : new String[] {"Deployment", "StatefulSet"}) {
      String name = "scale" + kind.toLowerCase(Locale.ROOT);
      make(kind, name, "app:1");
      Plan plan =
          done(
              actuator,
              new ScaleOut(cluster.subject(kind, name), OptionalInt.empty()),
              ticket("scale-" + kind, 1));
      assertThat(plan.changes()).containsExactly(kind + ".spec.replicas: 2 → 3");
      assertThat(cluster.kubectl("scale", kind + "/" + name, "--replicas=3")).contains("scaled");
      assertTwins(kind, name);
    }
  }

  @Test
  void autoscalerKeepsMoreAndLosesNothingOfWhatItsNewerVersionsHave() throws Exception {
    make("Deployment", "auto", "app:1");
    cluster.create(
        """
        apiVersion: autoscaling/v2beta2
        kind: HorizontalPodAutoscaler
        metadata: {name: auto}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: auto}
          minReplicas: 2
          maxReplicas: 3
          metrics:
            - type: Resource
              resource: {name: memory, target: {type: AverageValue, averageValue: 500Mi}}
          behavior:
            scaleDown: {stabilizationWindowSeconds: 77}
        """);
    Plan plan =
        done(
            actuator,
            new ScaleOut(cluster.subject("Deployment", "auto"), OptionalInt.of(5)),
            ticket("auto", 1));
    assertThat(plan.changes()).containsExactly("HorizontalPodAutoscaler.spec.minReplicas: 2 → 3");
    String[] command = plan.command().replace("'", "").split(" ");
    assertThat(cluster.kubectl("patch", "hpa/auto", "-p", command[command.length - 1]))
        .contains("patched");
    String path = "/apis/autoscaling/v2beta2/namespaces/NAMESPACE/horizontalpodautoscalers/auto";
    for (String namespace : new String[] {cluster.ours(), cluster.theirs()}) {
      eventually(
          () -> cluster.get(namespace, path("Deployment", "auto")).at("/spec/replicas").asInt(),
          it -> it == 3);
    }
    JsonNode ours = cluster.get(cluster.ours(), path).path("spec");
    assertThat(ours).isEqualTo(cluster.get(cluster.theirs(), path).path("spec"));
    assertThat(ours.at("/behavior/scaleDown/stabilizationWindowSeconds").asInt()).isEqualTo(77);
    assertThat(
            refused(
                    plan(
                        actuator,
                        new ScaleOut(cluster.subject("Deployment", "auto"), OptionalInt.of(6)),
                        null))
                .guard())
        .isEqualTo("autoscaler");
    assertThat(actuator.settle(plan, ticket("auto", 2))).isInstanceOf(Acted.Done.class);
    assertThat(actuator.settle(plan, ticket("other", 3))).isInstanceOf(Acted.NotDone.class);
  }

  @Test
  void targetThatWasMadeAnewIsAnotherOne() throws Exception {
    make("Deployment", "anew", "app:1");
    var remedy = new RestartWorkload(cluster.subject("Deployment", "anew"));
    Plan plan = planned(actuator, remedy).plan();
    var ready = prepared(actuator, plan, ticket("anew", 1));
    cluster.both("delete", "deployment", "anew", "--wait=true");
    assertThat(refused(actuator.prepare(plan, ticket("anew", 1))).guard()).isEqualTo("target");
    make("Deployment", "anew", "app:1");
    assertThat(refused(actuator.prepare(plan, ticket("anew", 1))).value())
        .isEqualTo("uid " + ours("Deployment", "anew").at("/metadata/uid").asText());
    assertThat(refused(plan(actuator, remedy, plan.uid().orElseThrow())).words())
        .contains("deleted and made anew since it was diagnosed");
    assertThat(ready.prepared().act()).isInstanceOf(Acted.NotDone.class);
    assertThat(actuator.settle(plan, ticket("anew", 2))).isInstanceOf(Acted.Unknown.class);
    assertThat(ours("Deployment", "anew").at("/metadata/generation").asInt()).isEqualTo(1);
  }

  @Test
  void changeInBetweenIsNotOverwrittenAndStatusIsNoChange() throws Exception {
    make("Deployment", "between", "app:1");
    var remedy = new RestartWorkload(cluster.subject("Deployment", "between"));
    Plan plan = planned(actuator, remedy).plan();
    var first = prepared(actuator, plan, ticket("between-1", 1));
    String status = "{\"status\":{\"conditions\":[{\"type\":\"Odd\",\"status\":\"True\"}]}}";
    String version = version("between");
    cluster.ourselves(
        "patch", "deployment", "between", "--subresource=status", "--type=merge", "-p", status);
    assertThat(version("between")).isNotEqualTo(version);
    assertThat(first.prepared().act()).isInstanceOf(Acted.Done.class);
    cluster.await(path("Deployment", "between"));
    Plan again = planned(actuator, remedy).plan();
    assertThat(again.hash()).isNotEqualTo(plan.hash());
    assertThat(refused(actuator.prepare(plan, ticket("between-2", 2))).guard()).isEqualTo("target");
    var second = prepared(actuator, again, ticket("between-2", 2));
    cluster.ourselves("set", "image", "deployment/between", "main=app:2");
    assertThat(second.prepared().act()).isInstanceOf(Acted.NotDone.class);
    cluster.await(path("Deployment", "between"));
    var third = prepared(actuator, planned(actuator, remedy).plan(), ticket("between-3", 3));
    cluster.ourselves("label", "deployment", "between", "hands=off");
    assertThat(third.prepared().act()).isInstanceOf(Acted.NotDone.class);
    assertThat(
            ours("Deployment", "between").at("/metadata/annotations/fivewhys.io~1action").asText())
        .isEqualTo("between-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet"})
  void whoWakesUpAfterItWasSettledDoesNothing(String kind) throws Exception {
    String name = "sealed" + kind.toLowerCase(Locale.ROOT);
    make(kind, name, "app:1");
    make(kind, name, "app:2");
    for (Remedy remedy :
        new Remedy[] {
          new RestartWorkload(cluster.subject(kind, name)),
          new UndoRollout(cluster.subject(kind, name), OptionalLong.empty()),
          new ScaleOut(cluster.subject(kind, name), OptionalInt.empty())
        }) {
      String id = "sealed-" + remedy.action();
      cluster.await(path(kind, name));
      Plan plan = planned(actuator, remedy).plan();
      var asleep = prepared(actuator, plan, ticket(id, 5));
      JsonNode before = ours(kind, name).path("spec");
      assertThat(actuator.settle(plan, ticket(id, 6))).isInstanceOf(Acted.NotDone.class);
      assertThat(asleep.prepared().act()).isInstanceOf(Acted.NotDone.class);
      assertThat(refused(actuator.prepare(plan, ticket(id, 5))).guard()).isIn("fence", "target");
      assertThat(actuator.settle(plan, ticket(id, 7))).isInstanceOf(Acted.NotDone.class);
      assertThat(ours(kind, name).path("spec")).isEqualTo(before);
    }
  }

  @Test
  void whatWasDoneIsSeenAlsoAfterSomebodyHasUndoneIt() throws Exception {
    make("Deployment", "seen", "app:1");
    make("Deployment", "seen", "app:2");
    var remedy = new RestartWorkload(cluster.subject("Deployment", "seen"));
    Plan plan = done(actuator, remedy, ticket("seen", 1));
    assertThat(actuator.settle(plan, ticket("seen", 2))).isInstanceOf(Acted.Done.class);
    cluster.await(path("Deployment", "seen"));
    assertThat(cluster.ourselves("rollout", "undo", "deployment/seen", "--to-revision=1"))
        .contains("rolled back");
    assertThat(actuator.settle(plan, ticket("seen", 3)))
        .isInstanceOfSatisfying(
            Acted.Done.class, it -> assertThat(it.evidence()).contains("by somebody else again"));
  }

  @Test
  void rightThatIsMissingIsNamed() throws Exception {
    make("Deployment", "rights", "app:1");
    make("Deployment", "rights", "app:2");
    var subject = cluster.subject("Deployment", "rights");
    Actuator reader = cluster.actuator(ROLE.replace("[get, patch]", "[get]"));
    Plan plan = planned(reader, new RestartWorkload(subject)).plan();
    assertThat(refused(reader.prepare(plan, ticket("rights", 1))).limit())
        .isEqualTo("patch deployments.apps in " + cluster.ours());
    Actuator blind = cluster.actuator(ROLE.replace("[list]", "[get]"));
    Plan undo = planned(actuator, new UndoRollout(subject, OptionalLong.empty())).plan();
    assertThat(refused(blind.prepare(undo, ticket("rights", 1))).limit())
        .isEqualTo("list replicasets.apps in " + cluster.ours());
    assertThat(refused(plan(blind, new ScaleOut(subject, OptionalInt.empty()), null)).limit())
        .isEqualTo("list resourcequotas in " + cluster.ours());
    Actuator nobody = cluster.actuator(ROLE.replace("[get, patch]", "[watch]"));
    assertThat(refused(plan(nobody, new RestartWorkload(subject), null)).guard())
        .isEqualTo("rights");
  }

  @Test
  void quotaThatWouldRefuseThePodsIsNamed() throws Exception {
    make("Deployment", "quota", "app:1");
    cluster.create(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: small}
        spec: {hard: {requests.memory: 1Gi}}
        """);
    try {
      eventually(
          () ->
              cluster
                  .get(cluster.ours(), "/api/v1/namespaces/NAMESPACE/resourcequotas/small")
                  .at("/status/used/requests.memory"),
          it -> !it.isMissingNode());
      var remedy = new ScaleOut(cluster.subject("Deployment", "quota"), OptionalInt.of(300));
      assertThat(refused(plan(actuator, remedy, null)))
          .satisfies(
              it -> {
                assertThat(it.guard()).isEqualTo("quota");
                assertThat(it.words()).contains("no room for 298 more pods");
              });
    } finally {
      cluster.both("delete", "resourcequota", "small");
    }
  }

  @Test
  void whatIsPutBackFromGitIsLeftAlone() throws Exception {
    make("Deployment", "git", "app:1");
    make("Deployment", "git", "app:2");
    var undo = new UndoRollout(cluster.subject("Deployment", "git"), OptionalLong.empty());
    Plan plan = planned(actuator, undo).plan();
    change("label", "kustomize.toolkit.fluxcd.io/name=shop");
    assertThat(refused(actuator.prepare(plan, ticket("git", 1))).words())
        .contains("revert it in Git and let flux reconcile");
    planned(actuator, new RestartWorkload(cluster.subject("Deployment", "git")));
    change("label", "kustomize.toolkit.fluxcd.io/name-");
    change("annotate", "meta.helm.sh/release-name=shop");
    cluster.await(path("Deployment", "git"));
    assertThat(refused(plan(actuator, undo, null)).words()).contains("helm rollback shop -n ");
    change("annotate", "meta.helm.sh/release-name-");
    change("annotate", "a=b", "--field-manager=argocd-controller");
    cluster.await(path("Deployment", "git"));
    assertThat(refused(plan(actuator, undo, null)).value()).isEqualTo("argocd");
  }

  private static void change(String verb, String... what) throws Exception {
    List<String> command = new ArrayList<>(List.of(verb, "deployment", "git"));
    command.addAll(List.of(what));
    cluster.ourselves(command.toArray(String[]::new));
  }
}
