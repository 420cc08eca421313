package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fivewhys.demo.DemoEstate;
import io.fivewhys.demo.DemoOptions;
import io.fivewhys.demo.Fault;
import io.fivewhys.demo.GatewaysFile;
import io.fivewhys.demo.MitigationFile;
import io.fivewhys.mitigate.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service beside the demo estate, allowed to act there: what is done, what is refused, and what
 * nobody touches, seen as a user sees it. Runs with {@code mvn verify -Pestate}.
 */
@Tag("estate")
class EstateMitigatedTest {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration INTERVAL = Duration.ofSeconds(4);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final String ACTIONS = "/api/v1/actions";
  private static final String GATEWAY = "/api/v1/gateways/api-gateway";
  private static final int LOOKS = 6;

  @TempDir static Path directory;
  private static DemoEstate estate;
  private static NamespacedKubernetesClient kubernetes;
  private RunningService service;

  @BeforeAll
  static void start() throws Exception {
    estate = DemoEstate.start(DemoOptions.forTests(directory.resolve("estate")));
    kubernetes =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(estate.kubeconfig())))
            .build()
            .adapt(NamespacedKubernetesClient.class);
  }

  @AfterEach
  void allIsWellAgain() {
    cordon(false);
    estate.heal();
    service.close();
    estate.awaitTraffic();
  }

  @AfterAll
  static void stop() {
    kubernetes.close();
    estate.close();
  }

  /** With a store of its own, so that no test knows what another did. */
  private void serve(Mode mode, TestInfo test) throws Exception {
    Path own = Files.createDirectories(directory.resolve(test.getTestMethod().get().getName()));
    GatewaysFile.write(estate, INTERVAL, WINDOW, own.resolve("gateways.yaml"));
    Files.writeString(own.resolve("notifications.yaml"), "incidents: {quiet: 10s}\n");
    MitigationFile.write(
        mode, Duration.ofSeconds(1), Duration.ofMinutes(2), own.resolve("mitigation.yaml"));
    service =
        RunningService.start(
            own,
            "serve",
            "--http.port=0",
            "--gateways.file=" + own.resolve("gateways.yaml"),
            "--notifications.file=" + own.resolve("notifications.yaml"),
            "--mitigation.file=" + own.resolve("mitigation.yaml"),
            "--data.directory=" + own.resolve("data"));
    until("all is well", GATEWAY, it -> verdict(it).equals("healthy"));
  }

  private static String verdict(JsonNode gateway) {
    return gateway.at("/diagnosis/verdict").asText();
  }

  private JsonNode until(String what, String path, Predicate<JsonNode> isSo) throws Exception {
    Instant latest = Instant.now().plus(LONGEST);
    JsonNode seen = MissingNode.getInstance();
    while (Instant.now().isBefore(latest)) {
      seen = service.get(path);
      if (isSo.test(seen)) {
        return seen;
      }
      Thread.sleep(250);
    }
    return fail("%s within %s; there is %s; %s", what, LONGEST, seen, service.get(ACTIONS));
  }

  /** The newest in that state. */
  private JsonNode action(String state, String action) throws Exception {
    String path = ACTIONS + "?state=" + state + "&action=" + action;
    return until("an action is " + state, path, it -> !it.path("actions").isEmpty())
        .at("/actions/0");
  }

  private JsonNode actionOf(JsonNode action, String state) throws Exception {
    return until(
        "the action is " + state,
        ACTIONS + "/" + action.path("id").asText(),
        it -> it.path("state").asText().equals(state));
  }

  private void assertResolved(JsonNode action) throws Exception {
    until(
        "the incident is over",
        "/api/v1/incidents/" + action.path("incident").asText(),
        it -> it.path("state").asText().equals("resolved"));
  }

  private static List<String> states(JsonNode action) {
    return action.path("history").findValuesAsText("to");
  }

  private static String imageOfOrders() {
    return kubernetes
        .apps()
        .deployments()
        .withName("orders")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  /** What a restart, an eviction or a rollout would change. */
  private static Set<String> workloads() {
    Set<String> all = new TreeSet<>();
    for (Pod pod : kubernetes.pods().list().getItems()) {
      all.add(pod.getMetadata().getName() + " " + pod.getMetadata().getUid());
    }
    kubernetes
        .apps()
        .deployments()
        .list()
        .getItems()
        .forEach(
            it -> all.add(it.getMetadata().getName() + " is " + it.getMetadata().getGeneration()));
    return all;
  }

  private static void cordon(boolean closed) {
    for (var node : kubernetes.nodes().list().getItems()) {
      kubernetes
          .nodes()
          .resource(node)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"spec\":{\"unschedulable\":%s}}".formatted(closed));
    }
  }

  @Test
  void aBadRolloutIsUndoneVerifiedAndResolvedWithoutAHand(TestInfo test) throws Exception {
    serve(Mode.AUTO, test);
    estate.inject(Fault.BAD_ROLLOUT);

    JsonNode done = action("done", "undo_rollout");
    assertThat(done.at("/target/name").asText()).isEqualTo("orders");
    assertThat(done.path("effect").asText()).isEqualTo("recovered");
    assertThat(done.at("/before/errorRatio").asDouble()).isGreaterThan(0.1);
    assertThat(done.at("/after/errorRatio").asDouble()).isLessThan(0.05);
    assertThat(done.has("approved")).isFalse();
    assertThat(imageOfOrders()).isEqualTo("shop/orders:1.7.2");
    assertThat(states(service.get(ACTIONS + "/" + done.path("id").asText())))
        .containsSubsequence("planned", "approved", "intended", "acting", "verifying", "done");
    assertResolved(done);
    estate.awaitTraffic();
  }

  @Test
  void aBadRolloutIsUndoneAtOneCallOfAPerson(TestInfo test) throws Exception {
    serve(Mode.APPROVE, test);
    estate.inject(Fault.BAD_ROLLOUT);

    JsonNode waiting = action("waiting", "undo_rollout");
    assertThat(waiting.at("/plan/changes").toString())
        .contains("shop/orders:1.8.0", "shop/orders:1.7.2");
    assertThat(imageOfOrders()).isEqualTo("shop/orders:1.8.0");
    String approve = ACTIONS + "/" + waiting.path("id").asText() + "/approve";
    String plan = "{\"plan\": \"%s\"}".formatted(waiting.at("/plan/hash").asText());
    assertThat(service.post(approve, plan).path("applied").asBoolean()).isTrue();
    assertThat(service.post(approve, plan).path("applied").asBoolean())
        .as("twice does nothing twice")
        .isFalse();

    JsonNode done = actionOf(waiting, "done");
    assertThat(done.path("effect").asText()).isEqualTo("recovered");
    assertThat(done.has("approved")).isTrue();
    assertThat(imageOfOrders()).isEqualTo("shop/orders:1.7.2");
    assertResolved(done);
  }

  @Test
  void aBreakerLeftOpenIsClosed(TestInfo test) throws Exception {
    serve(Mode.AUTO, test);
    estate.inject(Fault.BREAKER_LEFT_OPEN);

    JsonNode done = action("done", "reset_circuit_breaker");
    assertThat(done.at("/plan/changes/0").asText())
        .isEqualTo("breaker payments at api-gateway: FORCED_OPEN → CLOSED");
    assertThat(done.path("effect").asText()).isEqualTo("recovered");
    estate.awaitTraffic();
    assertResolved(done);
  }

  @Test
  void aBreakerBeforeAnUnhealthyUpstreamStaysOpen(TestInfo test) throws Exception {
    serve(Mode.APPROVE, test);
    estate.inject(Fault.BREAKER_LEFT_OPEN);
    JsonNode waiting = action("waiting", "reset_circuit_breaker");
    cordon(true);
    kubernetes
        .pods()
        .resource(kubernetes.pods().withLabel("app", "payments").list().getItems().getFirst())
        .delete();
    until(
        "a look sees payments short of a pod",
        GATEWAY + "/snapshot",
        it -> it.toString().matches(".*\"name\":\"payments\"[^}]*\"desired\":2,\"ready\":1.*"));
    service.post(
        ACTIONS + "/" + waiting.path("id").asText() + "/approve",
        "{\"plan\": \"%s\"}".formatted(waiting.at("/plan/hash").asText()));

    JsonNode refused = actionOf(waiting, "refused");
    assertThat(refused.path("refusals").findValuesAsText("guard")).contains("upstream-healthy");
    assertThat(refused.path("refusals").findValuesAsText("words").toString())
        .contains("1 of 2 pods ready");
    assertThat(estate.seen().failureRatio("/payments", Duration.ofSeconds(3))).isEqualTo(1);
  }

  @Test
  void nothingIsTouchedWhileTheDatabaseIsDown(TestInfo test) throws Exception {
    serve(Mode.AUTO, test);
    Set<String> before = workloads();
    estate.inject(Fault.DATABASE_DOWN);
    until(
        "the database is named",
        GATEWAY,
        it -> it.at("/diagnosis/causes/0/category").asText().equals("dependency_failure"));
    for (int look = 0; look < LOOKS; look++) {
      service.post(GATEWAY + "/evaluate");
    }
    assertThat(
            service
                .get(ACTIONS + "?state=done&state=acting&state=verifying&state=failed")
                .path("actions"))
        .as("actions that were begun")
        .isEmpty();
    assertThat(workloads()).isEqualTo(before);
  }
}
