package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStartTest {
  private static final long MIB = 1 << 20;
  private static final int LINES = 400_000;
  private static final int LINE_BYTES = 40;

  @TempDir private Path directory;
  private OpenLog log;

  /** Sixteen megabytes, a line for each second. */
  @BeforeEach
  void write() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append("%07d ".formatted(i)).append("x".repeat(LINE_BYTES - 9)).append('\n');
    }
    Path path = directory.resolve("access.log");
    Files.writeString(path, text);
    log = OpenLog.open(path);
  }

  private static LogStart start(long needed, long wanted) {
    return new LogStart(
        Instant.ofEpochSecond(needed),
        Instant.ofEpochSecond(wanted),
        line -> Optional.of(Instant.ofEpochSecond(Long.parseLong(line.substring(0, 7)))));
  }

  private static long placeOf(long line) {
    return line * LINE_BYTES;
  }

  @Test
  void beginsBeforeWhatIsWantedAndNotAtTheBeginning() throws IOException {
    long place = start(LINES - 10, LINES - 50_000).find(log, 64 * MIB);
    assertThat(place).isLessThan(placeOf(LINES - 50_000)).isGreaterThan(placeOf(LINES - 150_000));
  }

  @Test
  void readsNoMoreOfWhatIsOnlyWelcomeThanIsQuicklyRead() throws IOException {
    assertThat(start(LINES - 10, 0).find(log, 64 * MIB)).isEqualTo(placeOf(LINES) - 8 * MIB);
  }

  @Test
  void readsAllThatIsNeeded() throws IOException {
    assertThat(start(10_000, 0).find(log, 64 * MIB)).isLessThan(placeOf(10_000));
  }

  @Test
  void readsNoMoreThanItMay() throws IOException {
    assertThat(start(10_000, 0).find(log, 10 * MIB)).isEqualTo(placeOf(LINES) - 10 * MIB);
  }
}
