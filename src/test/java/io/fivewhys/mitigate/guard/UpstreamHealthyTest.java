package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UpstreamHealthyTest {
  private static Situation reset() {
    return new Situation().resetting(Optional.of("orders"));
  }

  private static String value(Situation it) {
    return new UpstreamHealthy().objection(it.it()).map(r -> r.value()).orElse("");
  }

  @Test
  void aBreakerInFrontOfAHealthyUpstreamMayBeClosed() {
    assertThat(value(reset())).isEmpty();
  }

  @Test
  void itStaysOpenWhileNotAllPodsAreReady() {
    var it = reset();
    it.facts.set(1, Situation.workload("orders", 4, 3));
    assertThat(value(it)).isEqualTo("orders: 3 of 4 pods ready");
    it.facts.set(1, Situation.workload("orders", OptionalLong.of(4), OptionalLong.empty()));
    assertThat(value(it)).isEqualTo("orders: ? of 4 pods ready");
    it.facts.set(1, Situation.workload("orders", 0, 0));
    assertThat(value(it)).isEqualTo("orders: 0 of 0 pods ready");
  }

  @Test
  void itStaysOpenWhileNobodyKnowsWhatIsBehindIt() {
    assertThat(value(new Situation().resetting(Optional.empty()))).isEqualTo("unknown");
    assertThat(value(new Situation().resetting(Optional.of("ghost"))))
        .isEqualTo("ghost was not seen");
  }

  @Test
  void itStaysOpenWhileAPodOrAProbeFails() {
    var it = reset();
    it.facts.add(Situation.pod("orders-2", "orders", false));
    assertThat(value(it)).isEqualTo("orders: pod orders-2 fails");
    var probed = reset();
    probed.facts.add(
        new DependencyProbe(
            "orders",
            Optional.of(DependencyProbe.Type.SERVICE),
            Optional.empty(),
            List.of(),
            false,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.of("timeout"),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    assertThat(value(probed)).isEqualTo("orders: a probe of it fails");
  }

  @Test
  void itStaysOpenWhileTheDiagnosisBlamesTheUpstream() {
    var it = reset();
    it.causes.add(
        Situation.cause(new CauseKey(Category.UPSTREAM_SERVICE_FAILURE, Situation.ORDERS), 0.6));
    assertThat(value(it)).contains("upstream service failure of Deployment/orders");
  }

  @Test
  void itSaysNothingOfOtherActions() {
    assertThat(value(new Situation())).isEmpty();
  }
}
