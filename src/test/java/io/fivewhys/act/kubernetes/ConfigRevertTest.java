package io.fivewhys.act.kubernetes;

import static io.fivewhys.act.kubernetes.Acting.TICKET;
import static io.fivewhys.act.kubernetes.Acting.decision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.collect.kubernetes.change.ConfigData;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.Remedy.RevertConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRevertTest {
  private static final Instant LOOKED_AT = Instant.parse("2026-11-26T10:00:00Z");
  private static final Subject CONFIG = Subject.of("ConfigMap", "shop", "orders");
  private static final String BAD =
      "{metadata: {name: orders, labels: {app: orders}}, data: {timeout: 9s, url: secret-b, new:"
          + " x}, binaryData: {key: BBBB}}";

  @TempDir Path directory;
  private final Recorded recorded = new Recorded();
  private FakeApiServer server;
  private Acting acting;

  private static final class Recorded implements ConfigVersions {
    private final List<Version> versions = new ArrayList<>();
    private boolean down;

    private void held(String version, ConfigData data, String from) {
      versions.addFirst(new Version(version, data, Instant.parse(from), Instant.parse(from)));
    }

    @Override
    public Optional<String> record(List<Held> seen, Instant at) {
      throw new IllegalStateException("whoever acts records nothing");
    }

    @Override
    public Optional<List<Version>> of(String uid) {
      return down
          ? Optional.empty()
          : Optional.of(uid.equals("configmap-orders") ? List.copyOf(versions) : List.of());
    }
  }

  private static ConfigData data(Map<String, String> data, Map<String, String> binary) {
    return new ConfigData(new TreeMap<>(data), new TreeMap<>(binary));
  }

  private static final ConfigData GOOD =
      data(Map.of("timeout", "30s", "url", "secret-a", "old", ""), Map.of("key", "AAAA"));
  private static final ConfigData BLAMED =
      data(Map.of("timeout", "9s", "url", "secret-b", "new", "x"), Map.of("key", "BBBB"));

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer(directory);
    server.with(ObjectKind.CONFIG_MAP, BAD);
    recorded.held("40", GOOD, "2026-11-20T08:00:00Z");
    recorded.held("50", BLAMED, "2026-11-26T09:58:00Z");
    acting =
        new Acting(
            new ClusterActuator(
                server.config(), "shop", server.clusters(), Clock.systemUTC(), recorded));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Recommendation recommended(Remedy remedy) {
    return Acting.recommendation(remedy, Optional.empty(), LOOKED_AT);
  }

  private static Recommendation recommended() {
    return recommended(new RevertConfig(CONFIG, Optional.empty()));
  }

  private Plan planned() throws InterruptedException {
    return acting.planned(recommended(), decision(false)).plan();
  }

  private Refusal refused() throws InterruptedException {
    return acting.refusedToPlan(recommended(), decision(false));
  }

  private JsonNode now() {
    return server.object(ObjectKind.CONFIG_MAP, "orders").orElseThrow();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void holdsAllThatItHeldBeforeTheChangeAndNothingElse() throws Exception {
    var planned = acting.planned(recommended(), decision(false));
    Plan plan = planned.plan();
    assertThat(plan.remedy()).isEqualTo(new RevertConfig(CONFIG, Optional.of("40")));
    assertThat(plan.inverse()).contains(new RevertConfig(CONFIG, Optional.of("50")));
    assertThat(plan.uid()).contains("configmap-orders");
    assertThat(planned.reach())
        .isEqualTo(
            new Reach(
                Map.of("app", "orders"),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.of(0)));
    assertThat(acting.done(plan)).isInstanceOf(Acted.Done.class);
    assertThat(now().get("data"))
        .isEqualTo(json("{\"timeout\": \"30s\", \"url\": \"secret-a\", \"old\": \"\"}"));
    assertThat(now().get("binaryData")).isEqualTo(json("{\"key\": \"AAAA\"}"));
    assertThat(now().at("/metadata/labels")).isEqualTo(json("{\"app\": \"orders\"}"));
    assertThat(now().at("/metadata/annotations"))
        .isEqualTo(json("{\"fivewhys.io/action\": \"i-1\"}"));
  }

  @Test
  void showsKeysAndSizesAndNoValue() throws Exception {
    Plan plan = planned();
    assertThat(plan.changes())
        .containsExactly(
            "back to what it held as of resourceVersion 40, until 2026-11-26T09:58:00Z",
            "data[new]: removed, 1 bytes",
            "data[old]: added, 0 bytes",
            "data[timeout]: changed, 2 → 3 bytes",
            "data[url]: changed, 8 → 8 bytes",
            "binaryData[key]: changed, 4 → 4 bytes",
            "pods that read it through their environment see it only once they are restarted; in"
                + " volumes it arrives within a minute or two");
    assertThat(plan.toString()).doesNotContain("secret-", "30s", "9s", "AAAA", "BBBB");
  }

  @Test
  void manyKeysAreCounted() {
    var many = new TreeMap<String, String>();
    for (int i = 0; i < 60; i++) {
      many.put("k%02d".formatted(i), "");
    }
    assertThat(ConfigDifference.lines(data(many, Map.of()), data(Map.of(), Map.of())))
        .hasSize(51)
        .last()
        .isEqualTo("and 10 keys more");
  }

  @Test
  void isTakenBackByItsInverse() throws Exception {
    Plan plan = planned();
    acting.done(plan);
    recorded.held("101", GOOD, "2026-11-26T10:00:10Z");
    Plan back = acting.planned(recommended(plan.inverse().orElseThrow()), decision(false)).plan();
    assertThat(back.remedy()).isEqualTo(new RevertConfig(CONFIG, Optional.of("50")));
    assertThat(acting.done(back)).isInstanceOf(Acted.Done.class);
    assertThat(now().at("/data/url").asText()).isEqualTo("secret-b");
    assertThat(now().at("/data").has("old")).isFalse();
  }

  @Test
  void inverseLeavesAloneWhatSomebodyElseHasWrittenSince() throws Exception {
    Plan plan = planned();
    acting.done(plan);
    server.with(ObjectKind.CONFIG_MAP, BAD.replace("9s", "5s"));
    recorded.held("101", GOOD, "2026-11-26T10:00:10Z");
    assertThat(
            acting
                .refusedToPlan(recommended(plan.inverse().orElseThrow()), decision(false))
                .words())
        .contains("changed again");
  }

  @Test
  void whatWasNotRecordedCannotBePutBack() throws Exception {
    recorded.versions.removeLast();
    assertThat(refused().guard()).isEqualTo("recorded-content");
    recorded.versions.clear();
    assertThat(refused().guard()).isEqualTo("recorded-content");
    recorded.down = true;
    assertThat(refused().value()).isEqualTo("the database does not answer");
  }

  @Test
  void contentThatWasForgottenSinceThePlanIsNotGuessed() throws Exception {
    Plan plan = planned();
    recorded.versions.removeLast();
    assertThat(acting.refusedToPrepare(plan).guard()).isEqualTo("recorded-content");
  }

  @Test
  void changesAfterTheDiagnosisAreSomebodysWhoWantsThem() throws Exception {
    server.with(ObjectKind.CONFIG_MAP, BAD.replace("9s", "5s"));
    assertThat(refused().words()).contains("changed again since it was diagnosed");
    recorded.held(
        "60",
        data(Map.of("timeout", "5s", "url", "secret-b", "new", "x"), Map.of("key", "BBBB")),
        "2026-11-26T10:00:05Z");
    assertThat(refused().words()).contains("changed again since it was diagnosed");
  }

  @Test
  void whatSomebodyHasPutBackAlreadyIsLeftAlone() throws Exception {
    server.with(
        ObjectKind.CONFIG_MAP,
        "{metadata: {name: orders}, data: {timeout: 30s, url: secret-a, old: ''}, binaryData: {key:"
            + " AAAA}}");
    assertThat(refused().guard()).isEqualTo("no-change");
  }

  @Test
  void changeBetweenPlanAndActIsNotOverwritten() throws Exception {
    Plan plan = planned();
    var prepared = acting.ready(plan).prepared();
    server.with(ObjectKind.CONFIG_MAP, BAD.replace("9s", "5s"));
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(acting.refusedToPrepare(plan).guard()).isEqualTo("target");
    assertThat(now().at("/data/timeout").asText()).isEqualTo("5s");
  }

  @Test
  void whatIsFixedOrManagedElsewhereIsLeftAlone() throws Exception {
    server.with(ObjectKind.CONFIG_MAP, BAD.replaceFirst("\\{", "{immutable: true, "));
    assertThat(refused().guard()).isEqualTo("immutable");
    String argo = "annotations: {argocd.argoproj.io/tracking-id: x}, name: orders";
    server.with(ObjectKind.CONFIG_MAP, BAD.replaceFirst("name: orders", argo));
    assertThat(refused().words()).contains("revert it in Git");
    String helm = "labels: {app.kubernetes.io/managed-by: Helm}, name: orders";
    server.with(
        ObjectKind.CONFIG_MAP,
        BAD.replaceFirst(", labels: \\{app: orders\\}", "").replaceFirst("name: orders", helm));
    assertThat(refused().words()).contains("helm rollback");
  }

  @Test
  void missingRightIsNamed() throws Exception {
    server.denied.add("patch configmaps");
    assertThat(acting.refusedToPrepare(planned()).words()).contains("patch configmaps in shop");
  }

  @Test
  void otherKindsAreNoConfigMaps() throws Exception {
    server.with(ObjectKind.POD, "{metadata: {name: orders}}");
    Subject pod = Subject.of("Pod", "shop", "orders");
    var recommendation = recommended(new RevertConfig(pod, Optional.empty()));
    assertThat(acting.refusedToPlan(recommendation, decision(false)).words())
        .contains("is no ConfigMap");
  }

  @Test
  void lostAnswerIsFoundOutByTheAnnotation() throws Exception {
    Plan plan = planned();
    var prepared = acting.ready(plan).prepared();
    server.loseAnswerOfNext("PATCH", "/configmaps/orders");
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(acting.actuator().settle(plan, TICKET)).isInstanceOf(Acted.Done.class);
  }

  @Test
  void lateReplicaCannotActOnceItIsSettled() throws Exception {
    Plan plan = planned();
    var late = acting.ready(plan).prepared();
    Ticket taker = new Ticket(TICKET.intervention(), TICKET.fence() + 1);
    assertThat(acting.actuator().settle(plan, taker)).isInstanceOf(Acted.NotDone.class);
    assertThat(late.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(now().at("/data/timeout").asText()).isEqualTo("9s");
  }
}
