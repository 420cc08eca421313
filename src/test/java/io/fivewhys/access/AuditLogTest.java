package io.fivewhys.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path directory;

  private static AuditEntry entry(String detail) {
    return new AuditEntry(
        Instant.EPOCH,
        AuditEntry.Kind.OUTCOME,
        "id",
        "admin",
        Optional.empty(),
        "127.0.0.1",
        "putRuleFile",
        "PUT",
        "/a",
        Optional.of("activated"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(detail),
        0);
  }

  private static String detail(AuditLog log, int place) throws IOException {
    return log.newest(place + 1).get(place).path("detail").asText();
  }

  @Test
  void aLineCannotBeForgedAndItsFileIsItsOwners() throws IOException {
    var log = new AuditLog(directory.resolve("data"));
    String forging = "a\n{\"actor\":\"god\"}\r\u001b[2J\u2028\u202e";
    log.append(entry(forging));

    Path file = directory.resolve("data/audit.jsonl");
    assertThat(Files.readString(file)).hasLineCount(1).doesNotContain("\u001b", "\u202e");
    assertThat(detail(log, 0)).isEqualTo(forging);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void tellsTheYoungestFirstAcrossFilesOfWhichItKeepsSoMany() throws IOException {
    var log = new AuditLog(directory, 1_000, 2);
    for (int i = 0; i < 100; i++) {
      log.append(entry("entry " + i));
    }

    assertThat(detail(log, 0)).isEqualTo("entry 99");
    assertThat(detail(log, 5)).isEqualTo("entry 94");
    assertThat(log.newest(3)).hasSize(3);
    assertThat(log.newest(1_000)).hasSizeBetween(6, 30);
    try (var files = Files.list(directory)) {
      assertThat(files.toList()).hasSize(3).allSatisfy(it -> assertThat(it).isRegularFile());
    }
    assertThat(Files.size(directory.resolve("audit-1.jsonl"))).isLessThanOrEqualTo(1_000);
  }

  @Test
  void halfALineOfACrashSpoilsNoOther() throws IOException {
    var log = new AuditLog(directory);
    log.append(entry("before"));
    Files.write(
        directory.resolve("audit.jsonl"),
        new byte[] {'{', '"', 'a', (byte) 0xc3},
        StandardOpenOption.APPEND);

    log.append(entry("after"));

    assertThat(detail(log, 0)).isEqualTo("after");
    assertThat(detail(log, 1)).isEqualTo("before");
  }

  @Test
  void aFileThatWasMovedAwayIsMadeAgain() throws IOException {
    var log = new AuditLog(directory);
    log.append(entry("before"));
    Files.move(directory.resolve("audit.jsonl"), directory.resolve("archive"));

    log.append(entry("after"));

    assertThat(log.newest(9)).hasSize(1);
  }

  @Test
  void ofManyDeniedAttemptsTheFirstOfASpanAreWrittenAndTheRestCounted() {
    var now = new Instant[] {Instant.EPOCH};
    var denied =
        AuditSampler.ofDenied(
            new Clock() {
              @Override
              public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return now[0];
              }
            });
    for (int i = 0; i < 10; i++) {
      assertThat(denied.next()).contains(0L);
    }
    for (int i = 0; i < 7; i++) {
      assertThat(denied.next()).isEmpty();
    }
    assertThat(denied.unwritten()).isEqualTo(7);

    now[0] = now[0].plus(Duration.ofMinutes(10));

    assertThat(denied.next()).contains(7L);
    assertThat(denied.next()).contains(0L);
    assertThat(denied.unwritten()).isZero();
  }
}
