package io.fivewhys.demo.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis with the shop's catalogue. */
public final class Cache implements AutoCloseable {
  private static final int ITEMS = 200;

  private final int port;
  private final RedisServer server;

  public Cache() throws IOException {
    port = FreePort.take();
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("maxmemory 64mb")
            .build();
    server.start();
    try (var client = RedisClient.create("127.0.0.1", port)) {
      for (int id = 1; id <= ITEMS; id++) {
        client.set("item:" + id, "{\"id\":%d,\"price\":%d.99}".formatted(id, 3 + id % 70));
      }
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException("Redis could not be stopped", e);
    }
  }
}
