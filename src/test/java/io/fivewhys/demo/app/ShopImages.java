package io.fivewhys.demo.app;

import io.fivewhys.demo.cluster.Image;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.RedisClient;

/** The images of the shop's services that were ever pushed. */
public final class ShopImages implements Image.Registry {
  private static final long MB = 1L << 20;

  private static final Map<String, Release> RELEASES =
      Map.of(
          "shop/orders:1.7.2", orders("1.7.2", Discount.none()),
          "shop/orders:1.7.1", orders("1.7.1", Discount.none()),
          "shop/orders:1.8.0", orders("1.8.0", Discount.byTier()),
          "shop/payments:2.3.0", payments("2.3.0"),
          "shop/payments:2.2.9", payments("2.2.9"),
          "shop/catalog:5.1.0", catalog("5.1.0"),
          "shop/catalog:5.0.4", catalog("5.0.4"));

  private static Release orders(String version, Discount discount) {
    return release(
        "orders", version, 170 * MB, its -> new Orders(its.database("orders-pool"), discount));
  }

  private static Release payments(String version) {
    return release(
        "payments",
        version,
        150 * MB,
        its ->
            new Payments(
                its.database("payments-pool"), RedisClient.create(its.variable("REDIS_URL"))));
  }

  private static Release catalog(String version) {
    return release(
        "catalog",
        version,
        130 * MB,
        its -> new Catalog(RedisClient.create(its.variable("REDIS_URL")), its.memory(), its.log()));
  }

  private static Release release(String name, String version, long memory, Release.Maker maker) {
    return new Release(name, version, Duration.ofMillis(60), memory, maker);
  }

  @Override
  public Optional<Image> pull(String reference) {
    return Optional.ofNullable(RELEASES.get(reference))
        .map(release -> container -> new AppProcess(release, container).started());
  }
}
