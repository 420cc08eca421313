package io.fivewhys.collect.accesslog;

import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file that is written to and looked at. */
abstract class FollowedFileTest {
  static final String GAP = "(gap)";
  static final int MOST_BYTES = 1 << 20;
  @TempDir Path directory;
  Path path;
  FollowedFile file;

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
  List<String> read() throws Exception {
    List<String> lines = new ArrayList<>();
    progress(lines);
    return lines;
  }

  Progress progress(List<String> lines) throws Exception {
    return progress(new LogStart(Instant.EPOCH, Instant.EPOCH, line -> Optional.empty()), lines);
  }

  Progress progress(LogStart start, List<String> lines) throws Exception {
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

  void write(Path to, String text) throws IOException {
    Files.writeString(to, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void write(String text) throws IOException {
    write(path, text);
  }

  void rename(String to) throws IOException {
    Files.move(path, directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  void dated(String name, int seconds) throws IOException {
    FileTime at = FileTime.fromMillis(1_700_000_000_000L + 1_000L * seconds);
    Files.setLastModifiedTime(directory.resolve(name), at);
  }
}
