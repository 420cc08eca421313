package io.fivewhys.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Alert;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.inference.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");

  private static OptionalInt number(Integer it) {
    return it == null ? OptionalInt.empty() : OptionalInt.of(it);
  }

  private static Measure before(Double ratio, Integer ready, Integer alerts) {
    return new Measure(
        NOW.minusSeconds(600),
        Duration.ofMinutes(1),
        ratio == null ? List.of() : List.of("/orders"),
        ratio == null ? OptionalLong.empty() : OptionalLong.of(1_000),
        ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio),
        number(ready),
        ready == null ? OptionalInt.empty() : OptionalInt.of(3),
        number(alerts));
  }

  private static Fact traffic(String route, long well, long failed) {
    return FactDraft.of(RouteTraffic.class)
        .set("route", route)
        .set("responses", Map.of(200, well, 503, failed))
        .make();
  }

  private static Fact workload(String name, String namespace, long ready) {
    return FactDraft.of(Workload.class)
        .set("name", name)
        .set("namespace", namespace)
        .set("desired", 3L)
        .set("ready", ready)
        .make();
  }

  private static Fact alert(Alert.Status status) {
    return FactDraft.of(Alert.class).set("name", "Errors").set("status", status).make();
  }

  private static Snapshot snapshot(List<Fact> facts) {
    return new Snapshot("edge", "shop", NOW, Duration.ofMinutes(1), facts);
  }

  private static Diagnosis diagnosis(Verdict verdict, String failing) {
    Diagnosis like = SampleDiagnoses.diagnosis("edge", "shop", verdict, NOW, List.of());
    List<Diagnosis.Symptom> symptoms =
        failing == null
            ? List.of()
            : List.of(new Diagnosis.Symptom(failing + " answers with 5xx", List.of()));
    return new Diagnosis(
        like.id(),
        like.gateway(),
        like.namespace(),
        like.observedAt(),
        like.verdict(),
        like.summary(),
        symptoms,
        like.causes(),
        like.ruledOut(),
        like.blind(),
        like.needs(),
        like.escalation(),
        like.rulebook(),
        like.logs());
  }

  private static Assessment assess(
      Measure before, List<Fact> facts, Verdict verdict, String failing) {
    return Verification.assess(
        before, snapshot(facts), diagnosis(verdict, failing), new Remedy.RestartWorkload(ORDERS));
  }

  /** Responses of 1000, in per mille with 5xx; ready pods of three. */
  @ParameterizedTest
  @CsvSource({
    // before, ready, after per mille, ready, failing, effect
    "0.6, 3, 0, 3, , RECOVERED",
    "0.6, 3, 20, 3, , RECOVERED",
    "0.6, , 0, , , RECOVERED",
    "0.6, , 0, 3, , RECOVERED",
    "0.6, 3, 0, 3, /cart, RECOVERED",
    "0.6, 3, 300, 3, /orders, NOT_YET",
    "0.6, 3, 0, 3, /orders, NOT_YET",
    "0.6, 3, 0, 2, , NOT_YET",
    "0.6, 3, 0, , , CANNOT_TELL",
    // worse by a tenth of all responses, and by a quarter of what it was, or nearly all fail
    "0.4, 3, 499, 3, /orders, NOT_YET",
    "0.4, 3, 500, 3, /orders, WORSE",
    "0.4, 3, 500, 3, , WORSE",
    "0.6, 3, 749, 3, /orders, NOT_YET",
    "0.6, 3, 750, 3, /orders, WORSE",
    "0.02, 3, 119, 3, /orders, NOT_YET",
    "0.02, 3, 121, 3, /orders, WORSE",
    "0.8, 3, 949, 3, /orders, NOT_YET",
    "0.8, 3, 950, 3, /orders, WORSE",
    "0.95, 3, 1000, 3, /orders, NOT_YET",
    // nothing is ready any more, and it fails as much
    "0.4, 3, 400, 0, /orders, WORSE",
    "0.4, 3, 399, 0, /orders, NOT_YET",
    "0.4, 0, 400, 0, /orders, NOT_YET",
    "0.4, , 400, 0, /orders, NOT_YET",
    "0.4, 3, 401, 1, /orders, NOT_YET",
    // where no route was seen before, nobody knows which to look at
    ", , 1000, 3, /orders, CANNOT_TELL",
    ", , 0, 3, , CANNOT_TELL",
  })
  void whatWasSeenBeforeAndAfterTells(
      Double before, Integer readyBefore, long after, Long ready, String failing, Effect effect) {
    List<Fact> facts = new ArrayList<>(List.of(traffic("/orders", 1_000 - after, after)));
    if (ready != null) {
      facts.add(workload("orders", "shop", ready));
    }
    Verdict verdict = failing == null ? Verdict.HEALTHY : Verdict.DIAGNOSED;
    assertThat(assess(before(before, readyBefore, null), facts, verdict, failing).effect())
        .isEqualTo(effect);
  }

  @Test
  void aFewResponsesSayNothing() {
    Measure before = before(0.6, null, null);
    assertThat(assess(before, List.of(traffic("/orders", 9, 0)), Verdict.HEALTHY, null).effect())
        .isEqualTo(Effect.CANNOT_TELL);
    assertThat(assess(before, List.of(traffic("/orders", 0, 9)), Verdict.HEALTHY, null).effect())
        .isEqualTo(Effect.CANNOT_TELL);
    assertThat(assess(before, List.of(traffic("/orders", 10, 0)), Verdict.HEALTHY, null).effect())
        .isEqualTo(Effect.RECOVERED);
  }

  @Test
  void noResponsesOrThoseOfOtherRoutesSayNothing() {
    Measure before = before(0.6, null, null);
    for (List<Fact> each : List.<List<Fact>>of(List.of(), List.of(traffic("/cart", 1_000, 0)))) {
      Assessment told = assess(before, each, Verdict.HEALTHY, null);
      assertThat(told.effect()).isEqualTo(Effect.CANNOT_TELL);
      assertThat(told.words()).isEqualTo("5xx 60.0 % → unknown of no responses");
    }
  }

  @Test
  void aRouteThatIsNotSeenAnyMoreIsNoSignOfHealth() {
    Measure both =
        new Measure(
            NOW.minusSeconds(600),
            Duration.ofMinutes(1),
            List.of("/basket", "/orders"),
            OptionalLong.of(1_000),
            OptionalDouble.of(0.6),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    assertThat(assess(both, List.of(traffic("/orders", 1_000, 0)), Verdict.HEALTHY, null).effect())
        .isEqualTo(Effect.CANNOT_TELL);
    assertThat(
            assess(
                    both,
                    List.of(traffic("/orders", 1_000, 0), traffic("/basket", 1, 0)),
                    Verdict.HEALTHY,
                    null)
                .effect())
        .isEqualTo(Effect.RECOVERED);
  }

  @Test
  void aLookThatCouldNotTellIsNoSignOfHealth() {
    List<Fact> facts = List.of(traffic("/orders", 1_000, 0));
    Measure before = before(0.6, null, null);
    assertThat(assess(before, facts, Verdict.INCONCLUSIVE, null).effect())
        .isEqualTo(Effect.CANNOT_TELL);
    assertThat(assess(before, facts, Verdict.INCONCLUSIVE, "/orders").effect())
        .isEqualTo(Effect.NOT_YET);
  }

  @Test
  void anAlertThatCameSinceIsNoSignOfHealth() {
    List<Fact> facts = List.of(traffic("/orders", 1_000, 0), alert(Alert.Status.FIRING));
    assertThat(assess(before(0.6, null, 1), facts, Verdict.HEALTHY, null).effect())
        .as("it fired before")
        .isEqualTo(Effect.RECOVERED);
    assertThat(assess(before(0.6, null, 0), facts, Verdict.HEALTHY, null).effect())
        .isEqualTo(Effect.NOT_YET);
  }

  @Test
  void theNumbersAreSaid() {
    List<Fact> facts =
        List.of(
            traffic("/orders", 996, 4),
            workload("orders", "shop", 3),
            alert(Alert.Status.RESOLVED));
    assertThat(assess(before(0.62, 2, 1), facts, Verdict.HEALTHY, null).words())
        .isEqualTo("5xx 62.0 % → 0.4 % of 1000 responses, ready 2 of 3 → 3 of 3, alerts 1 → 0");
    assertThat(assess(before(null, null, null), facts, Verdict.HEALTHY, null).words())
        .isEqualTo(
            "5xx unknown → unknown of no responses, ready unknown of unknown → 3 of 3, alerts"
                + " unknown → 0");
  }

  @Test
  void onlyAWindowThatBeginsAfterItHasSettledCounts() {
    Snapshot look = snapshot(List.of());
    Instant begins = NOW.minus(look.window());
    assertThat(Verification.counts(settledAt(begins), look)).isTrue();
    assertThat(Verification.counts(settledAt(begins.plusMillis(1)), look)).isFalse();
    assertThat(Verification.counts(approved(NOW), look)).as("nothing was done").isFalse();
  }

  private static Intervention settledAt(Instant at) {
    Instant acted = at.minus(Timing.defaults().settle());
    return SampleInterventions.done(approved(acted), acted).get(2).after();
  }

  private static Intervention approved(Instant at) {
    Plan plan = SampleInterventions.plan();
    Intervention planned =
        SampleInterventions.planned("V-1", "I-1", "edge", "fivewhys", at).after();
    Intervention waiting = SampleInterventions.judged(planned, plan, false, List.of(), at).after();
    return ((Turnout.Moved)
            Approvals.approve(waiting, plan.hash(), "ann", "", Timing.defaults(), at))
        .move()
        .after();
  }

  @Test
  void theLastThatWasSeenCountsWhenTheTimeIsOver() {
    Measure before = before(0.6, null, null);
    assertThat(Verification.unseen(before, Optional.empty()).effect())
        .isEqualTo(Effect.CANNOT_TELL);
    var last = new Assessment(Effect.NOT_YET, before, "no better");
    assertThat(Verification.unseen(before, Optional.of(last))).isEqualTo(last);
  }
}
