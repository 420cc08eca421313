package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that are renamed, deleted or truncated while they are read. */
class RotatedFileTest extends FollowedFileTest {
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
    progress(start, lines);
    assertThat(lines).containsExactly("2 old", "3 new, and long enough to be known again");
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
