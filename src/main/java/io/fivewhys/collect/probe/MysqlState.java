package io.fivewhys.collect.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks a MySQL or MariaDB server about itself: what takes no right, and what takes one if we have
 * it.
 */
final class MysqlState {
  private static final int SYNTAX_ERROR = 1064;
  private static final int DENIED = 1227;

  private final Connection connection;
  private final Probed probed;
  private final Attempt attempt;

  MysqlState(Connection connection, Probed probed, Attempt attempt) {
    this.connection = connection;
    this.probed = probed;
    this.attempt = attempt;
  }

  /** Tells the attempt what the server says of itself. */
  void tell() throws SQLException {
    Map<String, String> variables =
        pairs(
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                + " ('read_only', 'super_read_only', 'innodb_read_only', 'max_connections')");
    attempt.seesReadOnly(
        Stream.of("read_only", "super_read_only", "innodb_read_only")
            .map(it -> variables.getOrDefault(it, "OFF"))
            .anyMatch(it -> !it.equalsIgnoreCase("OFF") && !it.equals("0")));
    Map<String, String> status = pairs("SHOW GLOBAL STATUS LIKE 'Threads_connected'");
    number(status.get("threads_connected"))
        .ifPresent(
            used ->
                attempt.sees(
                    Usage.connections(
                        probed, used, number(variables.get("max_connections")).orElse(0L))));
    replication();
  }

  private Map<String, String> pairs(String query) throws SQLException {
    Map<String, String> pairs = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        pairs.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2));
      }
    }
    return pairs;
  }

  private void replication() throws SQLException {
    try {
      lag("SHOW REPLICA STATUS");
    } catch (SQLException e) {
      if (e.getErrorCode() == SYNTAX_ERROR) {
        lagOfOlder();
      } else {
        notAllowed(e);
      }
    }
  }

  private void lagOfOlder() throws SQLException {
    try {
      lag("SHOW SLAVE STATUS");
    } catch (SQLException e) {
      notAllowed(e);
    }
  }

  private void notAllowed(SQLException thrown) throws SQLException {
    if (thrown.getErrorCode() != DENIED) {
      throw thrown;
    }
    attempt.notes(
        "whether it is a replica and how far behind is not known; it takes the right REPLICATION"
            + " CLIENT (MariaDB: SLAVE MONITOR)");
  }

  private void lag(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        return;
      }
      Map<String, String> replica = columns(row);
      var seconds = number(first(replica, "seconds_behind_source", "seconds_behind_master"));
      if (seconds.isPresent()) {
        attempt.sees(Replication.lag(probed.name(), attempt.place(), seconds.get()));
      } else {
        String why = first(replica, "last_io_error") + " " + first(replica, "last_sql_error");
        attempt.sees(
            Replication.stopped(
                probed.name(), attempt.place(), "replication does not run: " + attempt.shown(why)));
      }
    }
  }

  private static Map<String, String> columns(ResultSet row) throws SQLException {
    Map<String, String> columns = new HashMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      String name = row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT);
      columns.put(name, Optional.ofNullable(row.getString(i)).orElse(""));
    }
    return columns;
  }

  private static String first(Map<String, String> row, String... names) {
    return Stream.of(names)
        .map(it -> row.getOrDefault(it, ""))
        .filter(it -> !it.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Optional<Long> number(String text) {
    return text != null && text.matches("\\d{1,15}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }
}
