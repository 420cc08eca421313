package io.fivewhys.collect.alert;

import static io.fivewhys.collect.alert.AlertOutcome.ENDED;
import static io.fivewhys.collect.alert.AlertOutcome.LATE;
import static io.fivewhys.collect.alert.AlertOutcome.REPEATED;
import static io.fivewhys.collect.alert.AlertOutcome.STARTED;
import static io.fivewhys.collect.alert.AlertOutcome.UPDATED;
import static io.fivewhys.collect.alert.Deliveries.NOON;
import static io.fivewhys.collect.alert.Deliveries.firing;
import static io.fivewhys.collect.alert.Deliveries.resolved;
import static io.fivewhys.collect.alert.Deliveries.withSummary;
import static io.fivewhys.collect.alert.Deliveries.withoutStart;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One alert's life, delivery by delivery; times are minutes after noon. */
class AlertTurnTest {
  private static final String NAME = "HighErrorRate";

  private Optional<KeptAlert> known = Optional.empty();

  private static Instant at(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private AlertOutcome hears(int atMinute, NotifiedAlert alert) {
    known = known.map(it -> it.at(at(atMinute)));
    var turn = AlertTurn.of(known, alert, 0, at(atMinute));
    known = turn.kept().or(() -> known);
    return turn.outcome();
  }

  @Test
  void startsIsRepeatedAndEnds() {
    assertThat(hears(1, firing(NAME, at(0)))).isEqualTo(STARTED);
    assertThat(hears(2, firing(NAME, at(0)))).isEqualTo(REPEATED);
    assertThat(hears(6, withSummary(firing(NAME, at(0)), "worse"))).isEqualTo(UPDATED);
    assertThat(known.orElseThrow().changedAt()).as("it fires since").isEqualTo(at(1));
    assertThat(hears(9, resolved(NAME, at(0), at(8)))).isEqualTo(ENDED);
    assertThat(hears(9, resolved(NAME, at(0), at(8)))).isEqualTo(REPEATED);
    assertThat(known.orElseThrow().endsAt()).contains(at(8));
  }

  @Test
  void aFiringOneOvertakenByItsEndDoesNotComeBack() {
    hears(1, firing(NAME, at(0)));
    hears(9, resolved(NAME, at(0), at(8)));

    assertThat(hears(10, firing(NAME, at(0)))).isEqualTo(LATE);
    assertThat(hears(11, firing(NAME, at(2))))
        .as("of the other Prometheus, which saw it later")
        .isEqualTo(LATE);
    assertThat(known.orElseThrow().fires()).isFalse();
  }

  @Test
  void firingAgainIsAnotherTime() {
    hears(1, firing(NAME, at(0)));
    hears(9, resolved(NAME, at(0), at(8)));

    assertThat(hears(12, firing(NAME, at(11)))).isEqualTo(STARTED);
    assertThat(hears(12, resolved(NAME, at(0), at(8))))
        .as("the end of the time before")
        .isEqualTo(LATE);
    assertThat(known.orElseThrow().fires()).isTrue();
    assertThat(hears(15, resolved(NAME, at(11), at(14)))).isEqualTo(ENDED);
  }

  @Test
  void oneThatFiresOnLongAfterItsEndWasNeverOver() {
    hears(1, firing(NAME, at(0)));
    hears(9, resolved(NAME, at(0), at(8)));

    assertThat(hears(9 + 11, firing(NAME, at(0)))).isEqualTo(STARTED);
  }

  private boolean fires(int atMinute) {
    return known.orElseThrow().at(at(atMinute)).fires();
  }

  @Test
  void oneThatFiresOnAfterItsEndFiresUnlessAnotherEndFollows() {
    hears(1, firing(NAME, at(0)));
    hears(9, resolved(NAME, at(0), at(8)));
    hears(11, firing(NAME, at(0)));

    assertThat(fires(19)).as("it may have been overtaken").isFalse();
    assertThat(fires(20)).isTrue();
    assertThat(known.orElseThrow().at(at(20)).endsAt()).isEmpty();
    assertThat(hears(21, firing(NAME, at(0)))).isEqualTo(REPEATED);
    assertThat(hears(25, resolved(NAME, at(0), at(24)))).isEqualTo(ENDED);
    assertThat(fires(60)).isFalse();
  }

  @Test
  void anotherEndClearsUpTheDoubt() {
    hears(9, resolved(NAME, at(0), at(8)));
    hears(11, firing(NAME, at(0)));
    assertThat(hears(12, resolved(NAME, at(0), at(8)))).isEqualTo(UPDATED);
    assertThat(fires(60)).isFalse();

    hears(13, firing(NAME, at(0)));
    assertThat(hears(14, resolved(NAME, at(0), at(7))))
        .as("of the other Prometheus, which saw it earlier")
        .isEqualTo(LATE);
    assertThat(fires(60)).isFalse();
  }

  @Test
  void oneThatDoesNotSayWhenItBeganFiresAgain() {
    hears(9, resolved(NAME, at(0), at(8)));

    assertThat(hears(10, withoutStart(firing(NAME, at(0))))).isEqualTo(STARTED);
    assertThat(fires(10)).isTrue();
  }

  @Test
  void anEndThatComesBeforeItsBeginningHolds() {
    assertThat(hears(9, resolved(NAME, at(0), at(8)))).isEqualTo(ENDED);
    assertThat(hears(10, firing(NAME, at(0)))).isEqualTo(LATE);
  }

  @Test
  void endsDoNotGoBackInTime() {
    hears(9, resolved(NAME, at(0), at(8)));

    assertThat(hears(9, resolved(NAME, at(0), at(7)))).isEqualTo(LATE);
    assertThat(hears(12, resolved(NAME, at(10), at(11)))).as("a time unheard of").isEqualTo(ENDED);
  }
}
