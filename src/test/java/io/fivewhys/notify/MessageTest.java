package io.fivewhys.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Severity;
import io.fivewhys.incident.TimelineEntry.Kind;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
  private static Message changed(Kind... kinds) {
    var at = ExampleMessages.AT;
    return new Message(
        "m",
        Occasion.CHANGED,
        "text",
        at,
        Optional.empty(),
        Optional.empty(),
        java.util.stream.IntStream.range(0, kinds.length)
            .mapToObj(i -> ExampleMessages.entry(kinds[i], at.plusSeconds(i - kinds.length)))
            .toList(),
        Optional.empty());
  }

  @Test
  void anotherCauseIsWorthNoticeAndAMomentOfQuietIsNot() {
    assertThat(changed(Kind.OPENED, Kind.CAUSE_CHANGED).isWorthNotice()).isTrue();
    assertThat(changed(Kind.CAUSE_CHANGED, Kind.QUIET).isWorthNotice())
        .as("the cause changed long before")
        .isFalse();
    assertThat(changed().isWorthNotice()).isFalse();
  }

  @Test
  void whatHappenedSinceCountsWhateverCameAfterIt() {
    var at = ExampleMessages.AT;
    var message =
        new Message(
            "m",
            Occasion.CHANGED,
            "text",
            at,
            Optional.empty(),
            Optional.empty(),
            List.of(
                ExampleMessages.entry(Kind.CAUSE_CHANGED, at),
                ExampleMessages.entry(Kind.ASSIGNED, at.plusSeconds(1))),
            Optional.empty());
    assertThat(message.isWorthNotice()).isTrue();
  }

  @Test
  void whoIsToldDependsOnGatewayAndSeverity() {
    var announcement =
        new Announcement(
            List.of(
                new Announcement.Audience(Set.of(), Set.of(Severity.CRITICAL), List.of("a", "b")),
                new Announcement.Audience(Set.of("edge"), Set.of(), List.of("b", "c"))));
    assertThat(announcement.channels("edge", Severity.CRITICAL)).containsExactly("a", "b", "c");
    assertThat(announcement.channels("edge", Severity.MINOR)).containsExactly("b", "c");
    assertThat(announcement.channels("other", Severity.MINOR)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "30, 30",
    "999999999, 3600",
    "'Sun, 22 Nov 2026 10:15:10 GMT', 10",
    "'Sun, 22 Nov 2026 09:00:00 GMT', 0"
  })
  void whatIsAskedForIsUnderstoodWithinAnHour(String header, long seconds) {
    assertThat(retryAfter(header)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1", "1e3", "''", "99999999999999999999"})
  void nonsenseAsksForNothing(String header) {
    assertThat(retryAfter(header)).isEmpty();
  }

  private static Optional<Duration> retryAfter(String header) {
    var headers = HttpHeaders.of(Map.of("Retry-After", List.of(header)), (_, _) -> true);
    return RetryAfter.of(headers, ExampleMessages.AT);
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(Texts.cut("ab😀cd", 6)).isEqualTo("ab😀cd");
    assertThat(Texts.cut("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(Texts.line("a\u0007\r\n b\u202e", 100)).isEqualTo("a b");
  }
}
