package io.fivewhys.collect.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.collect.journal.Decision.Decided;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LineJournalTest {
  private static final long SHORT = 200;

  @TempDir Path directory;
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-22T12:00:00Z"));
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("made/known.jsonl");
  }

  /** A set of words; the line "forget" empties it, a line with a blank makes no sense. */
  private static final class Words implements JournalContent {
    final Set<String> known = new LinkedHashSet<>();

    @Override
    public void replace(Stream<String> lines) {
      var fresh = new Words();
      fresh.take(lines);
      synchronized (this) {
        known.clear();
        known.addAll(fresh.known);
      }
    }

    @Override
    public void take(Stream<String> lines) {
      lines.forEach(this::take);
    }

    private synchronized void take(String line) {
      if (line.equals("forget")) {
        known.clear();
      } else if (!line.contains(" ")) {
        known.add(line);
      }
    }

    @Override
    public synchronized Stream<String> lines() {
      return List.copyOf(known).stream();
    }
  }

  /** One process over the file. */
  private final class Process {
    final Words words = new Words();
    final LineJournal journal;

    Process() {
      this(Duration.ofSeconds(30));
    }

    Process(Duration patience) {
      journal = new LineJournal(file, words, clock, SHORT, patience);
    }

    Set<String> known() {
      journal.refresh();
      return words.known;
    }

    /** Writes the words that are not known yet. */
    boolean add(String... some) throws JournalUnavailable {
      return journal.append(
          () -> {
            var lines = Stream.of(some).filter(it -> !words.known.contains(it)).toList();
            return new Decided<>(lines, !lines.isEmpty());
          });
    }
  }

  @Test
  void whatWasWrittenIsFoundByTheNextStart() throws IOException {
    var first = new Process();
    assertThat(first.known()).isEmpty();

    assertThat(first.add("a", "b")).isTrue();
    assertThat(first.add("c")).isTrue();
    assertThat(first.add("a")).isFalse();

    assertThat(first.known()).containsExactly("a", "b", "c");
    assertThat(new Process().known()).containsExactly("a", "b", "c");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void halfALineOfACrashIsPassedOverAndCutOff() throws IOException {
    new Process().add("a", "b");
    Files.writeString(file, "hal", StandardOpenOption.APPEND);

    var next = new Process();

    assertThat(next.known()).containsExactly("a", "b");
    next.add("c");
    assertThat(Files.readString(file)).endsWith("a\nb\nc\n");
    assertThat(new Process().known()).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsNoUtf8AndWhatMakesNoSenseStandsInNobodysWay() throws IOException {
    new Process().add("a");
    Files.write(
        file,
        new byte[] {'x', ' ', (byte) 0xff, (byte) 0xc3, '\n', 'b', '\n', 0, 0, 0},
        StandardOpenOption.APPEND);

    var next = new Process();

    assertThat(next.known()).containsExactly("a", "b");
    next.add("c");
    assertThat(new Process().known()).containsExactly("a", "b", "c");
  }

  @Test
  void aFileThatIsNotOursIsTakenAsFarAsItMakesSenseAndMadeAgain() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a\nb\n");

    var process = new Process();

    assertThat(process.known()).containsExactly("a", "b");
    process.add("c");
    assertThat(new Process().known()).containsExactly("a", "b", "c");
  }

  @Test
  void anEmptyFileLosesNothingOfWhatComesNext() throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);

    new Process().add("a");

    assertThat(new Process().known()).containsExactly("a");
  }

  @Test
  void grownTooLargeItIsReplacedByWhatItComesTo() throws IOException {
    var process = new Process();
    for (int i = 0; i < 200; i++) {
      process.add("word" + i);
      process.journal.append(() -> new Decided<>(List.of("forget"), null));
    }
    process.add("last");

    assertThat(Files.size(file)).isLessThan(3 * SHORT);
    assertThat(new Process().known()).contains("last").hasSizeLessThan(5);
    try (var files = Files.list(file.getParent())) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("known.jsonl", "known.jsonl.lock");
    }
  }

  @Test
  void aRemovedFileIsMadeAgainOfWhatIsKnown() throws IOException {
    var process = new Process();
    process.add("a");
    Files.delete(file);
    assertThat(process.known()).containsExactly("a");

    process.add("b");

    assertThat(new Process().known()).containsExactly("a", "b");
  }

  @Test
  void processesOverTheSameFileKnowWhatTheOthersWrote() throws IOException {
    var one = new Process();
    var other = new Process();
    one.add("a");
    other.add("b");

    assertThat(one.add("b")).as("the other wrote it").isFalse();
    assertThat(one.known()).containsExactly("a", "b");
    for (int i = 0; i < 100; i++) {
      one.journal.append(() -> new Decided<>(List.of("forget", "word"), null));
    }
    assertThat(other.known()).as("after it was replaced").containsExactly("word");
    other.add("c");
    assertThat(one.known()).containsExactly("word", "c");
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    var processes = List.of(new Process(), new Process());
    var written = new ArrayList<Future<String>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        var word = "word" + i;
        var process = processes.get(i % 2);
        written.add(
            threads.submit(
                () -> {
                  process.add(word);
                  return word;
                }));
      }
    }

    var known = new Process().known();
    for (var word : written) {
      assertThat(known).contains(word.get());
    }
    assertThat(known).hasSize(200);
  }

  @Test
  void whatCannotBeWrittenIsNotTaken() throws IOException {
    var process = new Process();
    process.add("a");
    Files.delete(file);
    Files.createDirectory(file);

    assertThatThrownBy(() -> process.add("b"))
        .isInstanceOf(JournalUnavailable.class)
        .hasMessageContaining("known.jsonl");
    assertThat(process.words.known).containsExactly("a");
    Files.delete(file);

    assertThat(process.add("b")).as("it is not known yet").isTrue();
    assertThat(new Process().known()).containsExactly("a", "b");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaidSo() throws IOException {
    Files.createFile(file.getParent());

    assertThatThrownBy(() -> new Process().add("a")).isInstanceOf(JournalUnavailable.class);
  }

  @Test
  void whoeverHoldsItForTooLongIsNotWaitedForForever() throws IOException {
    var process = new Process(Duration.ofMillis(50));
    process.add("a");
    try (var channel =
        FileChannel.open(file.resolveSibling("known.jsonl.lock"), StandardOpenOption.WRITE)) {
      channel.lock();

      assertThatThrownBy(() -> process.add("b"))
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining("another process");
      assertThat(process.known()).as("reading needs no lock").containsExactly("a");
    }
    assertThat(new Process().add("b")).isTrue();
  }

  @Test
  void aTroubleWithWritingEndsByItselfAndNotByAWordThatWritesNothing() throws IOException {
    var process = new Process();
    process.add("a");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> process.add("b")).isInstanceOf(JournalUnavailable.class);
    assertThat(process.journal.trouble().orElseThrow().refuses()).isTrue();
    clock.pass(Duration.ofMinutes(1));
    process.known();
    assertThat(process.journal.trouble()).as("it was tried in vain").isPresent();
    Files.delete(file);

    assertThat(process.add("a")).as("nothing is written").isFalse();
    process.known();
    assertThat(process.journal.trouble()).as("too early for another try").isPresent();
    clock.pass(Duration.ofMinutes(1));
    process.known();

    assertThat(process.journal.trouble()).isEmpty();
    assertThat(new Process().known()).containsExactly("a");
  }

  @Test
  void aReaderThatWaitsInVainForAWriterSaysThatWhatIsKnownMayBeOld() throws Exception {
    var process = new Process(Duration.ofMillis(50));
    var mayEnd = new CountDownLatch(1);
    var holds = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer =
          threads.submit(
              () ->
                  process.journal.append(
                      () -> {
                        holds.countDown();
                        awaited(mayEnd);
                        return new Decided<>(List.of("a"), true);
                      }));
      holds.await();

      assertThat(process.known()).isEmpty();
      var trouble = process.journal.trouble().orElseThrow();
      assertThat(trouble.refuses()).isFalse();
      assertThat(trouble.why()).contains("cannot be read", "a writer has held it");
      mayEnd.countDown();
      assertThat(writer.get()).isTrue();
    }

    assertThat(process.known()).containsExactly("a");
    assertThat(process.journal.trouble()).isEmpty();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
