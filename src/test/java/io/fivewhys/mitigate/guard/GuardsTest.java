package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardsTest {
  private static final List<Guard> ALL =
      Guards.of(FixedPolicy.AUTO, Limits.defaults(), Set.of("kube-system"), List.of());

  @Test
  void nobodyObjectsToACaseInWhichEverythingIsWell() {
    assertThat(ALL.stream().flatMap(it -> it.objection(new Situation().it()).stream())).isEmpty();
  }

  @Test
  void nobodyObjectsToABreakerThatIsClosedInFrontOfAHealthyUpstream() {
    var it = new Situation().resetting(Optional.of("orders")).it();
    assertThat(ALL.stream().flatMap(guard -> guard.objection(it).stream())).isEmpty();
  }

  @Test
  void eachHasANameOfItsOwnInKebabCase() {
    assertThat(ALL.stream().map(Guard::name))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"))
        .hasSize(22);
  }

  @Test
  void theSameCaseGetsTheSameAnswers() {
    var it = new Situation();
    it.past.add(Situation.past("V-0", java.time.Duration.ofMinutes(1)));
    List<Refusal> first = ALL.stream().flatMap(guard -> guard.objection(it.it()).stream()).toList();
    assertThat(first)
        .isNotEmpty()
        .isEqualTo(ALL.stream().flatMap(guard -> guard.objection(it.it()).stream()).toList());
  }
}
