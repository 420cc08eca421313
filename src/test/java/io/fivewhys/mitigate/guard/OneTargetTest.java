package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OneTargetTest {
  private static boolean objects(Remedy remedy) {
    var it = new Situation();
    it.wanted = remedy;
    return new OneTarget().objection(it.it()).isPresent();
  }

  @Test
  void noNameAndNoPatternEverMeansAll() {
    for (String name : List.of("", " ", "*", "orders*", "a,b", "Orders", "-x", "a/b", "a\nb")) {
      assertThat(objects(new Remedy.RestartWorkload(Subject.of("Deployment", "shop", name))))
          .as("'%s'", name)
          .isTrue();
      assertThat(objects(new Remedy.RestartWorkload(Subject.of("Deployment", name, "orders"))))
          .as("namespace '%s'", name)
          .isTrue();
    }
    assertThat(objects(new Remedy.RestartWorkload(Subject.of("Deployment", "orders"))))
        .as("no namespace")
        .isTrue();
    assertThat(objects(new Remedy.RestartWorkload(Situation.ORDERS))).isFalse();
  }

  @Test
  void aBreakerIsNamedWhole() {
    for (String name : List.of("", " ", "*", "a,b", "a\u0000")) {
      assertThat(
              objects(
                  new Remedy.ResetCircuitBreaker(
                      Subject.of("CircuitBreaker", name), Optional.of("orders"))))
          .as("'%s'", name)
          .isTrue();
    }
  }

  @Test
  void eachActionHasItsKinds() {
    var node = Subject.of("Node", "shop", "n1");
    var set = Subject.of("DaemonSet", "shop", "agent");
    assertThat(objects(new Remedy.RestartWorkload(node))).isTrue();
    assertThat(objects(new Remedy.RestartWorkload(set))).isFalse();
    assertThat(objects(new Remedy.ScaleOut(set, OptionalInt.of(3)))).isTrue();
    assertThat(objects(new Remedy.DeletePod(Situation.ORDERS, false))).isTrue();
    assertThat(
            objects(new Remedy.RevertConfig(Subject.of("Secret", "shop", "s"), Optional.empty())))
        .isTrue();
    assertThat(
            objects(
                new Remedy.RevertConfig(Subject.of("ConfigMap", "shop", "s"), Optional.empty())))
        .isFalse();
  }

  @Test
  void anotherThingThanWasRecommendedIsNotDone() {
    var it = new Situation();
    it.planned =
        Optional.of(new Remedy.RestartWorkload(Subject.of("Deployment", "shop", "payments")));
    assertThat(new OneTarget().objection(it.it()).orElseThrow().words())
        .contains("another thing was planned");
  }

  @Test
  void whatWasMadeAnewSinceItWasDiagnosedIsAnother() {
    var it = new Situation();
    it.uid = Optional.of("u-2");
    assertThat(new OneTarget().objection(it.it()).orElseThrow().value()).isEqualTo("uid u-2");
    it.uid = Optional.empty();
    assertThat(new OneTarget().objection(it.it()).orElseThrow().value()).isEqualTo("none");
  }
}
