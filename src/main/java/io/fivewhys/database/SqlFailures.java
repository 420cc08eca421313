package io.fivewhys.database;

import io.fivewhys.database.DatabaseUnavailable.Code;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What a failure of a database means. States of SQL: PostgreSQL's appendix A and H2's codes. */
final class SqlFailures {
  /** Somebody else was faster or each waits for the other: the same again may succeed. */
  private static final Set<String> LOST_RACES = Set.of("40001", "40P01", "55P03", "HYT00");

  private SqlFailures() {}

  static boolean isLostRace(Throwable failure) {
    return state(failure).filter(LOST_RACES::contains).isPresent();
  }

  /** Integrity constraint violation: what is written was there already, or fits nothing. */
  static boolean isDuplicate(Throwable failure) {
    return state(failure).filter(it -> it.equals("23505")).isPresent();
  }

  /** Rather than of the statement, or of who wrote it. */
  static boolean isOfTheDatabase(Throwable failure) {
    String state = state(failure).orElse("");
    boolean ours = state.startsWith("42") || state.startsWith("22") || state.startsWith("23");
    return cause(failure).isPresent() && !ours;
  }

  static Code code(Throwable failure) {
    Optional<SQLException> cause = cause(failure);
    if (cause.filter(it -> it.getErrorCode() == H2File.IN_USE).isPresent()) {
      return Code.IN_USE;
    }
    String state = state(failure).orElse("");
    // Connection exceptions; a server that stops or starts; too many connections.
    if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
      return Code.UNREACHABLE;
    }
    if (state.startsWith("28")) {
      return Code.REFUSED;
    }
    boolean noConnection =
        cause.filter(it -> it instanceof java.sql.SQLTransientConnectionException).isPresent();
    return noConnection ? Code.UNREACHABLE : Code.FAILED;
  }

  /** The first line, for people. */
  static String words(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }

  private static Optional<String> state(Throwable failure) {
    return cause(failure).map(SQLException::getSQLState);
  }

  /** The innermost that knows its state: pools wrap what drivers throw. */
  private static Optional<SQLException> cause(Throwable failure) {
    Optional<SQLException> found = Optional.empty();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && (found.isEmpty() || sql.getSQLState() != null)) {
        found = Optional.of(sql);
      }
    }
    return found;
  }
}
