package io.fivewhys.collect.alert;

import static io.fivewhys.collect.alert.Deliveries.NOON;
import static io.fivewhys.collect.alert.Deliveries.firing;
import static io.fivewhys.collect.alert.Deliveries.labelled;
import static io.fivewhys.collect.alert.Deliveries.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SteppedClock;
import io.fivewhys.collect.alert.AlertmanagerPayload.Unread;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.collect.journal.MemoryJournals;
import io.fivewhys.fact.Alert;
import io.fivewhys.fact.Blind;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertSourceTest {
  private final SteppedClock clock = new SteppedClock(NOON);
  private final MemoryJournals journals = new MemoryJournals(clock);

  private AlertBook book() {
    return new AlertBook(journals, AlertLimits.defaults(), clock);
  }

  private static AlertConfig config(String yaml) {
    return RecordFile.read("gateways.yaml", yaml, AlertConfig.class);
  }

  private Answer ask(AlertBook book, AlertConfig config) {
    var look = new Look("edge", "shop", clock.instant(), Duration.ofMinutes(5));
    return new AlertSource(config, "edge", "shop", book).ask(look);
  }

  private static List<String> names(Answer answer) {
    return answer.facts().stream()
        .filter(Alert.class::isInstance)
        .map(it -> ((Alert) it).name())
        .toList();
  }

  @Test
  void tellsWhatFiresAndWhatHasEnded() throws IOException {
    var book = book();
    book.record(Deliveries.of(firing("Early", NOON.minusSeconds(60)), firing("Late", NOON)));
    book.record(Deliveries.of(resolved("Early", NOON.minusSeconds(60), NOON)));

    var answer = ask(book, AlertConfig.defaults());

    assertThat(answer.isWhole()).isTrue();
    assertThat(answer.notes()).isEmpty();
    assertThat(answer.facts())
        .containsExactly(
            new Alert(
                "Late",
                Map.of("alertname", "Late", "gateway", "edge"),
                Map.of("summary", "Late is wrong"),
                Optional.of(NOON),
                Optional.of(Alert.Status.FIRING),
                Optional.empty()),
            new Alert(
                "Early",
                Map.of("alertname", "Early", "gateway", "edge"),
                Map.of("summary", "Early is wrong"),
                Optional.of(NOON.minusSeconds(60)),
                Optional.of(Alert.Status.RESOLVED),
                Optional.of(NOON)));
  }

  @Test
  void takesTheAlertsThatAreTheGatewaysUnlessToldOtherwise() throws IOException {
    var book = book();
    book.record(
        Deliveries.of(
            labelled(Map.of("alertname", "ByName", "gateway", "edge")),
            labelled(Map.of("alertname", "ByApp", "namespace", "shop", "app", "edge")),
            labelled(Map.of("alertname", "Elsewhere", "namespace", "other", "app", "edge")),
            labelled(Map.of("alertname", "Other", "gateway", "edges")),
            labelled(Map.of("gateway", "edge"))));

    assertThat(names(ask(book, AlertConfig.defaults())))
        .containsExactlyInAnyOrder("ByName", "ByApp", "(no alertname)");
  }

  @Test
  void takesWhatTheConfigurationSays() throws IOException {
    var book = book();
    book.record(
        Deliveries.of(
            labelled(Map.of("alertname", "A", "team", "checkout", "env", "prod-1")),
            labelled(Map.of("alertname", "B", "team", "checkout", "env", "xprod-1")),
            labelled(Map.of("alertname", "C", "team", "checkout", "env", "prod-x")),
            labelled(Map.of("alertname", "D", "service", "edge")),
            labelled(Map.of("alertname", "E", "gateway", "edge"))));
    var config =
        config(
            """
            any:
              - match: {team: checkout}
                match-re: {env: "prod-[0-9]+"}
              - match: {service: edge}
            """);

    assertThat(names(ask(book, config))).containsExactlyInAnyOrder("A", "D");
  }

  @Test
  void aConfigurationThatFitsNothingOrEverythingIsRefused() {
    assertThatThrownBy(() -> config("any: [{}]"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("one label at least");
    assertThatThrownBy(() -> config("any: [{match-re: {app: '('}}]"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("RE2 expression for app");
    assertThat(config("{most: 3}").any()).isEmpty();
  }

  @Test
  void moreThanMayBeToldAreNotSilentlyLeftOut() throws IOException {
    var book = book();
    book.record(
        Deliveries.of(
            IntStream.range(0, 5)
                .mapToObj(i -> firing("A" + i, NOON.plusSeconds(i)))
                .toArray(NotifiedAlert[]::new)));

    var answer = ask(book, new AlertConfig(List.of(), 2));

    assertThat(names(answer)).containsExactly("A4", "A3");
    assertThat(answer.facts().getLast())
        .isInstanceOfSatisfying(
            Blind.class,
            it -> {
              assertThat(it.source()).isEqualTo("alertmanager");
              assertThat(it.reason()).contains("only 2 of 5 alerts are told of");
            });
  }

  @Test
  void whatAlertmanagerLeftOutIsNotTakenForNothing() throws IOException {
    var book = book();
    book.record(
        new AlertmanagerPayload(
            Optional.empty(), Optional.empty(), 7, Unread.NONE, List.of(firing("A", NOON))));

    var answer = ask(book, AlertConfig.defaults());

    assertThat(answer.isWhole()).isFalse();
    assertThat(answer.facts().getLast().toString()).contains("7 alerts were left out");
    book.record(Deliveries.of(firing("A", NOON)));
    assertThat(ask(book, AlertConfig.defaults()).isWhole()).isTrue();
  }

  @Test
  void aClockThatIsAheadDoesNotCostTheAlert() throws IOException {
    var book = book();
    book.record(Deliveries.of(firing("A", NOON.plus(Duration.ofDays(1)))));

    var alert = (Alert) ask(book, AlertConfig.defaults()).facts().getFirst();

    assertThat(alert.startsAt()).isEmpty();
  }

  @Test
  void staleOnesAreNotedAndNoFacts() throws IOException {
    var book = book();
    book.record(Deliveries.of(firing("A", NOON)));
    clock.pass(Duration.ofHours(9).plusMinutes(30));

    var answer = ask(book, AlertConfig.defaults());

    assertThat(answer.facts()).isEmpty();
    assertThat(answer.notes()).hasSize(1);
    assertThat(answer.notes().getFirst()).contains("A", "PT9H", "repeat_interval");
  }

  @Test
  void alertsThatAreRefusedAreUnknownAndNotAbsent() throws IOException {
    var book = book();
    journals.broken(true);
    assertThatThrownBy(() -> book.record(Deliveries.of(firing("A", NOON))))
        .isInstanceOf(IOException.class);

    var answer = ask(book, AlertConfig.defaults());

    assertThat(answer.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Blind.class,
            it -> {
              assertThat(it.reason().orElseThrow()).contains("refused");
              assertThat(it.since()).contains(NOON);
            });
  }

  @Test
  void besideARunningServiceNobodyClaimsThatThereAreNone() {
    var book = new AlertBook(Journals.ofTheRunningService(clock), AlertLimits.defaults(), clock);
    var byLabel = config("any: [{match: {team: shop}}]");

    var answer = ask(book, byLabel);

    assertThat(answer.notes()).isEmpty();
    assertThat(answer.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Blind.class,
            it ->
                assertThat(it.reason().orElseThrow())
                    .contains("may not be known", "kept by the running service"));
  }

  @Test
  void anAlertMayBeOfSeveralGatewaysOrOfNone() {
    var routing =
        new AlertRouting(
            List.of(
                new AlertRouting.Route("edge", "shop", AlertConfig.defaults()),
                new AlertRouting.Route(
                    "inner", "shop", config("any: [{match: {gateway: edge}}]"))));

    assertThat(routing.gateways()).containsExactly("edge", "inner");
    assertThat(routing.gatewaysOf(Map.of("gateway", "edge"))).containsExactly("edge", "inner");
    assertThat(routing.gatewaysOf(Map.of("gateway", "inner"))).isEmpty();
  }

  private static AlertmanagerPayload ofGroup(String group, Unread unread, NotifiedAlert... alerts) {
    return new AlertmanagerPayload(
        Optional.of(group), Optional.empty(), 0, unread, List.of(alerts));
  }

  private static Unread odd(int count) {
    return new Unread(
        count, Optional.of(new PayloadRefused("/alerts/0/startsAt", "another text", "a time")));
  }

  @Test
  void alertsThatWereNotTakenAreUnknownUntilTheirGroupComesWhole() throws IOException {
    var book = book();
    book.record(ofGroup("a", odd(2), firing("A", NOON)));
    book.record(ofGroup("b", Unread.NONE, firing("B", NOON)));
    clock.pass(Duration.ofMinutes(5));
    book.record(ofGroup("a", odd(2), firing("A", NOON)));

    for (var each : List.of(book, book())) {
      var answer = ask(each, AlertConfig.defaults());
      assertThat(names(answer)).containsExactly("A", "B");
      assertThat(answer.facts().getLast())
          .isInstanceOfSatisfying(
              Blind.class,
              it -> {
                assertThat(it.subject()).contains("alerts that are not taken");
                assertThat(it.reason().orElseThrow())
                    .contains("2 alerts of 1 groups", "allowed: a time")
                    .doesNotContain("max_alerts");
                assertThat(it.since()).contains(NOON);
              });
    }
    book.record(ofGroup("a", Unread.NONE, firing("A", NOON)));
    assertThat(ask(book, AlertConfig.defaults()).isWhole()).isTrue();
    assertThat(ask(book(), AlertConfig.defaults()).isWhole()).isTrue();
  }

  @Test
  void aRefusedDeliveryIsUnknownUntilItWouldHaveComeAgain() throws IOException {
    var book = book();
    book.missed("it has more than the 16 bytes allowed");
    book.missed("it has more than the 16 bytes allowed");

    for (var each : List.of(book, book())) {
      assertThat(ask(each, AlertConfig.defaults()).facts())
          .singleElement()
          .asString()
          .contains("2 deliveries were refused", "16 bytes", NOON.toString());
    }
    clock.pass(Duration.ofHours(9).plusMinutes(1));
    assertThat(ask(book, AlertConfig.defaults()).isWhole()).isTrue();
  }

  @Test
  void manyGroupsOfWhichSomethingIsMissedTakeLittleRoom() throws IOException {
    var book = book();
    for (int i = 0; i < AlertPages.MOST_MISSED + 20; i++) {
      book.record(ofGroup("g" + i, odd(1)));
    }

    assertThat(book.missed()).hasSize(AlertPages.MOST_MISSED);
    assertThat(ask(book, AlertConfig.defaults()).facts()).hasSize(1);
  }

  @Test
  void anAlertmanagerThatNeverCalledSeesNothing() throws IOException {
    var book = book();
    var explicit = config("any: [{match: {team: checkout}}]");

    var usual = ask(book, AlertConfig.defaults());
    assertThat(usual.facts()).isEmpty();
    assertThat(usual.notes()).singleElement().asString().contains("no delivery", "/api/v1/alerts");
    assertThat(ask(book, explicit).facts())
        .singleElement()
        .isInstanceOfSatisfying(Blind.class, it -> assertThat(it.subject()).isEmpty());

    book.record(Deliveries.of());
    clock.pass(Duration.ofDays(3));
    for (var each : List.of(book, book())) {
      assertThat(each.lastDeliveryAt()).contains(NOON);
      assertThat(ask(each, explicit).facts()).isEmpty();
      assertThat(ask(each, explicit).notes()).isEmpty();
    }
  }
}
