package io.fivewhys.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of JSON that are only ever added to, each on the disk before {@link #append} returns. The
 * file is opened anew for each, so that one that was moved away is made again. Safe for use by
 * several threads.
 */
public final class AuditLog {
  private static final long MOST_BYTES = 10L << 20;
  private static final int KEPT = 9;

  private final Path file;
  private final long mostBytes;
  private final int kept;

  /** {@code audit.jsonl} and 9 older ones of 10 MiB each, {@code audit-1.jsonl} the youngest. */
  public AuditLog(Path dataDirectory) {
    this(dataDirectory, MOST_BYTES, KEPT);
  }

  AuditLog(Path dataDirectory, long mostBytes, int kept) {
    this.file = dataDirectory.resolve("audit.jsonl");
    this.mostBytes = mostBytes;
    this.kept = kept;
  }

  /**
   * @throws AuditUnavailable when it cannot be made sure that the line will be found again
   */
  public synchronized void append(AuditEntry entry) throws AuditUnavailable {
    try {
      String line = DiagnosisJson.jsonMapper().writeValueAsString(entry) + "\n";
      OwnerOnly.createDirectory(file.toAbsolutePath().getParent());
      makeRoom(line.length());
      boolean isNew = !Files.exists(file);
      try (FileChannel channel = OwnerOnly.append(file)) {
        long whole = channel.size();
        try {
          OwnerOnly.writeAll(channel, endsInHalfALine() ? "\n" + line : line);
          channel.force(true);
        } catch (IOException e) {
          // Half a line would make the next one unreadable.
          channel.truncate(whole);
          throw e;
        }
      }
      if (isNew) {
        OwnerOnly.forceEntryOf(file);
      }
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    } catch (IOException e) {
      throw new AuditUnavailable("the audit log " + file + " cannot be written: " + e, e);
    }
  }

  /**
   * @param limit at most so many
   * @return the youngest first; what is not JSON is left out
   * @throws IOException when a file cannot be read
   */
  public synchronized List<JsonNode> newest(int limit) throws IOException {
    var newest = new ArrayList<JsonNode>();
    for (int age = 0; age <= kept && newest.size() < limit; age++) {
      if (Files.exists(aged(age))) {
        // Half a line may end within a character, which must not keep the rest from being read.
        var lines =
            new String(Files.readAllBytes(aged(age)), StandardCharsets.UTF_8).lines().toList();
        for (String line : lines.reversed()) {
          if (newest.size() == limit) {
            break;
          }
          parse(line, newest);
        }
      }
    }
    return List.copyOf(newest);
  }

  private static void parse(String line, List<JsonNode> into) {
    try {
      JsonNode entry = DiagnosisJson.jsonMapper().readTree(line);
      if (entry.isObject()) {
        into.add(entry);
      }
    } catch (JsonProcessingException halfALine) {
      // A crash may leave one; the rest is worth reading all the same.
    }
  }

  private boolean endsInHalfALine() throws IOException {
    try (var reading = new RandomAccessFile(file.toFile(), "r")) {
      if (reading.length() == 0) {
        return false;
      }
      reading.seek(reading.length() - 1);
      return reading.read() != '\n';
    }
  }

  private void makeRoom(int bytes) throws IOException {
    if (!Files.exists(file) || Files.size(file) + bytes <= mostBytes) {
      return;
    }
    for (int age = kept; age > 0; age--) {
      if (Files.exists(aged(age - 1))) {
        Files.move(aged(age - 1), aged(age), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path aged(int age) {
    return age == 0 ? file : file.resolveSibling("audit-" + age + ".jsonl");
  }
}
