package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Remedy;
import org.junit.jupiter.api.Test;

class StillDecidedTest {
  private static String value(FixedPolicy policy, Situation it) {
    return new StillDecided(policy).objection(it.it()).map(r -> r.value()).orElse("");
  }

  @Test
  void whatIsOnlyRecommendedIsNotDone() {
    var recommends = new FixedPolicy(Mode.RECOMMEND, false, false);
    assertThat(value(recommends, new Situation())).isEqualTo("recommend");
    var it = new Situation();
    it.decided = Mode.RECOMMEND;
    assertThat(value(FixedPolicy.AUTO, it)).isEqualTo("recommend");
  }

  @Test
  void whatWasDecidedMoreFreelyThanThePolicyAllowsByNowIsJudgedAnew() {
    var approves = new FixedPolicy(Mode.APPROVE, false, false);
    assertThat(new StillDecided(approves).objection(new Situation().it()).orElseThrow().words())
        .contains("policy 1", "policy 2", "judged anew");
  }

  @Test
  void whatOnePersonCouldApproveIsJudgedAnewWhereItTakesTwo() {
    var it = new Situation();
    it.decided = Mode.APPROVE;
    var two = new FixedPolicy(Mode.APPROVE, true, false);
    assertThat(value(two, it)).isEqualTo("judged when one was enough");
    it.twoPeople = true;
    assertThat(value(two, it)).isEmpty();
  }

  @Test
  void anApprovalHoldsWhereThePolicyAsksForNoneAnyMore() {
    var it = new Situation();
    it.decided = Mode.APPROVE;
    assertThat(value(FixedPolicy.AUTO, it)).isEmpty();
  }

  @Test
  void aPodIsDeletedPlainlyOnlyWhereThePolicySaysSo() {
    var it = new Situation();
    it.wanted = new Remedy.DeletePod(Subject.of("Pod", "shop", "orders-1"), true);
    assertThat(value(FixedPolicy.AUTO, it)).isEqualTo("a plain delete");
    assertThat(value(new FixedPolicy(Mode.AUTO, false, true), it)).isEmpty();
  }
}
