package io.fivewhys.demo.app;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Places orders and shows them; everything is in the database. */
final class Orders implements Service {
  private static final int CUSTOMERS = 500;

  private final SqlPool database;
  private final Discount discount;

  Orders(SqlPool database, Discount discount) {
    this.database = database;
    this.discount = discount;
  }

  @Override
  public Duration cost(Request request) {
    return Duration.ofMillis(request.isPost() ? 9 : 5);
  }

  @Override
  public Reply answer(Request request) throws SQLException {
    return request.isPost() ? place() : show(request.lastPart());
  }

  private Reply place() throws SQLException {
    int customer = 1 + ThreadLocalRandom.current().nextInt(CUSTOMERS);
    BigDecimal amount = BigDecimal.valueOf(ThreadLocalRandom.current().nextInt(500, 20_000), 2);
    return database.with(
        connection -> {
          BigDecimal total = discount.on(amount, tier(connection, customer));
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO orders (customer, total) VALUES (?, ?) RETURNING id")) {
            insert.setInt(1, customer);
            insert.setBigDecimal(2, total);
            try (ResultSet row = insert.executeQuery()) {
              row.next();
              return new Reply(201, "{\"id\":%d,\"total\":%s}".formatted(row.getLong(1), total));
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
              connection.prepareStatement("SELECT customer, total FROM orders WHERE id = ?")) {
            select.setLong(1, Long.parseLong(id));
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? shown(connection, id, row) : Reply.notFound();
            }
          }
        });
  }

  private Reply shown(Connection connection, String id, ResultSet row) throws SQLException {
    BigDecimal next = discount.on(row.getBigDecimal(2), tier(connection, row.getInt(1)));
    return new Reply(
        200, "{\"id\":%s,\"total\":%s,\"again\":%s}".formatted(id, row.getBigDecimal(2), next));
  }

  private static String tier(Connection connection, int customer) throws SQLException {
    try (var select = connection.prepareStatement("SELECT tier FROM customers WHERE id = ?")) {
      select.setInt(1, customer);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
