package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
  private static final String GAP = "(gap)";
  private static final int MOST_BYTES = 1 << 20;

  @TempDir private Path directory;
  private Path path;
  private FollowedFile file;

  @BeforeEach
  void follow() {
    path = directory.resolve("access.log");
    file = new FollowedFile(path, MOST_BYTES);
  }

  @AfterEach
  void close() {
    file.close();
  }

  /** What is read at one look. */
  private List<String> read() throws Exception {
    List<String> lines = new ArrayList<>();
    progress(lines);
    return lines;
  }

  private Progress progress(List<String> lines) throws Exception {
    var start = new LogStart(Instant.EPOCH, Instant.EPOCH, line -> Optional.empty());
    return file.read(
        start,
        new LineSink() {
          @Override
          public void line(String line) {
            lines.add(line);
          }

          @Override
          public void gap() {
            lines.add(GAP);
          }
        });
  }

  private void write(Path to, String text) throws IOException {
    Files.writeString(to, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void write(String text) throws IOException {
    write(path, text);
  }

  private void rename(String to) throws IOException {
    Files.move(path, directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void eachLineIsReadOnce() throws Exception {
    write("the first line\nthe second line\n");
    assertThat(read()).containsExactly("the first line", "the second line");
    assertThat(read()).isEmpty();
    write("the third line\r\n");
    assertThat(read()).containsExactly("the third line");
  }

  @Test
  void aLineThatIsNotCompleteYetIsReadWhenItIs() throws Exception {
    write("one\ntw");
    assertThat(read()).containsExactly("one");
    write("o");
    assertThat(read()).isEmpty();
    write("\nthree\n");
    assertThat(read()).containsExactly("two", "three");
  }

  @Test
  void whatIsWrittenToARenamedFileIsReadBeforeTheNewOne() throws Exception {
    write("line 1 of the old file\n");
    assertThat(read()).hasSize(1);
    write("line 2 of the old file\n");
    rename("access.log.1");
    write("line 1 of the new file\n");
    assertThat(read()).containsExactly("line 2 of the old file", "line 1 of the new file");
    assertThat(read()).isEmpty();
  }

  @Test
  void aWriterThatIsSlowToNoticeTheRenamingIsFollowed() throws Exception {
    write("line 1 of the old file\n");
    read();
    rename("access.log.1");
    Files.createFile(path);
    assertThat(read()).isEmpty();
    write(directory.resolve("access.log.1"), "line 2 of the old file\n");
    assertThat(read()).containsExactly("line 2 of the old file");
    write(directory.resolve("access.log.1"), "line 3 of the old file, without its end");
    write("line 1 of the new file\n");
    assertThat(read()).containsExactly("line 1 of the new file");
    assertThat(read()).containsExactly("line 3 of the old file, without its end");
    assertThat(read()).isEmpty();
  }

  @Test
  void theLastLineOfARenamedFileMayLackItsEnd() throws Exception {
    write("line 1 of the old file\nline 2 of the old file");
    read();
    rename("access.log.1");
    write("line 1 of the new file\n");
    List<String> lines = new ArrayList<>(read());
    lines.addAll(read());
    assertThat(lines).containsExactlyInAnyOrder("line 1 of the new file", "line 2 of the old file");
  }

  @Test
  void aLogThatIsRotatedSeveralTimesBetweenTwoLooksLosesNothing() throws Exception {
    write("line 1 of file 1\n");
    read();
    write("line 2 of file 1\n");
    for (int number = 1; number < 5; number++) {
      rename("access.log." + number);
      dated("access.log." + number, number);
      write("a line of file " + (number + 1) + "\n");
    }
    write(directory.resolve("access.log.0"), "a line of long ago\n");
    dated("access.log.0", 0);
    assertThat(read())
        .containsExactly(
            "line 2 of file 1",
            "a line of file 2",
            "a line of file 3",
            "a line of file 4",
            "a line of file 5");
    assertThat(read()).isEmpty();
  }

  private void dated(String name, int seconds) throws IOException {
    FileTime at = FileTime.fromMillis(1_700_000_000_000L + 1_000L * seconds);
    Files.setLastModifiedTime(directory.resolve(name), at);
  }

  @Test
  void aDeletedFileIsReadToItsEnd() throws Exception {
    write("line 1 of the old file\n");
    read();
    write("line 2 of the old file\n");
    Files.delete(path);
    List<String> lines = new ArrayList<>();
    assertThat(progress(lines).gone()).isTrue();
    assertThat(lines).containsExactly("line 2 of the old file");
    write("line 1 of the new file\n");
    lines.clear();
    assertThat(progress(lines).gone()).isFalse();
    assertThat(lines).containsExactly("line 1 of the new file");
  }

  @Test
  void aTruncatedFileIsReadFromItsBeginningAndItsCopyToTheEnd() throws Exception {
    write("line 1 before the truncation\n");
    read();
    write("line 2 before the truncation\n");
    Files.copy(path, directory.resolve("access.log-20261122"));
    truncate();
    write("line 1 after\n");
    assertThat(read()).containsExactly("line 2 before the truncation", "line 1 after");
    assertThat(read()).isEmpty();
    write("line 2 after\n");
    assertThat(read()).containsExactly("line 2 after");
  }

  @Test
  void aTruncatedFileThatHasOutgrownWhatItWasIsStillKnownToBeAnother() throws Exception {
    write("line 1 before the truncation\n");
    read();
    truncate();
    List<String> after = IntStream.range(0, 50).mapToObj(i -> "line " + i + " after").toList();
    write(String.join("\n", after) + "\n");
    List<String> lines = new ArrayList<>();
    Progress progress = progress(lines);
    assertThat(progress.truncated()).isTrue();
    assertThat(lines.getFirst()).as("what was not read may be lost").isEqualTo(GAP);
    assertThat(lines.subList(1, lines.size())).isEqualTo(after);
  }

  @Test
  void aCompressedCopyIsLeftAlone() throws Exception {
    write("line 1 before the truncation\n");
    read();
    write("line 2 before the truncation\n");
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      Files.copy(path, out);
    }
    Files.write(directory.resolve("access.log.1.gz"), bytes.toByteArray());
    truncate();
    write("line 1 after\n");
    assertThat(read()).containsExactly(GAP, "line 1 after");
  }

  /** The hole that a writer leaves who goes on at its old place in a truncated file. */
  @Test
  void aHoleIsNoLine() throws Exception {
    write("line 1 before the truncation\n");
    read();
    truncate();
    try (var out = new RandomAccessFile(path.toFile(), "rw")) {
      out.seek(700_000);
      out.write("line 1 after\nline 2 after\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read()).containsExactly(GAP, "line 1 after", "line 2 after");
  }

  private void truncate() throws IOException {
    try (var out = new RandomAccessFile(path.toFile(), "rw")) {
      out.setLength(0);
    }
  }

  @Test
  void ofALogThatGrowsFasterThanItMayBeReadTheLatestIsRead() throws Exception {
    write("the first line\n");
    read();
    var text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("line ").append(i).append(" of very many\n");
    }
    write(text.toString());
    List<String> lines = new ArrayList<>();
    Progress progress = progress(lines);
    assertThat(progress.skippedBytes()).isEqualTo(text.length() - MOST_BYTES);
    assertThat(lines.getFirst()).isEqualTo(GAP);
    assertThat(lines.get(1)).matches("line \\d+ of very many");
    assertThat(lines.getLast()).isEqualTo("line 99999 of very many");
    assertThat(String.join("\n", lines).length()).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(read()).isEmpty();
  }

  @Test
  void atFirstOnlyTheEndOfALargeLogIsReadAndNoHalfLine() throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append("line ").append(i).append(" of very many\n");
    }
    write(text.toString());
    List<String> lines = new ArrayList<>();
    Progress progress = progress(lines);
    assertThat(progress.skippedBytes()).as("what is of no interest is not missing").isZero();
    assertThat(lines).doesNotContain(GAP).allMatch(line -> line.matches("line \\d+ of very many"));
    assertThat(lines.getLast()).isEqualTo("line 199999 of very many");
    assertThat(lines.size()).isBetween(1_000, 100_000);
  }

  @Test
  void aLineOfAnyLengthIsEndedByItsEnd() throws Exception {
    write("before\n" + "x".repeat(600_000) + "\nbetween\n" + "y".repeat(300_000));
    assertThat(read()).containsExactly("before", "between");
    write("y\nafter\n" + "z".repeat(65_000) + "\n");
    List<String> lines = read();
    assertThat(lines.getFirst()).isEqualTo("after");
    assertThat(lines.get(1)).hasSize(65_000);
  }

  @Test
  void bytesThatAreNoTextAreReadAsFarAsTheyAre() throws Exception {
    byte[] garbage = new byte[50_000];
    new java.util.Random(7).nextBytes(garbage);
    Files.write(path, garbage);
    write("\n\u00e4 line\n");
    Files.write(path, new byte[] {'a', (byte) 0xe4, '\n'}, StandardOpenOption.APPEND);
    assertThat(read()).endsWith("\u00e4 line", "a\ufffd");
  }

  @Test
  void whatWasBegunAnewAMomentAgoIsReadWithWhatItWasBefore() throws Exception {
    write(directory.resolve("access.log.2"), "1 oldest\n");
    write(directory.resolve("access.log.1"), "2 old\n");
    dated("access.log.2", 0);
    write(directory.resolve("access.log.3.gz"), "x\n");
    write("3 new, and long enough to be known again\n");
    Files.copy(path, directory.resolve("access.log.bak"));
    List<String> lines = new ArrayList<>();
    var start =
        new LogStart(
            Instant.ofEpochSecond(2),
            Instant.ofEpochSecond(2),
            line -> Optional.of(Instant.ofEpochSecond(line.charAt(0) - '0')));
    file.read(
        start,
        new LineSink() {
          @Override
          public void line(String line) {
            lines.add(line);
          }

          @Override
          public void gap() {
            lines.add(GAP);
          }
        });
    assertThat(lines).containsExactly("2 old", "3 new, and long enough to be known again");
  }

  @Test
  void aLookThatIsGivenUpCountsNothingTwiceAndLosesNothing() throws Exception {
    write("a line that was read before\n");
    read();
    write("line 1\nline 2\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    write("line 3\n");
    assertThat(read()).containsExactly("line 1", "line 2", "line 3");
  }

  @Test
  void aFileThatWasRenamedAfterALookWasGivenUpIsFoundByItsContent() throws Exception {
    write("a line that was read before\n");
    read();
    write("line 1 of the old file\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    rename("access.log.1");
    write("line 1 of the new file\n");
    assertThat(read()).containsExactly("line 1 of the old file", "line 1 of the new file");
    assertThat(read()).isEmpty();
  }

  @Test
  void aLookThatIsGivenUpBeforeAnythingWasReadHarmsNothing() throws Exception {
    write("");
    read();
    write("line 1\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    assertThat(read()).containsExactly("line 1");
  }

  @Test
  void aFileThatVanishedWhileNobodyHeldItIsLostAndSaidToBe() throws Exception {
    write("a line that was read before\n");
    read();
    write("line 1 of the old file\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    Files.delete(path);
    write("line 1 of the new file\n");
    List<String> lines = new ArrayList<>();
    assertThat(progress(lines).truncated()).isTrue();
    assertThat(lines).containsExactly(GAP, "line 1 of the new file");
  }

  @Test
  void aFileThatIsNotThereIsSaidNotToBe() throws Exception {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
              assertThat(failure).hasMessageContaining(path.toString());
            });
    write("the first line\n");
    assertThat(read()).containsExactly("the first line");
  }

  @Test
  void aDirectoryOrPipeIsNoLog() throws Exception {
    Files.createDirectory(path);
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> assertThat(failure.code()).isEqualTo(Code.MISCONFIGURED));
    Files.delete(path);
    Process made = new ProcessBuilder("mkfifo", path.toString()).start();
    assertThat(made.waitFor()).isZero();
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> assertThat(failure.code()).isEqualTo(Code.MISCONFIGURED));
  }

  @Test
  void aFileThatMayNotBeReadIsSaidNotTo() throws Exception {
    write("a line\n");
    Files.setPosixFilePermissions(path, Set.of());
    assumeFalse(Files.isReadable(path), "root may read everything");
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(Code.FORBIDDEN);
              assertThat(failure).hasMessageContaining(path.toString());
            });
  }

  @Test
  @Timeout(60)
  void whileItIsWrittenToAndRotatedEveryLineIsReadOnce() throws Exception {
    int rotations = 40;
    int lines = 250;
    var looks = new AtomicLong();
    Files.createFile(path);
    List<String> seen = new ArrayList<>(read());
    var writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < rotations * lines; i++) {
                      write("line " + i + "\n");
                      if (i % lines == lines - 1) {
                        rename("access.log." + i);
                        Files.createFile(path);
                        long before = looks.get();
                        while (looks.get() < before + 2) {
                          Thread.sleep(1); // one rotation between two looks, as in life
                        }
                      }
                    }
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    while (writer.isAlive()) {
      seen.addAll(read());
      looks.incrementAndGet();
    }
    seen.addAll(read());
    assertThat(seen)
        .isEqualTo(IntStream.range(0, rotations * lines).mapToObj(i -> "line " + i).toList());
  }
}
