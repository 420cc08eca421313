package io.fivewhys.collect.prometheus.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.prometheus.api.Sample;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.preset.Names.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final Service ORDERS = new Service("orders", Optional.of("shop"));

  @Test
  void hostsOfTheClusterNameAServiceAndItsNamespace() {
    assertThat(Names.ofBackend("orders.shop.svc")).isEqualTo(ORDERS);
    assertThat(Names.ofBackend("orders.shop.svc.cluster.local")).isEqualTo(ORDERS);
    assertThat(Names.ofBackend("orders.shop.svc.cluster.local:8080")).isEqualTo(ORDERS);
    assertThat(Names.ofBackend("api.example.com")).isEqualTo(Service.of("api.example.com"));
  }

  @Test
  void ingressControllersJoinThemByUnderscores() {
    assertThat(Names.ofBackend("shop_orders_8080")).isEqualTo(ORDERS);
    assertThat(Names.ofBackend("shop_svc_orders_http")).isEqualTo(ORDERS);
    // Written by hand: nobody knows what the parts mean.
    assertThat(Names.ofBackend("bk_orders_v1")).isEqualTo(Service.of("bk_orders_v1"));
    assertThat(Names.ofBackend("orders")).isEqualTo(Service.of("orders"));
  }

  @Test
  void addressesOfRoutesNameTheirHost() {
    assertThat(Names.ofUri("lb://ORDERS")).isEqualTo(Service.of("orders"));
    assertThat(Names.ofUri("http://orders.shop.svc:8080/api?x")).isEqualTo(ORDERS);
    assertThat(Names.ofUri("https://orders:8443")).isEqualTo(Service.of("orders"));
    assertThat(Names.ofUri("forward:/fallback")).isEqualTo(Service.of(""));
    assertThat(Names.ofUri("no://op")).isEqualTo(Service.of(""));
    assertThat(Names.ofUri("")).isEqualTo(Service.of(""));
  }

  @Test
  void clustersOfEnvoyNameAServiceWhereTheyDo() {
    assertThat(Envoy.service("outbound|8080|v1|orders.shop.svc.cluster.local")).isEqualTo(ORDERS);
    assertThat(Envoy.service("shop_orders_8080")).isEqualTo(ORDERS);
    assertThat(Envoy.service("httproute/shop/orders/rule/0")).isEqualTo(Service.of(""));
    assertThat(Envoy.isOwn("xds_cluster")).isTrue();
    assertThat(Envoy.isOwn("inbound|8080||")).isTrue();
    assertThat(Envoy.isOwn("admin")).isFalse();
  }

  @Test
  void theExportersOwnLabelIsTakenWhereTheTargetHasOneOfThatName() {
    Series renamed =
        new Series(
            Map.of("service", "metrics", "exported_service", "orders"), List.of(new Sample(0, 1)));
    assertThat(Names.own(renamed, "service")).isEqualTo("orders");
    Series plain = new Series(Map.of("service", "orders"), List.of(new Sample(0, 1)));
    assertThat(Names.own(plain, "service")).isEqualTo("orders");
    assertThat(Names.own(plain, "namespace")).isEmpty();
  }
}
