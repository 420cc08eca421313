package io.fivewhys.store.transfer;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which tables there are, asked of the database itself; Flyway's own is none of ours. */
final class Tables {
  private static final String HISTORY = "flyway_schema_history";

  private final DatabaseMetaData metaData;
  private final String schema;

  private Tables(Connection connection) throws SQLException {
    metaData = connection.getMetaData();
    schema = connection.getSchema();
  }

  /** All of them, each after those that it refers to. */
  static List<Table> of(Connection connection) throws SQLException {
    var tables = new Tables(connection);
    var found = new ArrayList<Table>();
    for (String name : tables.inOrder()) {
      found.add(new Table(name, tables.columns(name), tables.key(name)));
    }
    return found;
  }

  /** The last migration: what the tables look like. */
  static String schemaVersion(Connection connection) throws SQLException {
    String sql =
        "select \"version\" from \"flyway_schema_history\" where \"success\""
            + " and \"version\" is not null order by \"installed_rank\" desc"
            + " fetch first 1 rows only";
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "none";
    }
  }

  private Set<String> names() throws SQLException {
    var names = new TreeSet<String>();
    try (ResultSet row =
        metaData.getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (row.next()) {
        names.add(row.getString("TABLE_NAME"));
      }
    }
    names.remove(HISTORY);
    return names;
  }

  private Set<String> inOrder() throws SQLException {
    Set<String> left = names();
    var ordered = new LinkedHashSet<String>();
    while (!left.isEmpty()) {
      var next = new TreeSet<String>();
      for (String name : left) {
        Set<String> parents = parents(name);
        parents.remove(name);
        if (ordered.containsAll(parents)) {
          next.add(name);
        }
      }
      if (next.isEmpty()) {
        throw new IllegalStateException("tables refer to each other in a circle: " + left);
      }
      ordered.addAll(next);
      left.removeAll(next);
    }
    return ordered;
  }

  private Set<String> parents(String table) throws SQLException {
    var parents = new TreeSet<String>();
    try (ResultSet row = metaData.getImportedKeys(null, schema, table)) {
      while (row.next()) {
        parents.add(row.getString("PKTABLE_NAME"));
      }
    }
    return parents;
  }

  private List<Table.Column> columns(String table) throws SQLException {
    var columns = new TreeMap<String, Table.Column>();
    try (ResultSet row = metaData.getColumns(null, schema, table, "%")) {
      while (row.next()) {
        // An underline in a pattern stands for any character.
        if (row.getString("TABLE_NAME").equals(table)) {
          String name = row.getString("COLUMN_NAME");
          Kind kind =
              Kind.of(row.getInt("DATA_TYPE"), row.getString("TYPE_NAME"), table + "." + name);
          boolean isIdentity = "YES".equals(row.getString("IS_AUTOINCREMENT"));
          columns.put(name, new Table.Column(name, kind, isIdentity));
        }
      }
    }
    return List.copyOf(columns.values());
  }

  private List<String> key(String table) throws SQLException {
    var key = new TreeMap<Integer, String>();
    try (ResultSet row = metaData.getPrimaryKeys(null, schema, table)) {
      while (row.next()) {
        key.put(row.getInt("KEY_SEQ"), row.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(key.values());
  }
}
