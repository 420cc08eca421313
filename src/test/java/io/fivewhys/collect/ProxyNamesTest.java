package io.fivewhys.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyNamesTest {

  @ParameterizedTest
  @CsvSource({
    "orders, orders",
    "outbound|80||orders.shop.svc.cluster.local, orders",
    "outbound|80|v2|orders.shop.svc.cluster.local;, orders",
    "shop-orders-80@kubernetes, orders",
    "orders@docker, orders",
    "httproute/shop/orders/rule/0, orders",
    "shop/orders/80/da39a3ee5e, orders",
    "shop-orders-80, orders",
    "shop_orders_8080, orders",
    "shop_svc_orders_http, orders-http",
    "orders.shop, orders",
    "orders.shop.svc.cluster.local:8080, orders",
    "orders.default.dc1.internal.5c3e.consul, orders",
    "be_orders, orders",
    "shippingQuotes, shipping-quotes",
    "orders-2, orders-2",
    "api.partner.example:443, api.partner.example"
  })
  void whatAProxyCallsAnUpstreamTellsItsWorkload(String name, String workload) {
    assertThat(ProxyNames.workload(name, "shop")).contains(workload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "10.1.1.9:8080",
        "[2001:db8::7]:80",
        "inbound|8080||",
        "BlackHoleCluster",
        "xds-grpc",
        "..",
        "///"
      })
  void whatNamesNoUpstreamTellsNone(String name) {
    assertThat(ProxyNames.workload(name, "shop")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "claimsBreaker, claims",
    "ordersCircuitBreaker, orders",
    "orders-circuit-breaker, orders",
    "ordersCB, orders",
    "orders-cb, orders",
    "shippingQuotes, shipping-quotes",
    "circuitBreaker, circuit-breaker"
  })
  void aBreakersNameTellsItsWorkload(String name, String workload) {
    assertThat(ProxyNames.ofBreaker(name, "shop")).contains(workload);
  }

  @Test
  void aNameThatIsTooLongIsNone() {
    assertThat(ProxyNames.workload("x".repeat(254), "shop")).isEqualTo(Optional.empty());
  }
}
