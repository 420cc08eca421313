package io.fivewhys.collect.prometheus.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamsTest {
  @Test
  void namesAreTakenAsTheyAreBeforeTheyAreTakenAsPatterns() {
    var map = new LinkedHashMap<String, String>();
    map.put("shop-(.+)-\\d+@kubernetes", "$1");
    map.put("shop.orders.80", "orders-v2");
    map.put(".*", "anything");
    var upstreams = new Upstreams(map);
    assertThat(upstreams.named("shop.orders.80")).contains("orders-v2");
    assertThat(upstreams.named("shop-catalog-8080@kubernetes")).contains("catalog");
    assertThat(upstreams.named("else")).contains("anything");
    assertThat(upstreams.named("")).isEmpty();
  }

  @Test
  void aPatternIsForTheWholeName() {
    var upstreams = new Upstreams(Map.of("order.*", "orders"));
    assertThat(upstreams.named("my-orders")).isEmpty();
    assertThat(upstreams.of("my-orders", "my-orders")).contains("my-orders");
    assertThat(upstreams.of("orders-api", "orders-api")).contains("orders");
    assertThat(upstreams.of("x", "")).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsRefused() {
    assertThatThrownBy(() -> new Upstreams(Map.of("shop-(", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RE2");
    for (String workload : new String[] {"$2", "${name}", "$x", "a$"}) {
      assertThatThrownBy(() -> new Upstreams(Map.of("shop-(.*)", workload)))
          .as(workload)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("$1 to $1");
    }
  }
}
