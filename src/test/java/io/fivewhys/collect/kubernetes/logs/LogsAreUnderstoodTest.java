package io.fivewhys.collect.kubernetes.logs;

import static io.fivewhys.collect.kubernetes.logs.LogServer.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.KnownError;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.logs.LogPatterns;
import io.fivewhys.logs.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read of pods means to the reader of lines what the programs wrote. */
@Timeout(60)
class LogsAreUnderstoodTest {
  @Test
  void linesBecomeTrafficAndErrorsWithTheirTimes() throws Exception {
    var pods = new Pods();
    pods.gateway().ready("api-gateway", "gw-a");
    pods.upstream("orders").ready("orders", "orders-a");
    try (var server = new LogServer()) {
      server
          .when(
              "gw-a",
              lines(
                  "2026-03-02T10:08:00.25Z 203.0.113.7 - - [02/Mar/2026:10:08:00 +0000] \"GET"
                      + " /orders/7 HTTP/1.1\" 502 190 \"-\" \"curl/8\" 828 0.003"
                      + " [shop-orders-80] [] 10.0.0.3:8080 0 0.003 502 f749",
                  "2026-03-02T10:08:01Z 203.0.113.8 - - [02/Mar/2026:10:08:01 +0000] \"GET"
                      + " /orders/8 HTTP/1.1\" 200 190 \"-\" \"curl/8\" 828 0.003"
                      + " [shop-orders-80] [] 10.0.0.3:8080 0 0.003 200 f750"))
          .when(
              "orders-a",
              lines(
                  "2026-03-02T10:07:30.1Z Exception in thread \"main\""
                      + " java.lang.NullPointerException: taxes is null",
                  "2026-03-02T10:07:30.2Z \tat com.shop.orders.Pricing.<init>(Pricing.java:41)",
                  "2026-03-02T10:07:30Z \tat com.shop.orders.Startup.main(Startup.java:22)"));
      List<Fact> facts =
          new PodLogReader(LogsConfig.defaults()).read(pods.look(server.client())).facts();
      facts = new ArrayList<>(facts);
      facts.add(FactDraft.of(Workload.class).set("name", "orders").set("role", "upstream").make());
      var derived =
          new LogReader(shipped())
              .read(new Snapshot("api-gateway", "shop", Pods.NOW, Duration.ofMinutes(5), facts))
              .derived();

      assertThat(derived)
          .filteredOn(LogPattern.class::isInstance)
          .singleElement()
          .isInstanceOfSatisfying(
              LogPattern.class,
              it -> {
                assertThat(it.workload()).isEqualTo("orders");
                assertThat(it.pattern()).isEqualTo(KnownError.CODE_ERROR);
                assertThat(it.since()).contains(Instant.parse("2026-03-02T10:07:30.100Z"));
                assertThat(it.revision()).isEqualTo(OptionalLong.of(7));
                assertThat(it.sample())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("Exception in"));
              });
      assertThat(derived)
          .filteredOn(RouteTraffic.class::isInstance)
          .singleElement()
          .isInstanceOfSatisfying(
              RouteTraffic.class,
              it -> {
                assertThat(it.upstream()).contains("orders");
                assertThat(it.responses()).containsEntry(502, 1L).containsEntry(200, 1L);
              });
    }
  }

  private static LogPatterns shipped() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var all = Files.list(Path.of("rules/logs"))) {
      for (Path each : all.toList()) {
        files.put("logs/" + each.getFileName(), Files.readString(each));
      }
    }
    return LogPatterns.parse(files);
  }
}
