package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Setting;
import io.fivewhys.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What stands out in access logs: a server, a network, a probe. */
class LoggedSignalsTest extends LogReaderTest {
  @Test
  void oneServerThatMakesTheErrorsIsNamedWithItsPod() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      boolean bad = i % 2 == 0;
      lines.add(
          "Nov 22 10:16:%02d lb haproxy[27]: 192.0.2.%d:4711 [22/Nov/2026:10:16:%02d.100] https track_8080/SRV_%d 0/0/1/2/%d %d 214 - - ---- 1/1/1/1/0 0/0 \"GET /track/%d HTTP/1.1\""
              .formatted(i, i, i, bad ? 7 : 2, i, bad ? 500 : 200, 1000 + i));
    }
    Setting server =
        new Setting(
            "Pod/track-x",
            Optional.empty(),
            "backend_server",
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.of("track_8080/SRV_7"));
    assertThat(
            signals(
                workload("track", Workload.Role.UPSTREAM),
                server,
                log("gw", lines.toArray(String[]::new))))
        .filteredOn(signal -> signal.name().equals("access_log_server_error_share"))
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.subject()).contains("track");
              assertThat(signal.value()).hasValue(1.0);
              assertThat(signal.labels())
                  .containsEntry("server", "track_8080/SRV_7")
                  .containsEntry("errors", "6")
                  .containsEntry("servers", "2")
                  .containsEntry("pod", "track-x");
            });
  }

  @Test
  void aNetworkThatAsksMostIsNamedWhereNoOtherAsksAsMuch() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String client = i % 4 == 0 ? "192.0.2." + i : "198.51.100." + i % 8;
      lines.add(
          "%s - - [22/Nov/2026:10:16:%02d +0000] \"GET /search?q=%d HTTP/1.1\" 200 12 \"-\" \"%s\""
              .formatted(client, i, i, i % 4 == 0 ? "Mozilla/5.0" : "grab/1"));
    }
    assertThat(signals(log("gw", lines.toArray(String[]::new))))
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.subject()).contains("gw");
              assertThat(signal.value()).hasValue(0.75);
              assertThat(signal.labels())
                  .containsEntry("client", "198.51.100.0/24")
                  .containsEntry("userAgent", "grab/1")
                  .containsEntry("route", "GET /search")
                  .containsEntry("requests", "30")
                  .containsEntry("total", "40");
            });
    assertThat(signals(log("gw", lines.subList(0, 19).toArray(String[]::new)))).isEmpty();
  }

  @Test
  void probesThatAWorkloadRefusesAreCounted() {
    assertThat(
            signals(
                workload("menu", Workload.Role.UPSTREAM),
                log(
                    "menu",
                    "{\"ts\":\"2026-11-22T10:19:00Z\",\"method\":\"GET\",\"path\":\"/health\",\"status\":404,\"ua\":\"kube-probe/1.31\"}",
                    "{\"ts\":\"2026-11-22T10:19:10Z\",\"method\":\"GET\",\"path\":\"/livez\",\"status\":200,\"ua\":\"kube-probe/1.31\"}")))
        .singleElement()
        .satisfies(
            signal ->
                assertThat(signal.labels())
                    .containsEntry("path", "/health")
                    .containsEntry("status", "404"));
  }
}
