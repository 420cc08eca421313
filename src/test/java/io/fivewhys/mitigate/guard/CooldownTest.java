package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Past;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CooldownTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration TEN = Duration.ofMinutes(10);

  private static boolean objects(Cooldown guard, Past past) {
    var it = new Situation();
    it.past.add(past);
    return guard.objection(it.it()).isPresent();
  }

  @Test
  void theSameTargetIsLeftAloneForAWhile() {
    var guard = new Cooldown(TEN, NONE, NONE);
    assertThat(objects(guard, Situation.past("V-0", TEN.minusSeconds(1)))).isTrue();
    assertThat(objects(guard, Situation.past("V-0", TEN))).isFalse();
    var other = Situation.past("V-0", NONE);
    assertThat(objects(guard, Situation.elsewhere(other, Action.RESTART_WORKLOAD))).isFalse();
  }

  @Test
  void soAreTheSameActionAndTheSameGateway() {
    var past = Situation.past("V-0", Duration.ofMinutes(1));
    var same = Situation.elsewhere(past, Action.RESTART_WORKLOAD);
    var another = Situation.elsewhere(past, Action.UNDO_ROLLOUT);
    assertThat(objects(new Cooldown(NONE, TEN, NONE), same)).isTrue();
    assertThat(objects(new Cooldown(NONE, TEN, NONE), another)).isFalse();
    assertThat(objects(new Cooldown(NONE, NONE, TEN), past)).isTrue();
    assertThat(objects(new Cooldown(NONE, NONE, TEN), same)).isFalse();
  }

  @Test
  void aClockThatWasMovedBackEndsNoCooldown() {
    var guard = new Cooldown(TEN, NONE, NONE);
    assertThat(objects(guard, Situation.past("V-0", Duration.ofHours(-5)))).isTrue();
  }

  @Test
  void itSaysUntilWhen() {
    var it = new Situation();
    it.past.add(Situation.past("V-0", Duration.ofMinutes(4)));
    var refusal = new Cooldown(TEN, NONE, NONE).objection(it.it()).orElseThrow();
    assertThat(refusal.limit()).isEqualTo("10m between two of Deployment/orders");
    assertThat(refusal.value()).isEqualTo("4m ago");
    assertThat(refusal.words()).contains("V-0", "wait until 2026-11-26T12:06:00Z");
  }

  @Test
  void whatMadeThingsWorseIsTakenBackAtOnce() {
    var it = new Situation();
    it.past.add(Situation.past("V-0", Duration.ofMinutes(1)));
    it.inverseOf = Optional.of("V-0");
    assertThat(new Cooldown(TEN, TEN, TEN).objection(it.it())).isEmpty();
  }
}
