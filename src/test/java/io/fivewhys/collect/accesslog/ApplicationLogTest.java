package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.LogLines.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationLogTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
  private static final int MOST_LINES = 20;
  private static final long MOST_BYTES = 1 << 20;

  @TempDir private Path directory;
  private AccessLogSource source;

  @BeforeEach
  void open() {
    AccessLogConfig usual = AccessLogConfig.of(Path.of("orders.log"));
    var config =
        new AccessLogConfig(
            usual.path(),
            Format.PLAIN,
            Optional.of("orders"),
            Optional.of("orders on host 3"),
            Map.of(),
            MOST_BYTES,
            usual.history(),
            MOST_LINES,
            usual.deadline());
    source =
        new AccessLogSource(
            config,
            new SourceContext(Clock.fixed(NOW, ZoneOffset.UTC), Map.of(), directory, directory),
            "api-gateway");
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void write(String... lines) throws IOException {
    Files.writeString(
        directory.resolve("orders.log"),
        String.join("\n", lines) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Answer ask(Instant at) throws Exception {
    return source.ask(new Look("api-gateway", "shop", at, Duration.ofMinutes(5)));
  }

  private static LogLines lines(Answer answer) {
    assertThat(answer.facts().getFirst()).isInstanceOf(LogLines.class);
    return (LogLines) answer.facts().getFirst();
  }

  @Test
  void theLinesOfTheWindowAreHandedOnWithWhatBelongsToThem() throws Exception {
    write(
        "2026-11-22T10:09:59.000Z ERROR before the window",
        "\tat com.shop.Before.it(Before.java:1)",
        "2026-11-22T10:10:00.000Z ERROR [main] c.s.Orders - failed",
        "java.lang.IllegalStateException: no stock",
        "\tat com.shop.Orders.place(Orders.java:41)",
        "{\"ts\":\"2026-11-22T10:14:00Z\",\"level\":\"error\",\"msg\":\"no stock\"}");
    Answer answer = ask(NOW);
    assertThat(answer.isWhole()).isTrue();
    assertThat(lines(answer).workload()).isEqualTo("orders");
    assertThat(lines(answer).format()).contains(Format.PLAIN);
    assertThat(lines(answer).lines())
        .containsExactly(
            "2026-11-22T10:10:00.000Z ERROR [main] c.s.Orders - failed",
            "java.lang.IllegalStateException: no stock",
            "\tat com.shop.Orders.place(Orders.java:41)",
            "{\"ts\":\"2026-11-22T10:14:00Z\",\"level\":\"error\",\"msg\":\"no stock\"}");
  }

  @Test
  void linesWithoutATimeBelongToTheLookThatReadThem() throws Exception {
    write("connection refused by orders-db");
    assertThat(ask(NOW).facts()).as("nobody knows when that was").isEmpty();
    write("connection refused by orders-db again");
    assertThat(lines(ask(NOW.plusSeconds(30))).lines())
        .containsExactly("connection refused by orders-db again");
    assertThat(ask(NOW.plusSeconds(400)).facts()).isEmpty();
  }

  @Test
  void harmlessLinesGoFirstWhereThereAreTooMany() throws Exception {
    for (int i = 0; i < 100; i++) {
      write("2026-11-22T10:14:0%d.000Z INFO served request %d".formatted(i % 10, i));
    }
    write("2026-11-22T10:14:00.000Z ERROR could not serve");
    for (int i = 100; i < 200; i++) {
      write("2026-11-22T10:14:1%d.000Z INFO served request %d".formatted(i % 10, i));
    }
    Answer answer = ask(NOW);
    assertThat(answer.isWhole()).isTrue();
    assertThat(lines(answer).lines())
        .hasSize(MOST_LINES)
        .startsWith("2026-11-22T10:14:00.000Z ERROR could not serve")
        .endsWith("2026-11-22T10:14:19.000Z INFO served request 199");
    assertThat(answer.notes()).anyMatch(note -> note.contains("below WARN"));
  }

  @Test
  void linesThatTellAreNeverLeftOutInSilence() throws Exception {
    for (int i = 0; i < 100; i++) {
      write("2026-11-22T10:14:00.000Z ERROR failure " + i);
    }
    Answer answer = ask(NOW);
    assertThat(lines(answer).lines()).hasSize(MOST_LINES).last().asString().endsWith("failure 99");
    assertThat(answer.facts().getLast())
        .isInstanceOfSatisfying(
            Blind.class,
            blind -> {
              assertThat(blind.covers("logs", "orders")).isTrue();
              assertThat(blind.reason().orElseThrow()).contains("latest 20 lines");
            });
  }

  @Test
  void linesThatWereLostAreSaidToBeUntilTheWindowIsBehindThem() throws Exception {
    write(
        "2026-11-22T10:14:00.000Z ERROR before, at some length so that the file is shorter later");
    ask(NOW);
    Files.writeString(directory.resolve("orders.log"), "2026-11-22T10:15:10.000Z ERROR after\n");
    assertThat(blind(ask(NOW.plusSeconds(60)))).contains("truncated");
    assertThat(blind(ask(NOW.plusSeconds(120)))).contains("from before 2026-11-22T10:16:00Z");
    write("2026-11-22T10:22:00.000Z ERROR much later");
    assertThat(ask(NOW.plusSeconds(460)).isWhole()).isTrue();
  }

  @Test
  void aFileThatIsGoneIsSaidToBeWhileItsLinesAreStillTold() throws Exception {
    write("2026-11-22T10:14:00.000Z ERROR before");
    ask(NOW);
    Files.delete(directory.resolve("orders.log"));
    Answer answer = ask(NOW.plusSeconds(60));
    assertThat(lines(answer).lines()).hasSize(1);
    assertThat(blind(answer)).contains("there is no file orders.log any more");
  }

  @Test
  void bytesThatWereTooManyAreSaidToBeSkipped() throws Exception {
    write("2026-11-22T10:14:00.000Z ERROR first");
    ask(NOW);
    String line = "2026-11-22T10:15:30.000Z ERROR " + "x".repeat(900);
    for (int i = 0; i < 20; i++) {
      write(Collections.nCopies(100, line).toArray(String[]::new));
    }
    assertThat(blind(ask(NOW.plusSeconds(60)))).contains("grows faster", "raise max-bytes");
  }

  private static String blind(Answer answer) {
    return answer.facts().stream()
        .filter(Blind.class::isInstance)
        .map(it -> ((Blind) it).reason().orElseThrow())
        .collect(Collectors.joining());
  }

  @Test
  void garbageIsNotHandedOn() throws Exception {
    write("2026-11-22T10:14:00.000Z ERROR \u0001\u0002\u0003\u0004\u0005\u0006\u0007");
    write("2026-11-22T10:14:00.000Z ERROR sound");
    assertThat(lines(ask(NOW)).lines()).containsExactly("2026-11-22T10:14:00.000Z ERROR sound");
  }

  @Test
  void severalLogsOfAWorkloadHaveNamesOfTheirOwn() {
    assertThat(source.name()).isEqualTo(SourceName.of("logs", "orders on host 3").about("orders"));
    assertThat(List.of(source.deadline())).containsExactly(Duration.ofSeconds(5));
  }
}
