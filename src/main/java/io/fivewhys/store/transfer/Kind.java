package io.fivewhys.store.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** What a column holds, whichever database it is in, and how that is written in a file. */
enum Kind {
  TEXT(Types.VARCHAR) {
    @Override
    void write(ResultSet row, int column, JsonGenerator out) throws SQLException, IOException {
      out.writeString(row.getString(column));
    }

    @Override
    void bind(PreparedStatement statement, int column, JsonNode value) throws SQLException {
      statement.setString(column, value.textValue());
    }
  },
  /** Base64. */
  BYTES(Types.BINARY) {
    @Override
    void write(ResultSet row, int column, JsonGenerator out) throws SQLException, IOException {
      out.writeBinary(row.getBytes(column));
    }

    @Override
    void bind(PreparedStatement statement, int column, JsonNode value)
        throws SQLException, IOException {
      statement.setBytes(column, value.binaryValue());
    }
  },
  INTEGER(Types.BIGINT) {
    @Override
    void write(ResultSet row, int column, JsonGenerator out) throws SQLException, IOException {
      out.writeNumber(row.getLong(column));
    }

    @Override
    void bind(PreparedStatement statement, int column, JsonNode value) throws SQLException {
      statement.setLong(column, value.longValue());
    }
  },
  FLOAT(Types.DOUBLE) {
    @Override
    void write(ResultSet row, int column, JsonGenerator out) throws SQLException, IOException {
      out.writeString(Double.toString(row.getDouble(column)));
    }

    @Override
    void bind(PreparedStatement statement, int column, JsonNode value) throws SQLException {
      statement.setDouble(column, Double.parseDouble(value.textValue()));
    }
  },
  DECIMAL(Types.NUMERIC) {
    @Override
    void write(ResultSet row, int column, JsonGenerator out) throws SQLException, IOException {
      out.writeString(row.getBigDecimal(column).toPlainString());
    }

    @Override
    void bind(PreparedStatement statement, int column, JsonNode value) throws SQLException {
      statement.setBigDecimal(column, new BigDecimal(value.textValue()));
    }
  },
  BOOLEAN(Types.BOOLEAN) {
    @Override
    void write(ResultSet row, int column, JsonGenerator out) throws SQLException, IOException {
      out.writeBoolean(row.getBoolean(column));
    }

    @Override
    void bind(PreparedStatement statement, int column, JsonNode value) throws SQLException {
      statement.setBoolean(column, value.booleanValue());
    }
  },
  /** With its zone, in UTC. */
  TIME(Types.TIMESTAMP_WITH_TIMEZONE) {
    @Override
    void write(ResultSet row, int column, JsonGenerator out) throws SQLException, IOException {
      var time = row.getObject(column, OffsetDateTime.class);
      out.writeString(time.withOffsetSameInstant(ZoneOffset.UTC).toString());
    }

    @Override
    void bind(PreparedStatement statement, int column, JsonNode value) throws SQLException {
      statement.setObject(column, OffsetDateTime.parse(value.textValue()));
    }
  };

  private final int sqlType;

  Kind(int sqlType) {
    this.sqlType = sqlType;
  }

  /**
   * @param typeName as the database calls it: PostgreSQL gives times with and without a zone one
   *     number
   * @throws IllegalStateException for a type that no table of ours has had so far
   */
  static Kind of(int sqlType, String typeName, String column) {
    String name = typeName.toLowerCase(Locale.ROOT);
    return switch (sqlType) {
      case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB -> TEXT;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
      case Types.REAL, Types.DOUBLE, Types.FLOAT -> FLOAT;
      case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
      case Types.BOOLEAN, Types.BIT -> BOOLEAN;
      case Types.TIMESTAMP_WITH_TIMEZONE -> TIME;
      case Types.TIMESTAMP -> {
        if (!name.equals("timestamptz")) {
          throw unknown(typeName, column);
        }
        yield TIME;
      }
      default -> throw unknown(typeName, column);
    };
  }

  private static IllegalStateException unknown(String typeName, String column) {
    return new IllegalStateException(
        "column " + column + " is of type " + typeName + ", which no file holds");
  }

  /** A value that is not null. */
  abstract void write(ResultSet row, int column, JsonGenerator out)
      throws SQLException, IOException;

  abstract void bind(PreparedStatement statement, int column, JsonNode value)
      throws SQLException, IOException;

  void bindNull(PreparedStatement statement, int column) throws SQLException {
    statement.setNull(column, sqlType);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
