package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.policy.MitigationPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tries to get something done that a policy and its guards would not let. */
class RoundTheGuardsTest {
  private static final String ALL = "rules: [{name: all, mode: auto}]";

  private static List<String> objections(String yaml, Situation it) {
    return objections(MitigationPolicy.read(2, "policy", yaml), it);
  }

  private static List<String> objections(Policy policy, Situation it) {
    return policy.guards().stream()
        .flatMap(guard -> guard.objection(it.it()).stream())
        .map(Refusal::guard)
        .toList();
  }

  private static String rule(String condition) {
    return "rules: [{name: r, mode: auto, " + condition + "}]";
  }

  @Test
  void whatIsAllowedIsDone() {
    assertThat(objections(ALL, new Situation())).isEmpty();
  }

  @Test
  void anApprovalUnderAPolicyThatIsGoneCountsForNothing() {
    assertThat(objections("rules: []", new Situation())).containsExactly("policy");
    assertThat(objections("rules: [{name: all, mode: approve}]", new Situation()))
        .containsExactly("policy");
    assertThat(objections(MitigationPolicy.recommendOnly(), new Situation()))
        .containsExactly("policy");
  }

  @Test
  void aTargetThatLosesItsLabelLosesItsRule() {
    assertThat(objections(rule("labels: {app: orders}"), new Situation())).isEmpty();
    assertThat(objections(rule("labels: {app: cart}"), new Situation())).containsExactly("policy");
  }

  @Test
  void whatIsAllowedUntilNoonIsNotDoneAfterwards() {
    String morning = rule("hours: [{from: 06:00, to: 12:00, zone: UTC}]");
    var it = new Situation();
    assertThat(objections(morning, it)).as("at noon").containsExactly("policy");
    it.now = Situation.NOW.minusSeconds(1);
    assertThat(objections(morning, it)).isEmpty();
  }

  @Test
  void whatLooksLessSureByNowLosesItsRule() {
    var it = new Situation();
    assertThat(objections(rule("least-confidence: 0.9"), it)).isEmpty();
    it.causes.set(0, Situation.cause(Situation.BAD_ROLLOUT, 0.85));
    assertThat(objections(rule("least-confidence: 0.9"), it)).containsExactly("policy");
  }

  @Test
  void whatStoppedHelpingMeanwhileIsAskedForAgain() {
    var it = new Situation();
    for (int day = 2; day < 5; day++) {
      it.alike.add(Situation.past("V-" + day, Duration.ofDays(day)));
    }
    assertThat(objections(ALL, it)).containsExactly("policy");
    it.decided = Mode.APPROVE;
    assertThat(objections(ALL, it)).as("somebody approved it").isEmpty();
  }

  @Test
  void stricterLimitsHoldForWhatWasJudgedBefore() {
    var it = new Situation();
    it.past.add(
        Situation.past(
            "V-0", Duration.ofMinutes(30), InterventionState.DONE, Optional.of(Effect.RECOVERED)));
    assertThat(objections(ALL, it)).isEmpty();
    assertThat(objections(ALL + "\nlimits: {target-cooldown: 1h}", it)).containsExactly("cooldown");
    assertThat(objections(ALL + "\nprotected-namespaces: [shop]", it))
        .containsExactly("protected-namespaces");
  }

  @Test
  void noPolicyLetsAnybodyIntoTheClustersOwnNamespaces() {
    var it = new Situation();
    it.wanted = new Remedy.RestartWorkload(Subject.of("Deployment", "kube-system", "coredns"));
    assertThat(objections(ALL + "\nprotected-namespaces: []", it))
        .containsExactly("protected-namespaces");
    assertThat(objections("rules: [{name: r, mode: auto, namespaces: [kube-system]}]", it))
        .containsExactly("protected-namespaces");
  }

  @Test
  void anEmptyTargetIsNeverAll() {
    var it = new Situation();
    it.wanted = new Remedy.RestartWorkload(Subject.of("Deployment", "shop", ""));
    assertThat(objections(ALL, it)).contains("target");
  }

  @Test
  void theSecondOfTwoPlansOfOneTargetWaits() {
    var it = new Situation();
    it.past.add(Situation.past("V-0", Duration.ZERO, InterventionState.INTENDED, Optional.empty()));
    assertThat(objections(ALL, it)).contains("one-at-a-time", "cooldown");
  }

  @Test
  void aClockThatIsMovedBackFreesNothing() {
    var it = new Situation();
    for (int minutes = 20; minutes < 23; minutes++) {
      it.past.add(Situation.past("V-" + minutes, Duration.ofMinutes(minutes)));
    }
    var before = objections(ALL, it);
    assertThat(before).contains("not-repeated", "failures", "hourly-budget");
    it.now = Situation.NOW.minus(Duration.ofDays(1));
    it.seenAt = it.now;
    assertThat(objections(ALL, it)).containsAll(before).contains("cooldown");
  }

  @Test
  void aClockThatIsMovedForwardMakesTheLookTooOld() {
    var it = new Situation();
    it.past.add(Situation.past("V-0", Duration.ofMinutes(1)));
    assertThat(objections(ALL, it)).contains("cooldown");
    it.now = Situation.NOW.plus(Duration.ofHours(2));
    assertThat(objections(ALL, it)).contains("data").doesNotContain("cooldown");
  }

  @Test
  void whatTakesAnotherBackStillObeysAllThatForbidsIt() {
    var it = new Situation();
    it.inverseOf = Optional.of("V-0");
    it.causes.clear();
    it.past.add(
        Situation.past(
            "V-0", Duration.ofMinutes(6), InterventionState.DONE, Optional.of(Effect.WORSE)));
    assertThat(objections(ALL, it)).isEmpty();
    it.silence = Optional.of("silenced");
    it.reach = Situation.reach(1, 1, 1);
    assertThat(objections("rules: []", it))
        .contains("policy", "silence", "last-ready", "disturbed-at-once");
  }
}
