package io.fivewhys.intervene;

import static io.fivewhys.intervene.Tries.Moment.ACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.SharedDatabases;
import io.fivewhys.intervene.InterventionDesk.Answer;
import io.fivewhys.intervene.Tries.Moment;
import io.fivewhys.intervene.Tries.Try;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Refusal;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tries to get something done past each guard, on the way that everything goes, where what guards
 * judge by is what really stands in the store. Whoever acts in the end was started anew.
 */
@ExtendWith(SharedDatabases.OfTheClass.class)
@Timeout(60)
class RoundTheGuardsTest {
  private SharedDatabases databases;
  private Stage stage;

  @BeforeEach
  void share(SharedDatabases all) {
    databases = all;
  }

  private void open(DatabaseKind kind) {
    stage = new Stage(databases.of(kind));
    stage.policy = QuickPolicy.limited("mode: auto");
  }

  @AfterEach
  void close() {
    stage.leave();
  }

  static Stream<Try> settings() {
    var seen = new HashSet<Tries.Step>();
    return Tries.ALL.stream().filter(it -> seen.add(it.setting()));
  }

  /** On the other database all that it answers itself. */
  static Stream<Arguments> each() {
    return Tries.ALL.stream()
        .flatMap(
            it ->
                Stream.concat(
                    it.moments().stream().map(moment -> Arguments.of(DatabaseKind.H2, it, moment)),
                    Stream.of(Arguments.of(DatabaseKind.POSTGRESQL, it, it.last()))
                        .filter(_ -> it.isOfTheStore())));
  }

  @Test
  void thereIsATryForEachGuard() {
    open(DatabaseKind.H2);
    assertThat(Tries.ALL.stream().map(Try::guard).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            stage.policy.guards().stream().map(Guard::name).toList());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatNothingStandsInTheWayOfIsDone(Try it) throws Exception {
    open(DatabaseKind.H2);
    it.setting().happen(stage);
    stage.look();
    stage.work(stage.replica());
    assertThat(stage.only().refusals()).isEmpty();
    assertThat(stage.actuator.acted).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("each")
  void nothingIsDonePastAGuard(DatabaseKind kind, Try it, Moment moment) throws Exception {
    open(kind);
    it.setting().happen(stage);
    switch (moment) {
      case PLAN -> {
        hinder(it);
        stage.look();
      }
      case REQUEST -> {
        stage.accept(stage.gateways.sick());
        hinder(it);
        stage.accept(stage.gateways.sick());
        stage.policy = QuickPolicy.limited("mode: approve");
        assertThat(request()).isInstanceOf(Answer.Done.class);
        stage.work(stage.one, stage.newest(Stage.GATEWAY));
        assertThat(approve()).isInstanceOf(Answer.Unchanged.class);
      }
      case APPROVAL -> {
        stage.policy = QuickPolicy.limited("mode: approve");
        stage.look();
        assertThat(approve()).isInstanceOf(Answer.Done.class);
        hinder(it);
      }
      case INTENT -> {
        stage.look();
        assertThat(stage.newest(Stage.GATEWAY).state()).isEqualTo(InterventionState.APPROVED);
        hinder(it);
      }
      case ACT -> {
        stage.look();
        stage.beforeLook =
            () -> {
              stage.beforeLook = () -> {};
              hinder(it);
            };
      }
    }
    stage.work(stage.replica(), stage.newest(Stage.GATEWAY));

    Intervention refused = stage.newest(Stage.GATEWAY);
    assertThat(refused.state()).isEqualTo(InterventionState.REFUSED);
    assertThat(refused.refusals()).extracting(Refusal::guard).contains(it.guard());
    assertThat(stage.states(refused).contains(InterventionState.INTENDED))
        .isEqualTo(moment == ACT || it.isSeenAtTheTargetAlone(moment));
    assertThat(stage.actuator.acted).isEmpty();
    stage.work(stage.replica(), refused);
    assertThat(stage.actuator.acted).as("the second time").isEmpty();
  }

  /** What happens may need interventions elsewhere that are done; they do not count. */
  private void hinder(Try it) throws InterruptedException {
    it.obstacle().happen(stage);
    stage.actuator.acted.clear();
  }

  private Answer request() {
    return stage
        .one
        .desk()
        .request(
            stage.newestIncident(Stage.GATEWAY).id(),
            stage.gateways.recommended.getFirst(),
            Optional.empty(),
            "person:ann",
            "please",
            (_, _) -> {});
  }

  private Answer approve() {
    Intervention it = stage.newest(Stage.GATEWAY);
    return stage
        .one
        .desk()
        .approve(
            it.id(),
            it.plan().map(plan -> plan.hash()).orElse("0123456789abcdef"),
            "person:bob",
            "",
            (_, _) -> {});
  }
}
