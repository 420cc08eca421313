package io.fivewhys.demo.app;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.RedisClient;

/** Shows what there is to buy; all of it is in the cache. */
final class Catalog implements Service {
  /** An export stays in memory so that the client can fetch the rest of it page by page. */
  private static final Duration EXPORT_KEPT = Duration.ofMinutes(2);

  private static final long EXPORT_BYTES = 24L << 20;
  private static final long RESULT_BYTES = 32L << 10;

  private final RedisClient cache;
  private final Memory memory;
  private final AppLog log;

  Catalog(RedisClient cache, Memory memory, AppLog log) {
    this.cache = cache;
    this.memory = memory;
    this.log = log;
  }

  @Override
  public Duration cost(Request request) {
    return Duration.ofMillis(request.path().endsWith("/search") ? 25 : 9);
  }

  @Override
  public Reply answer(Request request) throws InterruptedException {
    memory.hold(RESULT_BYTES, Duration.ofSeconds(5));
    return switch (request.path()) {
      case "/catalog/search" -> search();
      case "/catalog/export" -> export();
      default -> item(request.lastPart());
    };
  }

  private Reply item(String id) {
    String item = cache.get("item:" + id);
    return item == null ? Reply.notFound() : new Reply(200, item);
  }

  private Reply search() throws InterruptedException {
    Thread.sleep(ThreadLocalRandom.current().nextLong(80, 400));
    return new Reply(200, "{\"items\":%s}".formatted(cache.mget("item:1", "item:2", "item:3")));
  }

  private Reply export() {
    memory.hold(EXPORT_BYTES, EXPORT_KEPT);
    log.info(
        getClass(),
        "export of %d MB is kept for %d s, memory %.0f %% of the container's limit"
            .formatted(EXPORT_BYTES >> 20, EXPORT_KEPT.toSeconds(), memory.share() * 100));
    return new Reply(200, "{\"export\":%d}".formatted(System.nanoTime()));
  }

  @Override
  public void close() {
    cache.close();
  }
}
