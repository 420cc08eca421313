package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.KnownError;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Setting;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:20:00Z");

  private final LogReader reader = new LogReader(ShippedPatterns.patterns());

  private static LogLines log(String workload, String... lines) {
    return new LogLines(
        workload,
        Optional.empty(),
        Optional.empty(),
        List.of(lines),
        Optional.empty(),
        OptionalLong.empty());
  }

  private static Workload workload(String name, Workload.Role role) {
    return new Workload(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.of(role),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static RouteTraffic given(String route, String upstream) {
    return new RouteTraffic(
        route,
        Optional.ofNullable(upstream),
        Map.of(200, 900L),
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Snapshot snapshot(Fact... facts) {
    return new Snapshot("gw", "shop", NOW, Duration.ofMinutes(5), List.of(facts));
  }

  private List<RouteTraffic> traffic(Fact... facts) {
    return reader.read(snapshot(facts)).derived().stream()
        .filter(RouteTraffic.class::isInstance)
        .map(RouteTraffic.class::cast)
        .toList();
  }

  private List<LogPattern> patterns(Fact... facts) {
    return reader.read(snapshot(facts)).derived().stream()
        .filter(LogPattern.class::isInstance)
        .map(LogPattern.class::cast)
        .toList();
  }

  private List<Signal> signals(Fact... facts) {
    return reader.read(snapshot(facts)).derived().stream()
        .filter(Signal.class::isInstance)
        .map(Signal.class::cast)
        .toList();
  }

  private static String istio(
      String time, String path, String answer, String server, String cluster) {
    return "[2026-11-22T%s.100Z] \"GET %s HTTP/2\" %s - \"-\" 0 95 12 11 \"192.0.2.7\" \"curl/8\" \"1a\" \"a.example\" \"%s\" %s - 10.0.0.1:8443 192.0.2.7:4711 - default"
        .formatted(time, path, answer, server, cluster);
  }

  @Test
  void requestsAreCountedByRouteAndUpstream() {
    List<RouteTraffic> routes =
        traffic(
            workload("gw", Workload.Role.GATEWAY),
            workload("menu", Workload.Role.UPSTREAM),
            log(
                "gw",
                istio(
                    "10:16:00",
                    "/menu/12?x=1",
                    "200 - via_upstream",
                    "10.1.1.9:8080",
                    "outbound|8080|v1|menu.shop.svc.cluster.local"),
                istio(
                    "10:16:01",
                    "/menu/13",
                    "503 UC upstream_reset",
                    "10.1.1.9:8080",
                    "outbound|8080|v1|menu.shop.svc.cluster.local"),
                istio(
                    "10:16:02",
                    "/menu/14",
                    "0 DC downstream_remote_disconnect",
                    "10.1.1.9:8080",
                    "outbound|8080|v1|menu.shop.svc.cluster.local")));
    assertThat(routes).hasSize(1);
    RouteTraffic route = routes.getFirst();
    assertThat(route.route()).isEqualTo("GET /menu/{id}");
    assertThat(route.upstream()).contains("menu");
    assertThat(route.responses()).isEqualTo(Map.of(200, 1L, 499, 1L, 503, 1L));
    assertThat(route.flags()).isEqualTo(Map.of("UC", 1L, "DC", 1L));
    assertThat(route.p99Millis()).hasValue(12);
  }

  @Test
  void aRequestThatReachedNoClusterBelongsToTheUpstreamOfItsRoute() {
    List<RouteTraffic> routes =
        traffic(
            workload("menu", Workload.Role.UPSTREAM),
            log(
                "gw",
                istio(
                    "10:16:00",
                    "/menu/12",
                    "200 - via_upstream",
                    "10.1.1.9:8080",
                    "outbound|8080||menu.shop.svc.cluster.local"),
                istio("10:16:01", "/menu/13", "503 NC cluster_not_found", "-", "-")));
    assertThat(routes)
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.upstream()).contains("menu");
              assertThat(route.responses()).isEqualTo(Map.of(200, 1L, 503, 1L));
            });
  }

  @Test
  void errorsBeganWhenGoodRequestsCameBefore() {
    String cluster = "outbound|8080||menu.shop.svc.cluster.local";
    List<String> lines = new ArrayList<>();
    for (int i = 10; i < 20; i++) {
      lines.add(istio("10:15:" + i, "/menu", "200 - via_upstream", "10.1.1.9:8080", cluster));
      lines.add(istio("10:16:" + i, "/menu", "503 UF x", "10.1.1.9:8080", cluster));
    }
    assertThat(traffic(log("gw", lines.toArray(String[]::new))).getFirst().errorsSince())
        .contains(Instant.parse("2026-11-22T10:16:10.100Z"));
    lines.removeIf(line -> line.contains("200 - via"));
    assertThat(traffic(log("gw", lines.toArray(String[]::new))).getFirst().errorsSince())
        .as("errors fill all lines seen")
        .isEmpty();
  }

  @Test
  void linesFromBeforeTheWindowAreNotCountedButTellSince() {
    String cluster = "outbound|8080||menu.shop.svc.cluster.local";
    RouteTraffic route =
        traffic(
                log(
                    "gw",
                    istio("10:02:00", "/menu", "503 UF x", "10.1.1.9:8080", cluster),
                    istio("10:16:00", "/menu", "503 UF x", "10.1.1.9:8080", cluster)))
            .getFirst();
    assertThat(route.responses()).isEqualTo(Map.of(503, 1L));
    assertThat(route.errorsSince()).contains(Instant.parse("2026-11-22T10:02:00.100Z"));
  }

  @Test
  void countsThatTheSnapshotGivesStand() {
    LogLines lines =
        log(
            "gw",
            istio(
                "10:16:00",
                "/v1/menu/12",
                "503 UF x",
                "10.1.1.9:8080",
                "outbound|8080||menu.shop.svc.cluster.local"));
    Workload menu = workload("menu", Workload.Role.UPSTREAM);
    for (String route :
        List.of(
            "/v1/menu", "GET /v1/menu/{id}", "a.example/v1/menu", "/v1/menu/**", "menu-route")) {
      assertThat(traffic(menu, lines, given(route, "menu"))).as(route).isEmpty();
    }
    assertThat(traffic(menu, lines, given("/v1/menu", null))).isEmpty();
    assertThat(traffic(menu, lines, given("POST /v1/menu", null))).hasSize(1);
    assertThat(traffic(menu, lines, given("/v1/menus", "menus"))).hasSize(1);
    assertThat(traffic(menu, lines, given("/", "web"))).hasSize(1);
    assertThat(traffic(menu, lines, given("GET /v1/menu/{id}", "menu-canary")))
        .as("the very same route, whoever serves it")
        .isEmpty();
    assertThat(traffic(menu, lines, given(BusiestRoutes.OTHER, null)))
        .as("all routes beyond those that are counted apart")
        .isEmpty();
    assertThat(traffic(menu, lines, given(BusiestRoutes.OTHER, "web"))).hasSize(1);
  }

  @Test
  void whatAnUpstreamLogsOfItsRequestsIsNotTheGatewaysTraffic() {
    String line =
        "10.1.1.1 - - [22/Nov/2026:10:16:00 +0000] \"GET /menu HTTP/1.1\" 500 12 \"-\" \"curl/8\"";
    assertThat(traffic(workload("menu", Workload.Role.UPSTREAM), log("menu", line))).isEmpty();
    assertThat(traffic(log("gw", line))).hasSize(1);
    assertThat(traffic(workload("front", Workload.Role.GATEWAY), log("front", line))).hasSize(1);
  }

  @Test
  void upstreamsAreFoundByWhatTheGatewayCallsThem() {
    Upstreams upstreams =
        new Upstreams(
            snapshot(
                workload("gw", Workload.Role.GATEWAY),
                workload("stock", Workload.Role.UPSTREAM),
                workload("stock-search", Workload.Role.UPSTREAM),
                workload("parcel-track", Workload.Role.UPSTREAM),
                workload("shop", Workload.Role.UPSTREAM),
                new Endpoints(
                    "prices",
                    Optional.empty(),
                    Optional.of("stock"),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of("10.9.9.9:80"))));
    Map<String, String> expected =
        Map.of(
            "outbound|80|v2|stock.shop.svc.cluster.local", "stock",
            "shop-stock-search-80", "stock-search",
            "shop-stock-http", "stock",
            "parcel_track_8080", "parcel-track",
            "stock@kubernetescrd", "stock",
            "shop-prices-80", "stock",
            "stock.shop.8080", "stock",
            "k8s-shop-stock-4f2a", "stock");
    expected.forEach(
        (cluster, name) ->
            assertThat(upstreams.byCluster(cluster).map(Upstreams.Named::name))
                .as(cluster)
                .contains(name));
    assertThat(upstreams.byCluster("billing")).isEmpty();
    assertThat(upstreams.byCluster("inbound|8080||")).isEmpty();
  }

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

  @Test
  void eventsAreCountedByPatternAndTarget() {
    List<LogPattern> found =
        patterns(
            log(
                "menu",
                "2026-11-22 10:01:00.000 ERROR 1 --- [x] c.s.Api : failed",
                "java.net.ConnectException: Connection refused: rates:8080",
                "\tat com.shop.TimeoutFilter.run(TimeoutFilter.java:3)",
                "2026-11-22 10:16:00.000 ERROR 1 --- [x] c.s.Api : failed",
                "java.net.ConnectException: Connection refused: rates:8080",
                "\tat com.shop.TimeoutFilter.run(TimeoutFilter.java:3)",
                "2026-11-22 10:16:00.000  INFO 1 --- [x] c.s.Api : served"));
    assertThat(found)
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat(pattern.pattern()).isEqualTo(KnownError.CONNECTION_REFUSED);
              assertThat(pattern.count()).isEqualTo(1);
              assertThat(pattern.target()).contains("rates:8080");
              assertThat(pattern.since()).contains(Instant.parse("2026-11-22T10:01:00Z"));
              assertThat(pattern.sample())
                  .contains("java.net.ConnectException: Connection refused: rates:8080");
            });
  }

  @Test
  void anEventWithoutTargetIsAboutTheOnlyOneThatOthersName() {
    String named = "2026-11-22T10:16:00Z ERROR connect ECONNREFUSED 10.0.0.1:80";
    String other = "2026-11-22T10:16:00Z ERROR connect ECONNREFUSED 10.0.0.2:80";
    String nameless = "2026-11-22T10:15:30Z ERROR java.net.ConnectException: Connection refused";
    assertThat(patterns(log("menu", named, nameless)))
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat(pattern.count()).isEqualTo(2);
              assertThat(pattern.target()).contains("10.0.0.1:80");
              assertThat(pattern.since()).contains(Instant.parse("2026-11-22T10:15:30Z"));
            });
    assertThat(patterns(log("menu", named, other, nameless))).hasSize(3);
  }

  @Test
  void errorsThatAllLieBeforeTheWindowAreCountedAsNone() {
    assertThat(patterns(log("menu", "2026-11-22T09:00:00Z ERROR disk: no space left on device")))
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat(pattern.count()).isZero();
              assertThat(pattern.since()).contains(Instant.parse("2026-11-22T09:00:00Z"));
            });
  }

  @Test
  void aLogPatternThatTheSnapshotGivesStands() {
    LogPattern given =
        new LogPattern(
            "menu",
            Optional.empty(),
            KnownError.DISK_FULL,
            0,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());
    assertThat(patterns(given, log("menu", "ERROR: no space left on device"))).isEmpty();
    assertThat(patterns(given, log("other", "ERROR: no space left on device"))).hasSize(1);
  }

  @Test
  void theOrderOfFactsChangesNothing() {
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                workload("gw", Workload.Role.GATEWAY),
                workload("menu", Workload.Role.UPSTREAM),
                log(
                    "gw",
                    istio(
                        "10:16:00",
                        "/menu/1",
                        "503 UF x",
                        "10.1.1.9:8080",
                        "outbound|80||menu.shop.svc.cluster.local")),
                log(
                    "gw",
                    istio(
                        "10:15:00",
                        "/menu/2",
                        "200 - via_upstream",
                        "10.1.1.8:8080",
                        "outbound|80||menu.shop.svc.cluster.local")),
                log("menu", "2026-11-22T10:16:00Z ERROR a: connect ECONNREFUSED 10.0.0.1:80"),
                log("menu", "2026-11-22T10:17:00Z ERROR b: connect ECONNREFUSED 10.0.0.1:80"),
                given("/orders", "orders")));
    List<Fact> first =
        reader.read(new Snapshot("gw", "shop", NOW, Duration.ofMinutes(5), facts)).derived();
    assertThat(first).hasSizeGreaterThan(1);
    Random random = new Random(7);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(facts, random);
      assertThat(
              reader.read(new Snapshot("gw", "shop", NOW, Duration.ofMinutes(5), facts)).derived())
          .isEqualTo(first);
    }
  }

  @Test
  void unmatchedLinesAreCountedAndShownTheMostSeriousFirst() {
    LogReading reading =
        reader
            .read(
                snapshot(
                    log(
                        "menu",
                        "2026-11-22 10:16:00 INFO fine",
                        "2026-11-22 10:16:00 ERROR the moon is full",
                        "2026-11-22 10:16:00 ERROR disk: no space left on device")))
            .readings()
            .getFirst();
    assertThat(reading.lines()).isEqualTo(3);
    assertThat(reading.recognised()).isEqualTo(1);
    assertThat(reading.unmatched()).isEqualTo(2);
    assertThat(reading.samples()).first().asString().contains("the moon is full");
  }

  @Test
  void moreThanTwoHundredRoutesBecomeOneBeyond() {
    String[] lines =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    istio(
                        "10:16:00",
                        "/"
                            + Character.toString('a' + i % 26)
                            + Character.toString('a' + i / 26)
                            + "x",
                        "200 - via_upstream",
                        "10.1.1.9:80",
                        "c"))
            .toArray(String[]::new);
    List<RouteTraffic> routes = traffic(log("gw", lines));
    assertThat(routes).hasSize(201);
    assertThat(routes)
        .anySatisfy(
            route -> {
              assertThat(route.route()).isEqualTo(BusiestRoutes.OTHER);
              assertThat(route.total()).isEqualTo(100);
            });
  }
}
