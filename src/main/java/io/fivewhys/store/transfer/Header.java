package io.fivewhys.store.transfer;

import java.time.Instant;
import java.util.List;

/**
 * The first line of a file.
 *
 * @param content what the file is
 * @param format of the file
 * @param version of the program that wrote it
 * @param schema the last migration of the database
 * @param tables in the order in which they can be written
 */
record Header(
    String content,
    int format,
    String version,
    String schema,
    Instant exportedAt,
    List<TableHeader> tables) {
  static final String CONTENT = "fivewhys store export";
  static final int FORMAT = 1;

  /**
   * @param rows how many follow
   * @param columns in the order of each row's values
   */
  record TableHeader(String name, long rows, List<ColumnHeader> columns) {
    static TableHeader of(Table table, long rows) {
      return new TableHeader(
          table.name(),
          rows,
          table.columns().stream()
              .map(it -> new ColumnHeader(it.name(), it.kind().toString()))
              .toList());
    }
  }

  record ColumnHeader(String name, String kind) {}

  /**
   * The last line.
   *
   * @param rows of all tables
   * @param sha256 of all bytes before this line, not compressed
   */
  record Footer(long rows, String sha256) {}
}
