package io.fivewhys.collect.alert;

import static io.fivewhys.collect.alert.Deliveries.NOON;
import static io.fivewhys.collect.alert.Deliveries.firing;
import static io.fivewhys.collect.alert.Deliveries.resolved;
import static io.fivewhys.collect.alert.Deliveries.withSummary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.collect.journal.MemoryJournals;
import io.fivewhys.fact.Alert;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final AlertLimits LIMITS =
      new AlertLimits(Duration.ofHours(1), Duration.ofHours(9), 20);

  private final SteppedClock clock = new SteppedClock(NOON);
  private final MemoryJournals journals = new MemoryJournals(clock);

  private AlertBook open() {
    return new AlertBook(journals, LIMITS, clock);
  }

  private static List<String> firingIn(AlertBook book) {
    return book.all().stream().filter(KeptAlert::fires).map(KeptAlert::name).toList();
  }

  private static AlertmanagerPayload many(String prefix, int count) {
    return Deliveries.of(
        IntStream.range(0, count)
            .mapToObj(i -> firing(prefix + i, NOON))
            .toArray(NotifiedAlert[]::new));
  }

  @Test
  void theNextStartFindsAllThatWasTaken() throws IOException {
    var book = open();
    var alert = firing("A", NOON.minusSeconds(9));
    book.record(Deliveries.of(alert, firing("B", NOON)));
    book.record(Deliveries.of(resolved("B", NOON, NOON.plusSeconds(1))));

    var again = open().all();

    assertThat(again).isEqualTo(book.all()).hasSize(2);
    var first = again.getFirst();
    assertThat(first.labels()).isEqualTo(alert.labels());
    assertThat(first.annotations()).isEqualTo(alert.annotations());
    assertThat(first.startsAt()).isEqualTo(alert.startsAt());
    assertThat(first.generatorUrl()).isEqualTo(alert.generatorUrl());
    assertThat(again.getLast().endsAt()).contains(NOON.plusSeconds(1));
  }

  @Test
  void thereNeedBeNothingButALabel() throws IOException {
    var book = open();
    var bare =
        new NotifiedAlert(
            "00000000000000aa",
            Alert.Status.RESOLVED,
            Map.of("", ""),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    book.record(Deliveries.of(bare, withSummary(firing("A", NOON), "\n\u0000\u2028\t\"\\é😀")));

    assertThat(book.all()).hasSize(2);
    assertThat(open().all()).isEqualTo(book.all());
    assertThat(book.record(Deliveries.of(bare)).count(AlertOutcome.REPEATED)).isOne();
  }

  @Test
  void theSameDeliveryAgainChangesNothingNotEvenTheJournal() throws IOException {
    var book = open();
    var delivery = Deliveries.of(firing("A", NOON), resolved("B", NOON, NOON.plusSeconds(1)));
    assertThat(book.record(delivery).count(AlertOutcome.STARTED)).isOne();
    var before = journals.lines("alerts");

    clock.pass(Duration.ofMinutes(5));
    var receipt = book.record(delivery);

    assertThat(receipt.count(AlertOutcome.REPEATED)).isEqualTo(2);
    assertThat(journals.lines("alerts")).hasSize(1).isEqualTo(before);
  }

  @Test
  void twiceInOneDeliveryIsOnce() throws IOException {
    var receipt = open().record(Deliveries.of(firing("A", NOON), firing("A", NOON)));

    assertThat(receipt.count(AlertOutcome.STARTED)).isOne();
    assertThat(receipt.count(AlertOutcome.REPEATED)).isOne();
  }

  @Test
  void whatIsNotRepeatedForLongIsStaleAndForgottenInTheEnd() throws IOException {
    var book = open();
    book.record(Deliveries.of(firing("Repeated", NOON), firing("Alone", NOON)));
    clock.pass(Duration.ofHours(5));
    book.record(Deliveries.of(firing("Repeated", NOON)));
    clock.pass(Duration.ofHours(5));

    // The repetition is on the disk too.
    for (var each : List.of(book, open())) {
      assertThat(each.all())
          .filteredOn(each::isStale)
          .extracting(KeptAlert::name)
          .containsExactly("Alone");
    }
    clock.pass(Duration.ofMinutes(1));
    assertThat(book.record(Deliveries.of(firing("Alone", NOON))).count(AlertOutcome.STARTED))
        .as("it still fires, which nobody believed")
        .isOne();
    assertThat(book.all()).noneMatch(book::isStale);
    clock.pass(Duration.ofHours(11));
    assertThat(book.all()).isEmpty();
    assertThat(open().all()).isEmpty();
  }

  @Test
  void whatHasEndedIsKeptForAWhile() throws IOException {
    var book = open();
    book.record(Deliveries.of(firing("A", NOON)));
    clock.pass(Duration.ofHours(3));
    book.record(Deliveries.of(resolved("A", NOON, NOON.plusSeconds(60))));

    clock.pass(Duration.ofMinutes(59));
    assertThat(book.all()).hasSize(1);
    clock.pass(Duration.ofMinutes(2));
    assertThat(book.all()).isEmpty();
  }

  @Test
  void whatFiresOnAfterItsEndIsFoundWhenItCannotBeLateAnyMore() throws IOException {
    var brief = new AlertLimits(Duration.ofMinutes(1), Duration.ofHours(9), 20);
    var book = new AlertBook(journals, brief, clock);
    book.record(Deliveries.of(firing("A", NOON)));
    book.record(Deliveries.of(resolved("A", NOON, NOON.plusSeconds(1))));
    clock.pass(Duration.ofSeconds(30));
    assertThat(book.record(Deliveries.of(firing("A", NOON))).count(AlertOutcome.LATE)).isOne();

    clock.pass(Duration.ofMinutes(9));
    assertThat(firingIn(book)).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    for (var each : List.of(book, new AlertBook(journals, brief, clock))) {
      assertThat(firingIn(each)).containsExactly("A");
      assertThat(each.lastKnown()).allMatch(KeptAlert::fires);
    }
    clock.pass(Duration.ofHours(9).plusMinutes(1));
    assertThat(book.all()).as("nobody repeated it").isEmpty();
  }

  @Test
  void whatFiresIsNeverForgottenForWhatIsNew() throws IOException {
    var book = open();
    book.record(many("A", 18));
    book.record(Deliveries.of(resolved("A0", NOON, NOON.plusSeconds(1))));

    var receipt = book.record(many("B", 5));

    assertThat(receipt.count(AlertOutcome.STARTED)).isEqualTo(3);
    assertThat(receipt.count(AlertOutcome.NO_ROOM)).isEqualTo(2);
    assertThat(firingIn(book)).hasSize(20).contains("A1", "A17", "B0", "B2").doesNotContain("B4");
    assertThat(book.all()).as("what has ended made room").hasSize(20);
    book.record(Deliveries.of(resolved("A1", NOON, NOON.plusSeconds(1))));
    assertThat(book.record(many("B", 4)).count(AlertOutcome.STARTED)).isOne();
    assertThat(firingIn(open())).containsExactlyInAnyOrderElementsOf(firingIn(book));
  }

  @Test
  void oneThatGrowsIsWeighedToo() throws IOException {
    var book = open();
    var grown = withSummary(firing("A", NOON), "x".repeat((int) AlertPages.MOST_WEIGHT_BYTES));
    book.record(Deliveries.of(firing("A", NOON)));

    assertThat(book.record(Deliveries.of(grown)).count(AlertOutcome.NO_ROOM)).isOne();
    assertThat(book.record(Deliveries.of(firing("B", NOON))).count(AlertOutcome.STARTED)).isOne();
  }

  @Test
  void whatItComesToIsSaidInOneLineForEachAlert() throws IOException {
    var pages = new AlertPages(LIMITS, clock);
    var book = open();
    for (int i = 0; i < 100; i++) {
      book.record(Deliveries.of(withSummary(firing("A", NOON), i + " times")));
    }
    pages.replace(journals.lines("alerts").stream());

    var lines = pages.lines().toList();

    assertThat(lines).hasSize(2);
    var again = new AlertPages(LIMITS, clock);
    again.replace(lines.stream());
    assertThat(again.all()).isEqualTo(book.all());
    assertThat(again.all().getFirst().annotations().get("summary")).startsWith("99 times");
  }

  @Test
  void aDamagedLineCostsNoOther() throws IOException {
    var book = open();
    book.record(Deliveries.of(firing("A", NOON)));
    String damaged =
        """
        {"alerts":[{"fingerprint":"00"}],"at":"2026-11-22T12:00:00Z"}
        {"alerts":7}
        null
        garbage
        {"at":"2026-11-22T12:00:00Z","of a later version":{},"repeated":["unknown"]}
        {"alerts":[{"finger\
        """;
    journals.write("alerts", damaged.split("\n"));

    var next = open();
    next.record(Deliveries.of(firing("B", NOON)));

    assertThat(firingIn(open())).containsExactly("A", "B");
  }

  @Test
  void replicasOverTheSameJournalKnowTheSame() throws IOException {
    var one = open();
    var other = open();
    one.record(Deliveries.of(firing("A", NOON)));

    assertThat(firingIn(other)).containsExactly("A");
    assertThat(other.record(Deliveries.of(firing("A", NOON))).count(AlertOutcome.REPEATED)).isOne();
    other.record(Deliveries.of(resolved("A", NOON, NOON.plusSeconds(1))));
    assertThat(firingIn(one)).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsNotKnownAndSaidSo() throws IOException {
    var book = open();
    journals.broken(true);

    assertThatThrownBy(() -> book.record(Deliveries.of(firing("A", NOON))))
        .isInstanceOf(JournalUnavailable.class);

    assertThat(book.all()).isEmpty();
    assertThat(book.trouble().orElseThrow().since()).isEqualTo(NOON);
    journals.broken(false);
    assertThat(book.record(Deliveries.of(firing("A", NOON))).count(AlertOutcome.STARTED)).isOne();
    assertThat(book.trouble()).isEmpty();
  }
}
