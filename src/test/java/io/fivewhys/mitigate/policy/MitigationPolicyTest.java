package io.fivewhys.mitigate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.guard.Limits;
import io.fivewhys.settings.Problem;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MitigationPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");
  private static final CauseKey CAUSE = new CauseKey(Category.DEPLOYMENT_ISSUE, ORDERS);

  private static Recommendation undo() {
    return new Recommendation(
        "edge",
        "shop",
        "D-1",
        NOW,
        CAUSE,
        0.9,
        new Remedy.UndoRollout(ORDERS, OptionalLong.empty()),
        "Undo it",
        "kubectl rollout undo",
        Risk.MEDIUM,
        "it is bad",
        Optional.empty());
  }

  private static MitigationPolicy policy(String yaml) {
    return MitigationPolicy.read(7, "mitigation.yaml", yaml);
  }

  private static Decision decide(String yaml) {
    return policy(yaml).decide(undo(), Map.of("tier", "web"), List.of(), NOW);
  }

  private static String rule(String condition) {
    return "rules: [{name: r, mode: auto, " + condition + "}]";
  }

  private static Past past(Effect effect) {
    return new Past(
        "V-0",
        "I-0",
        "edge",
        Action.UNDO_ROLLOUT,
        "Deployment/shop/orders",
        CAUSE,
        InterventionState.DONE,
        NOW.minusSeconds(3_600),
        Optional.of(effect),
        Optional.empty());
  }

  @Test
  void whatNoRuleNamesIsOnlyRecommended() {
    for (var each : List.of(policy("rules: []"), MitigationPolicy.recommendOnly())) {
      Decision decision = each.decide(undo(), Map.of(), List.of(), NOW);
      assertThat(decision.mode()).isEqualTo(Mode.RECOMMEND);
      assertThat(decision.rule()).isEmpty();
      assertThat(each.guards()).hasSize(22);
    }
    assertThat(decide(rule("gateways: [other]")).mode()).isEqualTo(Mode.RECOMMEND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateways: [edge]|gateways: [edg]",
        "namespaces: [shop]|namespaces: [default]",
        "labels: {tier: web}|labels: {tier: web, team: a}",
        "actions: [undo-rollout]|actions: [restart-workload]",
        "actions: [undo_rollout]|actions: [delete_pod]",
        "causes: [deployment-issue]|causes: [traffic-surge]",
        "least-confidence: 0.9|least-confidence: 0.91",
        "hours: [{from: 12:00, to: 13:00, zone: UTC}]|hours: [{from: 13:00, to: 12:00, zone: UTC}]",
        "hours: [{days: [thursday], from: 00:00, to: 23:59, zone: UTC}]"
            + "|hours: [{days: [friday], from: 00:00, to: 23:59, zone: UTC}]",
        "hours: [{from: 13:00, to: 14:00, zone: Europe/Berlin}]"
            + "|hours: [{from: 12:00, to: 13:00, zone: Europe/Berlin}]",
      })
  void eachConditionFitsOrDoesNot(String fits, String doesNot) {
    assertThat(decide(rule(fits)).mode()).isEqualTo(Mode.AUTO);
    assertThat(decide(rule(doesNot)).mode()).isEqualTo(Mode.RECOMMEND);
  }

  @Test
  void labelsThatAreNotKnownFitNoRuleThatAllows() {
    assertThat(unlabelled(rule("labels: {tier: web}")).mode()).isEqualTo(Mode.RECOMMEND);
    Decision asked =
        unlabelled(
            """
            rules:
              - {name: web, labels: {tier: web}, mode: auto}
              - {name: rest, mode: approve}
            """);
    assertThat(asked.mode()).isEqualTo(Mode.APPROVE);
    assertThat(asked.rule()).isEqualTo("rest");
  }

  @ParameterizedTest
  @EnumSource(names = {"RECOMMEND", "APPROVE"})
  void labelsThatAreNotKnownLeadPastNoRuleThatForbids(Mode mode) {
    String yaml =
        """
        rules:
          - {name: money, labels: {pci: 'yes'}, mode: %s}
          - {name: rest, mode: auto, undo-when-worse: true, plain-delete: true}
        """
            .formatted(mode);
    Decision decision = unlabelled(yaml);
    assertThat(decision.mode()).isEqualTo(mode);
    assertThat(decision.rule()).isEqualTo("money");
    assertThat(decision.because()).contains("\"money\"", "labels", "are not known");
    assertThat(decision.undoWhenWorse()).isFalse();
    assertThat(decision.plainDelete()).isFalse();

    assertThat(decide(yaml).mode()).as("labels that are known, and others").isEqualTo(Mode.AUTO);
  }

  @Test
  void labelsThatAreNotKnownAllowNoMoreThanTheRuleThatFitsAnyhow() {
    Decision decision =
        unlabelled(
            """
            rules:
              - {name: web, labels: {tier: web}, mode: approve, plain-delete: true}
              - {name: rest, mode: approve, two-people: true}
              - {name: never, labels: {pci: 'yes'}, mode: recommend}
            """);
    assertThat(decision.mode())
        .as("what follows the one that fits counts not")
        .isEqualTo(Mode.APPROVE);
    assertThat(decision.rule()).isEqualTo("rest");
    assertThat(decision.twoPeople()).isTrue();
    assertThat(decision.plainDelete()).isFalse();
    assertThat(unlabelled("rules: [{name: web, labels: {tier: web}, mode: approve}]").mode())
        .isEqualTo(Mode.RECOMMEND);
  }

  private static Decision unlabelled(String yaml) {
    return policy(yaml).decide(undo(), Map.of(), List.of(), NOW);
  }

  @Test
  void theFirstRuleThatFitsHolds() {
    Decision decision =
        decide(
            """
            rules:
              - {name: first, actions: [undo-rollout], mode: approve, two-people: true,
                 plain-delete: true, undo-when-worse: true}
              - {name: second, mode: auto}
            """);
    assertThat(decision)
        .isEqualTo(
            new Decision(
                Mode.APPROVE,
                "first",
                true,
                true,
                true,
                7,
                "rule \"first\" of policy 7 says approve"));
  }

  @Test
  void whatStoppedHelpingIsAskedForAgain() {
    var policy = policy(rule("gateways: [edge]"));
    var helped = past(Effect.RECOVERED);
    var not = past(Effect.NOT_YET);
    var untold = past(Effect.CANNOT_TELL);
    assertThat(policy.decide(undo(), Map.of(), List.of(not, not, helped, helped, helped), NOW))
        .extracting(Decision::mode)
        .isEqualTo(Mode.AUTO);
    Decision fallen =
        policy.decide(
            undo(), Map.of(), List.of(untold, not, helped, not, helped, past(Effect.WORSE)), NOW);
    assertThat(fallen.mode()).isEqualTo(Mode.APPROVE);
    assertThat(fallen.because())
        .contains(
            "of the last 5 times that undo_rollout was done against a deployment issue, 3 did not"
                + " help");
    var longAgo = List.of(helped, helped, helped, not, not, not);
    assertThat(policy.decide(undo(), Map.of(), longAgo, NOW).mode()).isEqualTo(Mode.AUTO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateways: []|at least one entry in gateways",
        "namespaces: []|at least one entry in namespaces",
        "labels: {}|at least one entry in labels",
        "actions: []|at least one entry in actions",
        "causes: []|at least one entry in causes",
        "hours: []|at least one entry in hours",
        "gateways: ['*']|whole names in gateways",
        "namespaces: [shop-*]|whole names in namespaces",
        "actions: [manual]|manual is for people alone",
        "actions: [undo]|one of restart-workload",
        "gateways: ['']|a text of 1 to",
        "gateways:|a list",
        "two-people: true|two-people only with mode: approve",
        "least-confidence: 1.1|a number from 0 to 1",
        "least-confidence: NaN|a number from 0 to 1",
        "hours: [{from: 8, to: 9, zone: UTC}]|a time of day, such as 08:30",
        "hours: [{from: 08:00, to: 08:00, zone: UTC}]|different times",
        "hours: [{days: [], from: 08:00, to: 09:00, zone: UTC}]|at least one day",
        "hours: [{from: 08:00, to: 09:00, zone: Berlin}]|a time zone as IANA names it",
        "hours: [{from: 08:00, to: 09:00}]|this key, which is required here",
        "wibble: 1|one of name, gateways",
      })
  void whatIsWrongIsNamedWithItsLineAndWhatIsAllowed(String condition, String allowed) {
    String yaml = "rules:\n  - name: r\n    mode: auto\n    " + condition + "\n";
    assertThatThrownBy(() -> policy(yaml))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused -> {
              Problem problem = refused.problems().getFirst();
              assertThat(problem.where()).matches("mitigation\\.yaml:[24]");
              assertThat(problem.key()).startsWith("rules[0]");
              assertThat(problem.allowed()).contains(allowed);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules: [{name: r}]|rules[0].mode",
        "rules: [{mode: auto}]|rules[0].name",
        "rules: [{name: r, mode: auto}, {name: r, mode: auto}]|the file",
        "limits: {in-flight: 1}|limits.in-flight",
        "limits: {most-in-flight: 0}|limits.most-in-flight",
        "limits: {target-cooldown: 25h}|limits.target-cooldown",
        "protected-namespaces: ['*']|the file",
        "timing: {claim: 1m}|timing.claim",
        "fallback: {unhelpful: 6}|fallback",
        "freezes: [{type: once, reason: x, from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z}]"
            + "|freezes[0]",
        "freezes: [{type: once, reason: x, from: tomorrow, to: 2026-01-01T00:00:00Z}]"
            + "|freezes[0].from",
        "freezes: [{type: weekly, from: 08:00, to: 09:00, zone: UTC}]|freezes[0].reason",
        "default: auto|default",
        "- a|the file",
      })
  void soIsWhatIsWrongElsewhere(String yaml, String key) {
    assertThatThrownBy(() -> policy(yaml))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused -> assertThat(refused.problems().getFirst().key()).isEqualTo(key));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertThatThrownBy(() -> policy("limits: {most-in-flight: 0, all-per-hour: 0}\nrules: 1"))
        .isInstanceOfSatisfying(
            SettingsRefused.class, refused -> assertThat(refused.problems()).hasSize(3));
  }

  @Test
  void theExampleCanBeUsedAndHoldsTheDefaults() throws IOException {
    String example = Files.readString(Path.of("config/example-mitigation.yaml"));
    var file =
        io.fivewhys.settings.RecordFile.read("example-mitigation.yaml", example, PolicyFile.class);
    assertThat(file.limits()).isEqualTo(Limits.defaults());
    assertThat(file.timing()).isEqualTo(TimingConfig.defaults());
    assertThat(file.fallback()).isEqualTo(Fallback.defaults());
    assertThat(file.allProtected()).contains("kube-system", "kube-node-lease", "monitoring");
    assertThat(file.freezes()).hasSize(2);
    assertThat(file.rules()).hasSize(5);
  }

  @Test
  void itsTimesAreThoseOfTheFileAndTheClaimIsNobodysChoice() {
    assertThat(policy("timing: {approval: 5m, settle: 1s, patience: 30s}").timing())
        .isEqualTo(
            new Timing(
                Duration.ofMinutes(5),
                Timing.defaults().claim(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30)));
  }

  @Test
  void itsGuardsAreThoseOfItsOwnLimits() {
    var names = Stream.of("protected-namespaces", "freeze-window", "policy").toList();
    assertThat(policy("rules: []").guards().stream().map(it -> it.name())).containsAll(names);
    assertThat(policy("protected-namespaces: [shop]").guards().toString()).contains("shop");
  }
}
