package io.fivewhys.store.transfer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A table, the same in both databases. */
record Table(String name, List<Column> columns, List<String> key) {

  /**
   * @param isIdentity whether the database counts it up by itself
   */
  record Column(String name, Kind kind, boolean isIdentity) {}

  Optional<Column> identity() {
    return columns.stream().filter(Column::isIdentity).findFirst();
  }

  String select() {
    String order =
        key.isEmpty()
            ? ""
            : " order by " + key.stream().map(Table::quoted).collect(Collectors.joining(", "));
    return "select " + columnList() + " from " + quoted(name) + order;
  }

  String insert() {
    return "insert into "
        + quoted(name)
        + " ("
        + columnList()
        + ")"
        + (identity().isPresent() ? " overriding system value" : "")
        + " values ("
        + columns.stream().map(_ -> "?").collect(Collectors.joining(", "))
        + ")";
  }

  String count() {
    return "select count(*) from " + quoted(name);
  }

  private String columnList() {
    return columns.stream().map(it -> quoted(it.name())).collect(Collectors.joining(", "));
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
