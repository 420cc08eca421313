package io.fivewhys.demo.app;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Authorises payments, each once: the cache remembers which it has seen, the database keeps them.
 */
final class Payments implements Service {
  private final SqlPool database;
  private final RedisClient cache;

  Payments(SqlPool database, RedisClient cache) {
    this.database = database;
    this.cache = cache;
  }

  @Override
  public Duration cost(Request request) {
    return Duration.ofMillis(6);
  }

  @Override
  public Reply answer(Request request) throws SQLException {
    return request.isPost() ? authorise() : show(request.lastPart());
  }

  private Reply authorise() throws SQLException {
    String key = "payment:" + UUID.randomUUID();
    if (cache.set(key, "seen", SetParams.setParams().nx().ex(60)) == null) {
      return new Reply(409, "{\"error\":\"Conflict\"}");
    }
    return database.with(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO payments (reference) VALUES (?) RETURNING id")) {
            insert.setString(1, key);
            try (ResultSet row = insert.executeQuery()) {
              row.next();
              return new Reply(201, "{\"id\":%d}".formatted(row.getLong(1)));
            }
          }
        });
  }

  private Reply show(String id) throws SQLException {
    if (!id.matches("\\d{1,9}")) {
      return Reply.notFound();
    }
    return database.with(
        connection -> {
          try (var select =
              connection.prepareStatement("SELECT reference FROM payments WHERE id = ?")) {
            select.setLong(1, Long.parseLong(id));
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? new Reply(200, "{\"reference\":\"%s\"}".formatted(row.getString(1)))
                  : Reply.notFound();
            }
          }
        });
  }

  @Override
  public void close() throws SQLException {
    cache.close();
    database.close();
  }
}
