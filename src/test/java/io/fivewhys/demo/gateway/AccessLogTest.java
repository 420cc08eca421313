package io.fivewhys.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private static final AccessLog.Asked ASKED =
      new AccessLog.Asked(
          Instant.parse("2026-01-01T12:00:00Z"),
          "GET",
          "/orders/7",
          "shop",
          "198.51.100.7",
          "curl");

  @Test
  void isRenamedAwayWhenItIsLargeAndLosesNoLine(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("access.log");
    try (var log = new AccessLog(file, 3_000)) {
      for (int i = 0; i < 10; i++) {
        log.write(ASKED, "orders", "orders", Outcome.own(503, "UH", "no_healthy_upstream"), i);
      }
    }
    assertThat(directory).isDirectoryContaining("glob:**access.log.1");
    long lines = 0;
    try (var files = Files.list(directory)) {
      for (Path one : files.toList()) {
        assertThat(one).satisfies(it -> assertThat(Files.size(it)).isLessThanOrEqualTo(3_000));
        lines += Files.readAllLines(one).size();
      }
    }
    assertThat(lines).isEqualTo(10);
  }

  @Test
  void saysWhoWasAskedAndWhy(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("access.log");
    try (var log = new AccessLog(file, 100_000)) {
      var endpoint = Optional.of(new Route.Endpoint("10.244.0.9", 8080));
      log.write(ASKED, "orders", "orders", Outcome.own(502, "UF", "refused", endpoint), 3);
    }
    assertThat(Files.readString(file))
        .contains(
            "\"start_time\":\"2026-01-01T12:00:00Z\"",
            "\"response_code\":502",
            "\"response_flags\":\"UF\"",
            "\"upstream_host\":\"10.244.0.9:8080\"",
            "\"upstream_cluster\":\"orders\"",
            "\"duration\":3");
  }
}
