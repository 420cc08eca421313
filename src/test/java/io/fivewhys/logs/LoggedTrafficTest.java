package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The traffic that access logs tell of. */
class LoggedTrafficTest extends LogReaderTest {
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
