package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CauseGoneTest {
  @Test
  void nothingIsDoneAboutWhatTheLastLookDoesNotSee() {
    var it = new Situation();
    it.causes.clear();
    assertThat(new CauseGone().objection(it.it()).orElseThrow().value()).isEqualTo("healthy");
    it.inverseOf = Optional.of("V-0");
    assertThat(new CauseGone().objection(it.it())).as("what takes one back").isEmpty();
  }

  @Test
  void aCauseThatComesAfterAnotherIsNotTheOneToMend() {
    var it = new Situation();
    var database =
        new CauseKey(Category.DEPENDENCY_FAILURE, Subject.of("StatefulSet", "shop", "orders-db"));
    it.causes.add(Situation.cause(database, 0.9));
    assertThat(new CauseGone().objection(it.it())).isEmpty();

    it.causes.addFirst(it.causes.removeLast());
    assertThat(new CauseGone().objection(it.it()).orElseThrow().words())
        .contains("puts the dependency failure of StatefulSet/orders-db first")
        .contains("no more the deployment issue of Deployment/orders");
    it.inverseOf = Optional.of("V-0");
    assertThat(new CauseGone().objection(it.it())).as("what takes one back").isEmpty();
  }
}
