package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Pod.Phase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodReaderTest {
  private static final String ORDERS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: orders, uid: d-1, labels: {tier: backend}}
      spec: {template: {metadata: {labels: {app: orders}}, spec: {containers: [{name: orders}]}}}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata:
        name: orders-6b9fd45c77
        uid: r-1
        creationTimestamp: "2026-11-20T09:00:00Z"
        annotations: {deployment.kubernetes.io/revision: "42"}
        ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: orders, uid: d-1, controller: true}]
      spec: {template: {spec: {containers: [{name: orders}]}}}
      """;

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: orders-6b9fd45c77-kd5rz
        uid: p-1
        creationTimestamp: "2026-11-20T09:00:00Z"
        labels: {app: orders, tier: backend, pod-template-hash: 6b9fd45c77}
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: orders-6b9fd45c77, uid: r-1, controller: true}]
      """;

  static final String RUNNING =
      POD
          + """
          spec: {nodeName: n1, containers: [{name: orders}]}
          status:
            phase: Running
            startTime: "2026-11-20T09:00:01Z"
            conditions: [{type: Ready, status: "True"}, {type: PodScheduled, status: "True"}]
            containerStatuses:
            - {name: orders, ready: true, restartCount: 0, state: {running: {startedAt: "2026-11-20T09:00:03Z"}}}
          """;

  private final PodReader reader = new PodReader();
  private final HeldObjects objects = new HeldObjects().with(ORDERS);

  private List<Pod> read(String at) {
    return reader.read(objects.at(at)).facts().stream().map(Pod.class::cast).toList();
  }

  private Pod only(String yaml) {
    objects.with(yaml);
    return read("2026-11-20T10:00:00Z").getFirst();
  }

  /** A pod with one container. */
  private static String pod(String phase, String container) {
    return POD
        + """
        spec: {nodeName: n1, containers: [{name: orders}]}
        status:
          phase: %s
          startTime: "2026-11-20T09:00:01Z"
          conditions: [{type: Ready, status: "False"}, {type: PodScheduled, status: "True"}]
          containerStatuses:
          - {name: orders, %s}
        """
            .formatted(phase, container);
  }

  @Test
  void healthyPodSaysLittle() {
    Pod pod = only(RUNNING);
    assertThat(pod.name()).isEqualTo("orders-6b9fd45c77-kd5rz");
    assertThat(pod.namespace()).contains("shop");
    assertThat(pod.uid()).contains("p-1");
    assertThat(pod.workload()).contains("orders");
    assertThat(pod.revision()).hasValue(42);
    assertThat(pod.node()).contains("n1");
    assertThat(pod.phase()).contains(Phase.RUNNING);
    assertThat(pod.ready()).contains(true);
    assertThat(pod.restarts()).hasValue(0);
    assertThat(pod.restartsInWindow()).hasValue(0);
    assertThat(pod.startedAt()).contains(Instant.parse("2026-11-20T09:00:03Z"));
    assertThat(pod.waitingReason()).isEmpty();
    assertThat(pod.terminatedReason()).isEmpty();
    assertThat(pod.container()).isEmpty();
    assertThat(pod.terminating()).isEmpty();
    assertThat(pod.schedulingProblem()).isEmpty();
    assertThat(pod.isFailing()).isFalse();
  }

  @Test
  void crashLoop() {
    Pod pod =
        only(
            pod(
                "Running",
                """
                ready: false, restartCount: 5,
                state: {waiting: {reason: CrashLoopBackOff, message: back-off 5m0s restarting failed container}},
                lastState: {terminated: {exitCode: 1, reason: Error, message: "PANIC: no checkpoint", startedAt: "2026-11-20T09:58:00Z", finishedAt: "2026-11-20T09:58:02Z"}}\
                """));
    assertThat(pod.waitingReason()).contains("CrashLoopBackOff");
    assertThat(pod.terminatedReason()).contains("Error");
    assertThat(pod.exitCode()).hasValue(1);
    assertThat(pod.message()).contains("PANIC: no checkpoint");
    assertThat(pod.restarts()).hasValue(5);
    assertThat(pod.restartsInWindow()).hasValue(1);
    assertThat(pod.startedAt()).contains(Instant.parse("2026-11-20T09:58:00Z"));
    assertThat(pod.container()).contains("orders");
    assertThat(pod.isCrashing()).isTrue();
  }

  @Test
  void killedForItsMemoryAndRunningAgain() {
    Pod pod =
        only(
            pod(
                "Running",
                """
                ready: true, restartCount: 1, state: {running: {startedAt: "2026-11-20T09:58:05Z"}},
                lastState: {terminated: {exitCode: 137, reason: OOMKilled, startedAt: "2026-11-20T09:00:02Z", finishedAt: "2026-11-20T09:58:04Z"}}\
                """));
    assertThat(pod.isOomKilled()).isTrue();
    assertThat(pod.exitCode()).hasValue(137);
    assertThat(pod.hasRestartedInWindow()).isTrue();
    assertThat(pod.startedAt()).contains(Instant.parse("2026-11-20T09:58:05Z"));
  }

  @Test
  void whatEndedBeforeTheWindowAndHasBeenWellSinceDoesNotStandOut() {
    Pod pod =
        only(
            pod(
                "Running",
                """
                ready: true, restartCount: 1, state: {running: {startedAt: "2026-11-20T09:10:05Z"}},
                lastState: {terminated: {exitCode: 127, reason: Error, finishedAt: "2026-11-20T09:10:04Z"}}\
                """));
    assertThat(pod.terminatedReason()).isEmpty();
    assertThat(pod.exitCode()).isEmpty();
    assertThat(pod.restarts()).hasValue(1);
    assertThat(pod.restartsInWindow()).hasValue(0);
  }

  @Test
  void imageThatCannotBePulled() {
    Pod pod =
        only(
            pod(
                "Pending",
                "ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff,"
                    + " message: 'Back-off pulling image orders:1.44.O'}}"));
    assertThat(pod.cannotPullImage()).isTrue();
    assertThat(pod.message()).contains("Back-off pulling image orders:1.44.O");
    assertThat(pod.startedAt()).contains(Instant.parse("2026-11-20T09:00:01Z"));
    assertThat(pod.phase()).contains(Phase.PENDING);
  }

  @Test
  void configurationThatIsMissing() {
    Pod pod =
        only(
            pod(
                "Pending",
                """
                ready: false, restartCount: 2,
                state: {waiting: {reason: CreateContainerConfigError, message: "couldn't find key seed in ConfigMap shop/orders"}},
                lastState: {terminated: {exitCode: 143, reason: Error, message: bye, finishedAt: "2026-11-20T09:58:04Z"}}\
                """));
    assertThat(pod.cannotBeConfigured()).isTrue();
    assertThat(pod.message()).contains("couldn't find key seed in ConfigMap shop/orders");
  }

  @Test
  void runningAndNotReady() {
    Pod pod =
        only(
            pod(
                "Running",
                "ready: false, restartCount: 0, state: {running: {startedAt:"
                    + " '2026-11-20T09:00:03Z'}}"));
    assertThat(pod.isRunningButUnready()).isTrue();
    assertThat(pod.container()).contains("orders");
    assertThat(pod.waitingReason()).isEmpty();
  }

  @Test
  void startingIsNoReasonToWait() {
    Pod pod =
        only(
            pod(
                "Pending",
                "ready: false, restartCount: 0, state: {waiting: {reason: ContainerCreating}}"));
    assertThat(pod.waitingReason()).isEmpty();
    assertThat(pod.container()).isEmpty();
  }

  @Test
  void noNodeForIt() {
    Pod pod =
        only(
            POD
                + """
                spec: {containers: [{name: orders}]}
                status:
                  phase: Pending
                  conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "0/3 nodes are available: 3 Insufficient cpu."}]
                """);
    assertThat(pod.schedulingProblem()).contains("0/3 nodes are available: 3 Insufficient cpu.");
    assertThat(pod.isUnscheduled()).isTrue();
    assertThat(pod.ready()).contains(false);
    assertThat(pod.node()).isEmpty();
  }

  @Test
  void evictedFromItsNode() {
    Pod pod =
        only(
            POD
                + """
                spec: {nodeName: n1, containers: [{name: orders}]}
                status: {phase: Failed, reason: Evicted, message: "The node was low on resource: memory."}
                """);
    assertThat(pod.isEvicted()).isTrue();
    assertThat(pod.message()).contains("The node was low on resource: memory.");
  }

  @Test
  void initContainerThatFails() {
    Pod pod =
        only(
            POD
                + """
                spec: {nodeName: n1, initContainers: [{name: migrate}], containers: [{name: orders}]}
                status:
                  phase: Pending
                  initContainerStatuses:
                  - name: migrate
                    restartCount: 3
                    state: {waiting: {reason: CrashLoopBackOff}}
                    lastState: {terminated: {exitCode: 2, reason: Error, finishedAt: "2026-11-20T09:59:00Z"}}
                  containerStatuses:
                  - {name: orders, restartCount: 0, state: {waiting: {reason: PodInitializing}}}
                """);
    assertThat(pod.container()).contains("migrate");
    assertThat(pod.initContainer()).contains(true);
    assertThat(pod.restarts()).hasValue(3);
    assertThat(pod.exitCode()).hasValue(2);
  }

  @Test
  void sidecarCountsAsAContainer() {
    Pod pod =
        only(
            POD
                + """
                spec: {nodeName: n1, initContainers: [{name: proxy, restartPolicy: Always}], containers: [{name: orders}]}
                status:
                  phase: Running
                  initContainerStatuses:
                  - {name: proxy, ready: false, restartCount: 2, state: {running: {startedAt: "2026-11-20T09:59:00Z"}}}
                  containerStatuses:
                  - {name: orders, ready: true, restartCount: 1, state: {running: {startedAt: "2026-11-20T09:00:00Z"}}}
                """);
    assertThat(pod.container()).contains("proxy");
    assertThat(pod.initContainer()).isEmpty();
    assertThat(pod.restarts()).hasValue(3);
  }

  @Test
  void podThatIsBeingDeletedSaysSo() {
    Pod pod =
        only(
            RUNNING.replace(
                "creationTimestamp:",
                "deletionTimestamp: \"2026-11-20T09:59:59Z\"\n  creationTimestamp:"));
    assertThat(pod.terminating()).contains(true);
  }

  @Test
  void restartsInTheWindowAreCountedFromEarlierLooks() {
    String crashing =
        """
        ready: true, restartCount: %d, state: {running: {startedAt: "2026-11-20T09:58:05Z"}},
        lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: "2026-11-20T09:58:04Z"}}\
        """;
    objects.with(pod("Running", crashing.formatted(7)));
    assertThat(read("2026-11-20T10:00:00Z").getFirst().restartsInWindow()).hasValue(1);
    objects.with(pod("Running", crashing.formatted(9)));
    assertThat(read("2026-11-20T10:03:00Z").getFirst().restartsInWindow()).hasValue(2);
    objects.with(pod("Running", crashing.formatted(12)));
    // The first look is now before the window, whose restarts are known exactly.
    assertThat(read("2026-11-20T10:11:00Z").getFirst().restartsInWindow()).hasValue(5);
    assertThat(read("2026-11-20T10:14:00Z").getFirst().restartsInWindow()).hasValue(3);
    assertThat(read("2026-11-20T10:30:00Z").getFirst().restartsInWindow()).hasValue(0);
  }

  @Test
  void restartsWhileNobodyLookedAreNotDatedIntoTheWindow() {
    String crashed =
        """
        ready: true, restartCount: %d, state: {running: {startedAt: "2026-11-20T10:00:05Z"}},
        lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: "%s"}}\
        """;
    objects.with(pod("Running", crashed.formatted(2, "2026-11-20T09:10:00Z")));
    assertThat(read("2026-11-20T10:00:00Z").getFirst().restartsInWindow()).hasValue(0);
    objects.with(pod("Running", crashed.formatted(6, "2026-11-20T10:40:00Z")));
    assertThat(read("2026-11-20T11:00:00Z").getFirst().restartsInWindow()).hasValue(0);
    objects.with(pod("Running", crashed.formatted(8, "2026-11-20T11:59:00Z")));
    assertThat(read("2026-11-20T12:00:00Z").getFirst().restartsInWindow()).hasValue(1);
    objects.with(pod("Running", crashed.formatted(11, "2026-11-20T12:01:30Z")));
    assertThat(read("2026-11-20T12:02:00Z").getFirst().restartsInWindow()).hasValue(3);
  }

  @Test
  void allRestartsOfAPodThatIsYoungerThanTheWindowCount() {
    Pod pod =
        only(
            pod(
                    "Running",
                    "ready: false, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}")
                .replace("2026-11-20T09:00:00Z", "2026-11-20T09:55:00Z"));
    assertThat(pod.restartsInWindow()).hasValue(4);
  }

  @Test
  void podsAreKnownWhereTheirDeploymentMayNotBeSeen() {
    objects.without(Deployment.class).without(ReplicaSet.class);
    Pod pod = only(RUNNING);
    assertThat(pod.workload()).contains("orders");
    assertThat(pod.revision()).isEmpty();
  }

  @Test
  void podsOfOthersAreLeftOut() {
    objects.with(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: stray, labels: {tier: backend}}
        status: {phase: Running}
        """);
    assertThat(read("2026-11-20T10:00:00Z")).isEmpty();
  }

  @Test
  void podOfAStatefulSetHasTheRevisionOfItsHash() {
    objects.with(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: kafka, uid: s-1, labels: {tier: data}}
        spec: {template: {spec: {containers: []}}}
        ---
        apiVersion: apps/v1
        kind: ControllerRevision
        metadata:
          name: kafka-5f7d
          creationTimestamp: "2026-11-20T09:00:00Z"
          ownerReferences: [{kind: StatefulSet, name: kafka, uid: s-1, controller: true}]
        revision: 9
        data: {spec: {template: {$patch: replace, spec: {containers: [{name: kafka, image: "kafka:4"}]}}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: kafka-0
          labels: {controller-revision-hash: kafka-5f7d}
          ownerReferences: [{kind: StatefulSet, name: kafka, uid: s-1, controller: true}]
        status: {phase: Running}
        """);
    Pod pod = read("2026-11-20T10:00:00Z").getFirst();
    assertThat(pod.workload()).contains("kafka");
    assertThat(pod.revision()).hasValue(9);
  }

  @Test
  void textsOfTheClusterFitOnALine() {
    Pod pod =
        only(
            pod(
                "Pending",
                "ready: false, restartCount: 0, state: {waiting: {reason: ErrImagePull, message:"
                    + " \"one\\n"
                    + "two\\e[31m\\u202E"
                    + "x".repeat(5000)
                    + "\"}}"));
    assertThat(pod.message().orElseThrow())
        .startsWith("one two [31m x")
        .hasSizeLessThanOrEqualTo(1000)
        .doesNotContain("\n", "\u001b", "\u202e");
  }
}
