package io.fivewhys.collect.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a PostgreSQL server about itself: what takes no right, and what takes one if we have it. */
final class PostgresqlState {
  private static final int MOST_REPLICAS = 20;

  // What is set for our user alone says nothing about others. Backends that serve nobody count
  // nowhere here: they belong to no database.
  private static final String STATE =
      """
      SELECT pg_is_in_recovery() AS recovers,
        (SELECT setting = 'on' AND source NOT IN ('user', 'database user', 'client', 'session')
           FROM pg_settings WHERE name = 'default_transaction_read_only') AS refuses,
        (SELECT sum(numbackends) FROM pg_stat_database WHERE datid <> 0) AS used,
        current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int
          - coalesce(current_setting('reserved_connections', true), '0')::int AS allowed
      """;

  // Nothing new from a primary that is idle is no lag, as long as the replica hears from it.
  private static final String OWN_LAG =
      """
      SELECT CASE
          WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
            AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver) THEN 0
          ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
        END AS lag
      """;

  // Whoever only takes the log along, as pg_receivewal and pg_basebackup do, replays nothing. The
  // lag is null also before the first is measured; it is none only where all was replayed.
  private static final String LAG_OF_REPLICAS =
      """
      SELECT application_name AS replica,
          CASE WHEN replay_lag IS NULL AND replay_lsn = pg_current_wal_lsn() THEN 0
            ELSE extract(epoch FROM replay_lag)
          END AS lag
        FROM pg_stat_replication
        WHERE replay_lsn IS NOT NULL AND state IN ('streaming', 'catchup')
        ORDER BY replay_lag DESC NULLS LAST LIMIT\s\
      """
          + MOST_REPLICAS;

  private final Connection connection;
  private final Probed probed;
  private final Attempt attempt;

  PostgresqlState(Connection connection, Probed probed, Attempt attempt) {
    this.connection = connection;
    this.probed = probed;
    this.attempt = attempt;
  }

  /** Tells the attempt what the server says of itself. */
  void tell() throws SQLException {
    boolean replica = server();
    if (replica) {
      ownLag();
    } else {
      lagOfReplicas();
    }
    connection.rollback();
  }

  private boolean server() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STATE)) {
      row.next();
      boolean replica = row.getBoolean("recovers");
      attempt.seesReadOnly(replica || row.getBoolean("refuses"));
      attempt.sees(Usage.connections(probed, row.getLong("used"), row.getLong("allowed")));
      return replica;
    }
  }

  private void ownLag() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(OWN_LAG)) {
      row.next();
      double lag = row.getDouble("lag");
      if (!row.wasNull()) {
        attempt.sees(Replication.lag(probed.name(), attempt.place(), lag));
      }
    }
  }

  private void lagOfReplicas() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LAG_OF_REPLICAS)) {
      while (row.next()) {
        double lag = row.getDouble("lag");
        if (!row.wasNull()) {
          String replica = attempt.shown(row.getString("replica"));
          attempt.sees(Replication.lag(probed.name(), replica, lag));
        }
      }
    }
  }
}
