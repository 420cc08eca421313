package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  @Test
  void whatDiffersFromRequestToRequestIsFolded() {
    Map.of(
            "/v1/stock/961", "/v1/stock/{id}",
            "/users/3f2504e0-4f89-41d3-9a0c-0305e82c3301/cart", "/users/{id}/cart",
            "/blobs/9f86d081884c7d659a2feaa0c55ad015", "/blobs/{id}",
            "/img/3694/w640.avif", "/img/{id}/w640.avif",
            "/files/8841.pdf", "/files/{id}.pdf",
            "/payslips/2026-10/", "/payslips/{id}",
            "/seats/QK881", "/seats/{id}",
            "/oauth2/token", "/oauth2/token",
            "/api/v2/orders", "/api/v2/orders",
            "/", "/")
        .forEach((path, route) -> assertThat(Routes.fold(path)).as(path).isEqualTo(route));
    assertThat(Routes.fold("/shop.v1.Prices/GetPrice")).isEqualTo("/shop.v1.Prices/GetPrice");
    assertThat(Routes.fold("/t/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9")).isEqualTo("/t/{id}");
  }
}
