package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.RouteTraffic;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataCompleteTest {
  private final DataComplete guard = new DataComplete(Duration.ofMinutes(2), 2);

  private static Blind blind(String source, Optional<String> subject) {
    return new Blind(source, subject, Optional.of("timeout"), Optional.empty());
  }

  private String value(Situation it) {
    return guard.objection(it.it()).map(r -> r.value()).orElse("");
  }

  @Test
  void anOldLookSaysNothing() {
    var it = new Situation();
    it.seenAt = Situation.NOW.minusSeconds(121);
    assertThat(value(it)).isEqualTo("2m 1s");
  }

  @Test
  void aLookFromTheFutureIsAsBadWhenAClockWasMoved() {
    var it = new Situation();
    it.seenAt = Situation.NOW.plus(Duration.ofHours(1));
    assertThat(value(it)).isEqualTo("1h ahead");
  }

  @Test
  void aLookAtAnotherGatewaySaysNothingOfThisOne() {
    var it = new Situation();
    it.lookedAt = "other";
    assertThat(value(it)).isEqualTo("a look at other");
  }

  @Test
  void aClusterThatIsNotSeenIsNotHealthy() {
    for (String part : new String[] {"", "pods", "workloads", "orders", "Deployment/orders"}) {
      var it = new Situation();
      it.facts.add(blind("kubernetes", Optional.of(part).filter(name -> !name.isEmpty())));
      assertThat(value(it)).as(part).endsWith("not");
    }
  }

  @Test
  void whatDoesNotMatterMayBeUnseen() {
    var it = new Situation();
    it.facts.add(blind("kubernetes", Optional.of("quotas")));
    it.facts.add(blind("logs", Optional.of("payments")));
    assertThat(value(it)).isEmpty();
  }

  @Test
  void withoutTrafficNobodyCouldTellWhetherItHelps() {
    var it = new Situation();
    it.facts.removeIf(RouteTraffic.class::isInstance);
    assertThat(value(it)).isEqualTo("none");
  }

  @Test
  void tooManyBlindSourcesAreTooMany() {
    var it = new Situation();
    it.facts.add(blind("logs", Optional.empty()));
    it.facts.add(blind("probes", Optional.empty()));
    it.facts.add(blind("breakers", Optional.empty()));
    assertThat(guard.objection(it.it()).orElseThrow().words()).contains("breakers, logs, probes");
  }
}
