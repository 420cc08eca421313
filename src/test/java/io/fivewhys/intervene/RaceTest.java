package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.ACTING;
import static io.fivewhys.mitigate.InterventionState.APPROVED;
import static io.fivewhys.mitigate.InterventionState.INTENDED;
import static io.fivewhys.mitigate.InterventionState.PLANNED;
import static io.fivewhys.mitigate.InterventionState.REFUSED;
import static io.fivewhys.mitigate.InterventionState.VERIFYING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.gateway.SweepResult;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

/** Two replicas begin at the same moment. */
class RaceTest extends StageTest {
  private static final int BOTH = 2;

  @RepeatedTest(3)
  void onlyOneOfTwoGatewaysBeginsWhereOneMayBeInFlight() throws Exception {
    onlyOneBegins("most-in-flight: 1");
  }

  @RepeatedTest(3)
  void onlyOneOfTwoGatewaysBeginsWhereThereIsRoomForOneAnHour() throws Exception {
    onlyOneBegins("all-per-hour: 1");
  }

  /** Both are in the transaction of their intent, and neither has the row that they share. */
  private void onlyOneBegins(String limit) throws Exception {
    stage.policy = QuickPolicy.limited("mode: auto", limit);
    stage.gateways.others.put("east", "cart");
    stage.look();
    stage.look("east");
    List<Intervention> approved = stage.all();
    assertThat(approved).extracting(Intervention::state).containsExactly(APPROVED, APPROVED);

    stage.beforeControl = meet();
    atOnce(approved.getFirst(), approved.getLast());

    assertThat(stage.actuator.acted).hasSize(1);
    List<Intervention> after = stage.all();
    assertThat(after).extracting(Intervention::state).containsExactlyInAnyOrder(VERIFYING, REFUSED);
    assertThat(after.stream().flatMap(it -> it.refusals().stream()))
        .extracting(Refusal::guard)
        .contains("disruption-budget");
  }

  @RepeatedTest(3)
  void twoReplicasDoTheSameOnce() throws Exception {
    stage.look();
    Intervention approved = stage.only();
    stage.beforeIntent = meet();
    atOnce(approved, approved);

    assertThat(stage.actuator.acted).hasSize(1);
    assertThat(stage.states(stage.only()))
        .containsExactly(PLANNED, APPROVED, INTENDED, ACTING, VERIFYING);
  }

  /** Whoever comes here first waits for the other. */
  private static FakeActuator.Step meet() {
    var both = new CountDownLatch(BOTH);
    return () -> {
      both.countDown();
      if (!both.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the other one never came");
      }
    };
  }

  private void atOnce(Intervention first, Intervention second) throws Exception {
    SweepResult ofFirst = stage.accept(stage.gateways.sick(first.gateway()));
    SweepResult ofSecond = stage.accept(stage.gateways.sick(second.gateway()));
    Stage.Replica two = stage.replica();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      running.add(threads.submit(() -> see(stage.one, first, ofFirst)));
      running.add(threads.submit(() -> see(two, second, ofSecond)));
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private static Void see(Stage.Replica replica, Intervention it, SweepResult look)
      throws InterruptedException {
    replica.chores().see(it.id(), Optional.of(look));
    return null;
  }
}
