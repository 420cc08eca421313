package io.fivewhys.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SharedRulebook;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendationsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");
  private static final SnapshotReader READER = new SnapshotReader(Clock.fixed(NOW, ZoneOffset.UTC));

  private static Snapshot snapshot(String... facts) throws Exception {
    String json =
        """
        {"gateway": "edge", "namespace": "shop", "observedAt": "2026-11-26T10:00:00Z", "facts": [%s]}
        """
            .formatted(String.join(",", facts));
    return READER.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
        SnapshotReader.Format.JSON);
  }

  private static Diagnosis.Mitigation mitigation(
      Action action, Subject target, Map<String, Object> parameters) {
    return new Diagnosis.Mitigation(
        action,
        Optional.ofNullable(target),
        parameters,
        "what",
        "kubectl what",
        Risk.MEDIUM,
        "why");
  }

  private static Diagnosis.Cause cause(Subject subject, Diagnosis.Mitigation... mitigations) {
    return new Diagnosis.Cause(
        Category.DEPLOYMENT_ISSUE,
        "bad_rollout",
        subject,
        0.93,
        "it is so",
        List.of("one", "two"),
        List.of(),
        List.of(mitigations),
        List.of(),
        List.of(),
        0,
        0,
        0,
        List.of());
  }

  private static Diagnosis diagnosis(Diagnosis.Verdict verdict, Diagnosis.Cause... causes) {
    return new Diagnosis(
        "d-1",
        "edge",
        "shop",
        NOW,
        verdict,
        "",
        List.of(),
        List.of(causes),
        List.of(),
        List.of(),
        List.of(),
        new Diagnosis.Escalation(false, Duration.ZERO, "", "", "", ""),
        new Diagnosis.RulebookRef("r-1"),
        List.of());
  }

  private static List<Remedy> remedies(Snapshot snapshot, Diagnosis.Mitigation... mitigations) {
    return Recommendations.of(
            diagnosis(Diagnosis.Verdict.DIAGNOSED, cause(ORDERS, mitigations)), snapshot)
        .stream()
        .map(Recommendation::remedy)
        .toList();
  }

  @Test
  void leadingCausesMitigationsInTheirOrderWithoutWhatOnlyPeopleCanDo() throws Exception {
    var undo = mitigation(Action.UNDO_ROLLOUT, ORDERS, Map.of("toRevision", 41L));
    var manual = mitigation(Action.MANUAL, null, Map.of());
    var restart = mitigation(Action.RESTART_WORKLOAD, ORDERS, Map.of());
    var ofAnother = mitigation(Action.SCALE_OUT, ORDERS, Map.of("replicas", 4));
    Diagnosis diagnosis =
        diagnosis(
            Diagnosis.Verdict.DIAGNOSED,
            cause(ORDERS, undo, manual, restart),
            cause(ORDERS, ofAnother));
    Snapshot snapshot = snapshot("{\"kind\":\"Workload\",\"name\":\"orders\",\"uid\":\"u-1\"}");

    assertThat(Recommendations.of(diagnosis, snapshot))
        .containsExactly(
            new Recommendation(
                "edge",
                "shop",
                "d-1",
                NOW,
                new CauseKey(Category.DEPLOYMENT_ISSUE, ORDERS),
                0.93,
                new Remedy.UndoRollout(ORDERS, OptionalLong.of(41)),
                "what",
                "kubectl what",
                Risk.MEDIUM,
                "why",
                Optional.of("u-1")),
            new Recommendation(
                "edge",
                "shop",
                "d-1",
                NOW,
                new CauseKey(Category.DEPLOYMENT_ISSUE, ORDERS),
                0.93,
                new Remedy.RestartWorkload(ORDERS),
                "what",
                "kubectl what",
                Risk.MEDIUM,
                "why",
                Optional.of("u-1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEALTHY", "INCONCLUSIVE"})
  void nothingWhereNothingIsDiagnosed(String verdict) throws Exception {
    var restart = mitigation(Action.RESTART_WORKLOAD, ORDERS, Map.of());
    Diagnosis diagnosis = diagnosis(Diagnosis.Verdict.valueOf(verdict), cause(ORDERS, restart));
    assertThat(Recommendations.of(diagnosis, snapshot())).isEmpty();
    assertThat(Recommendations.of(diagnosis(Diagnosis.Verdict.DIAGNOSED), snapshot())).isEmpty();
  }

  @Test
  void eachActionIsARemedyOfItsOwn() throws Exception {
    Subject pod = Subject.of("Pod", "shop", "orders-6b9fd45c77-kd5rz");
    Subject config = Subject.of("ConfigMap", "shop", "orders.settings");
    assertThat(
            remedies(
                snapshot(),
                mitigation(Action.DELETE_POD, pod, Map.of()),
                mitigation(Action.UNDO_ROLLOUT, ORDERS, Map.of()),
                mitigation(Action.SCALE_OUT, ORDERS, Map.of("replicas", 6L)),
                mitigation(Action.SCALE_OUT, ORDERS, Map.of()),
                mitigation(Action.REVERT_CONFIG, config, Map.of())))
        .containsExactly(
            new Remedy.DeletePod(pod, false),
            new Remedy.UndoRollout(ORDERS, OptionalLong.empty()),
            new Remedy.ScaleOut(ORDERS, OptionalInt.of(6)),
            new Remedy.ScaleOut(ORDERS, OptionalInt.empty()),
            new Remedy.RevertConfig(config, Optional.empty()));
  }

  @Test
  void targetWithoutANamespaceIsInThatOfTheSnapshot() throws Exception {
    assertThat(
            remedies(
                snapshot(),
                mitigation(Action.RESTART_WORKLOAD, Subject.of("StatefulSet", "kafka"), Map.of())))
        .containsExactly(new Remedy.RestartWorkload(Subject.of("StatefulSet", "shop", "kafka")));
  }

  @Test
  void whatIsNotSaidExactlyIsLeftOut() throws Exception {
    Map<String, Object> unset = new HashMap<>();
    unset.put("toRevision", null);
    assertThat(
            remedies(
                snapshot(),
                mitigation(Action.RESTART_WORKLOAD, null, Map.of()),
                mitigation(Action.RESTART_WORKLOAD, Subject.of("Dependency", "db"), Map.of()),
                mitigation(Action.RESTART_WORKLOAD, ORDERS, Map.of("grace", 1)),
                mitigation(
                    Action.RESTART_WORKLOAD, Subject.of("Deployment", "shop", "../x"), Map.of()),
                mitigation(
                    Action.RESTART_WORKLOAD, Subject.of("Deployment", "a/b", "orders"), Map.of()),
                mitigation(Action.UNDO_ROLLOUT, ORDERS, unset),
                mitigation(Action.UNDO_ROLLOUT, ORDERS, Map.of("toRevision", "41")),
                mitigation(Action.UNDO_ROLLOUT, ORDERS, Map.of("toRevision", 0)),
                mitigation(Action.UNDO_ROLLOUT, ORDERS, Map.of("toRevision", 41.5)),
                mitigation(Action.UNDO_ROLLOUT, ORDERS, Map.of("revision", 41)),
                mitigation(Action.SCALE_OUT, ORDERS, Map.of("replicas", 1L << 31)),
                mitigation(Action.SCALE_OUT, ORDERS, Map.of("replicas", -1)),
                mitigation(
                    Action.SCALE_OUT,
                    Subject.of("DaemonSet", "shop", "agent"),
                    Map.of("replicas", 4)),
                mitigation(Action.DELETE_POD, ORDERS, Map.of()),
                mitigation(Action.REVERT_CONFIG, Subject.of("Ingress", "shop", "edge"), Map.of()),
                mitigation(Action.RESET_CIRCUIT_BREAKER, ORDERS, Map.of())))
        .isEmpty();
  }

  @Test
  void uidIsThatOfTheObjectOfTheSameKindNamespaceAndName() throws Exception {
    Snapshot snapshot =
        snapshot(
            "{\"kind\":\"Workload\",\"name\":\"orders\",\"namespace\":\"other\",\"uid\":\"u-1\"}",
            "{\"kind\":\"Workload\",\"name\":\"orders\",\"workloadKind\":\"StatefulSet\",\"uid\":\"u-2\"}",
            "{\"kind\":\"Pod\",\"name\":\"orders\",\"uid\":\"u-3\"}",
            "{\"kind\":\"Workload\",\"name\":\"twice\",\"uid\":\"u-4\"}",
            "{\"kind\":\"Workload\",\"name\":\"twice\",\"uid\":\"u-5\"}");
    assertThat(SeenUid.of(ORDERS, snapshot)).isEmpty();
    assertThat(SeenUid.of(Subject.of("StatefulSet", "shop", "orders"), snapshot)).contains("u-2");
    assertThat(SeenUid.of(Subject.of("Pod", "shop", "orders"), snapshot)).contains("u-3");
    assertThat(SeenUid.of(Subject.of("Deployment", "other", "orders"), snapshot)).contains("u-1");
    assertThat(SeenUid.of(Subject.of("Deployment", "shop", "twice"), snapshot)).isEmpty();
    assertThat(SeenUid.of(Subject.of("ConfigMap", "shop", "orders"), snapshot)).isEmpty();
  }

  @Test
  void breakersAreResetByTheirOwnNamesThoseAloneThatHoldRequestsBack() throws Exception {
    Snapshot snapshot =
        snapshot(
            breaker("ordersRead", "orders", "closed"),
            breaker("ordersWrite", "orders", "open"),
            breaker("ordersWrite", "orders", "half_open"),
            breaker("cart", "cart", "open"));
    var reset =
        mitigation(Action.RESET_CIRCUIT_BREAKER, Subject.of("CircuitBreaker", "orders"), Map.of());
    assertThat(remedies(snapshot, reset))
        .containsExactly(
            new Remedy.ResetCircuitBreaker(
                Subject.of("CircuitBreaker", "ordersWrite"), Optional.of("orders")));
  }

  @Test
  void breakerThatNoFactKnowsKeepsTheNameThatTheRulesGaveIt() throws Exception {
    var reset =
        mitigation(Action.RESET_CIRCUIT_BREAKER, Subject.of("CircuitBreaker", "orders"), Map.of());
    var another =
        mitigation(Action.RESET_CIRCUIT_BREAKER, Subject.of("CircuitBreaker", "default"), Map.of());
    assertThat(remedies(snapshot(), reset, another))
        .containsExactly(
            new Remedy.ResetCircuitBreaker(
                Subject.of("CircuitBreaker", "orders"), Optional.of("orders")),
            new Remedy.ResetCircuitBreaker(
                Subject.of("CircuitBreaker", "default"), Optional.empty()));
  }

  private static String breaker(String name, String upstream, String state) {
    return "{\"kind\":\"CircuitBreaker\",\"name\":\"%s\",\"upstream\":\"%s\",\"state\":\"%s\"}"
        .formatted(name, upstream, state);
  }

  /** What the shipped rules propose is understood: only what is no ConfigMap cannot be reverted. */
  @Test
  void everythingThatTheShippedRulesProposeIsMapped() throws Exception {
    List<String> lost = new ArrayList<>();
    Set<Action> mapped = new TreeSet<>();
    for (Snapshot snapshot : cases()) {
      Diagnosis diagnosis = SharedRulebook.DIAGNOSER.diagnose(SharedRulebook.rulebook(), snapshot);
      List<Recommendation> recommended = Recommendations.of(diagnosis, snapshot);
      recommended.forEach(it -> mapped.add(it.remedy().action()));
      diagnosis.causes().stream()
          .limit(1)
          .flatMap(it -> it.mitigations().stream())
          .filter(it -> it.action() != Action.MANUAL && it.action() != Action.REVERT_CONFIG)
          .filter(it -> recommended.stream().noneMatch(one -> one.command().equals(it.command())))
          .forEach(it -> lost.add(snapshot.gateway() + ": " + it.action() + " " + it.target()));
    }
    assertThat(lost).isEmpty();
    assertThat(mapped)
        .contains(
            Action.RESTART_WORKLOAD,
            Action.DELETE_POD,
            Action.UNDO_ROLLOUT,
            Action.RESET_CIRCUIT_BREAKER,
            Action.SCALE_OUT,
            Action.REVERT_CONFIG);
  }

  private static List<Snapshot> cases() throws Exception {
    var yaml = new ObjectMapper(new YAMLFactory());
    List<Snapshot> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/cases"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        JsonNode snapshot = yaml.readTree(Files.readString(file)).get("snapshot");
        all.add(
            READER.read(
                new ByteArrayInputStream(new ObjectMapper().writeValueAsBytes(snapshot)),
                SnapshotReader.Format.JSON));
      }
    }
    return all;
  }
}
