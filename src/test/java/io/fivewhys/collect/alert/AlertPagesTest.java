package io.fivewhys.collect.alert;

import static io.fivewhys.collect.alert.Deliveries.NOON;
import static io.fivewhys.collect.alert.Deliveries.firing;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.SteppedClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertPagesTest {
  private final AlertPages pages = new AlertPages(AlertLimits.defaults(), new SteppedClock(NOON));

  private static Stream<String> lines(String... names) {
    return Stream.of(names).map(AlertPagesTest::line);
  }

  private static String line(String name) {
    var turn = AlertTurn.of(Optional.empty(), firing(name, NOON), 0, NOON);
    return new AlertLine(List.of(turn.kept().orElseThrow()), List.of(), List.of(), NOON).write();
  }

  private List<String> names() {
    return pages.all().stream().map(KeptAlert::name).toList();
  }

  @Test
  void whoReadsWhileTheFileIsReadAnewFindsWhatWasKnown() {
    pages.take(lines("Old"));
    var found = new ArrayList<String>();

    pages.replace(lines("A", "B").peek(_ -> found.addAll(names())));

    assertThat(found).containsExactly("Old", "Old");
    assertThat(names()).containsExactly("A", "B");
    assertThat(pages.lastKnown()).hasSize(2);
  }

  @Test
  void whoMayNotWaitWaitsForNobody() throws Exception {
    pages.take(lines("A"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      synchronized (pages) {
        var known = threads.submit(() -> pages.lastKnown().size());
        assertThat(known.get(10, TimeUnit.SECONDS)).isOne();
      }
    }
  }
}
