package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Remedy;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NotADependencyTest {
  private static Situation databaseDown() {
    var it = new Situation();
    it.causes.addFirst(
        Situation.cause(
            new CauseKey(Category.DEPENDENCY_FAILURE, Subject.of("Dependency", "orders-db")), 0.9));
    return it;
  }

  @Test
  void nothingIsRestartedWhileADatabaseIsDown() {
    var it = databaseDown();
    assertThat(new NotADependency().objection(it.it()).orElseThrow().value())
        .isEqualTo("Dependency/orders-db");
    assertThat(new NotADependency().objection(it.deleting("orders-1").it())).isPresent();
    assertThat(new NotADependency().objection(new Situation().it())).isEmpty();
  }

  @Test
  void otherThingsMayBeDone() {
    var it = databaseDown();
    it.wanted = new Remedy.UndoRollout(Situation.ORDERS, OptionalLong.empty());
    assertThat(new NotADependency().objection(it.it())).isEmpty();
  }

  @Test
  void theDatabaseItselfMayBeRestarted() {
    var it = databaseDown();
    it.wanted = new Remedy.RestartWorkload(Subject.of("StatefulSet", "shop", "orders-db"));
    assertThat(new NotADependency().objection(it.it())).isEmpty();
  }
}
