package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.ACTING;
import static io.fivewhys.mitigate.InterventionState.APPROVED;
import static io.fivewhys.mitigate.InterventionState.INTENDED;
import static io.fivewhys.mitigate.InterventionState.PLANNED;
import static io.fivewhys.mitigate.InterventionState.REFUSED;
import static io.fivewhys.mitigate.InterventionState.VERIFYING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.gateway.SweepResult;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two replicas begin at the same moment. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class RaceTest {
  private static final int BOTH = 2;
  private static final Map<DatabaseKind, Database> DATABASES = new EnumMap<>(DatabaseKind.class);

  @TempDir static Path directory;
  @Parameter DatabaseKind kind;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(DATABASES.computeIfAbsent(kind, it -> it.open(directory.resolve("data"))));
  }

  @AfterEach
  void close() {
    stage.leave();
  }

  @AfterAll
  static void end() {
    DATABASES.values().forEach(Database::close);
    DATABASES.clear();
  }

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
    stage.policy = Stage.limited("mode: auto", limit);
    stage.others.put("east", "cart");
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
    SweepResult ofFirst = stage.accept(stage.sick(first.gateway()));
    SweepResult ofSecond = stage.accept(stage.sick(second.gateway()));
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
