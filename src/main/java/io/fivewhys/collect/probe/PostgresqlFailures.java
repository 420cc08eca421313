package io.fivewhys.collect.probe;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads what PostgreSQL answers instead, by its error codes:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
final class PostgresqlFailures {
  private PostgresqlFailures() {}

  static ProbeFailed of(SQLException thrown, Postgresql config, Attempt attempt) {
    String said = attempt.shown(thrown.getMessage());
    String state = Optional.ofNullable(thrown.getSQLState()).orElse("");
    String place = attempt.place();
    String user = config.user();
    return switch (state) {
      case "28P01" ->
          failed(
              FailureKind.WRONG_CREDENTIALS,
              place + " rejects the password of user " + user,
              thrown,
              attempt);
      case "28000" -> refused(thrown, said, config, attempt);
      case "3D000" ->
          failed(
              FailureKind.NOT_FOUND,
              place + " has no database " + config.databaseOrUser(),
              thrown,
              attempt);
      case "53300" -> full(thrown, said, config, attempt);
      case "57P03" ->
          said.contains("shutting down")
              ? failed(FailureKind.STOPPING, place + " is shutting down", thrown, attempt)
              : failed(
                  FailureKind.STARTING, place + " is not ready for connections", thrown, attempt);
      case "57P01", "57P02" ->
          failed(FailureKind.STOPPING, place + " is shutting down", thrown, attempt);
      case "55P03" ->
          failed(
              FailureKind.LOCKED,
              "the query " + config.question() + " waits for a lock at " + place,
              thrown,
              attempt);
      case "57014" ->
          failed(
              FailureKind.SLOW,
              "timeout: the query " + config.question() + " takes too long at " + place,
              thrown,
              attempt);
      case "53000", "53100", "53200", "53400" ->
          failed(FailureKind.OUT_OF_RESOURCES, place + " is out of resources", thrown, attempt);
      case "42501" ->
          failed(
              FailureKind.NOT_ALLOWED,
              "user " + user + " may not ask " + config.question() + " at " + place,
              thrown,
              attempt);
      default -> other(thrown, said, state, attempt);
    };
  }

  private static ProbeFailed refused(
      SQLException thrown, String said, Postgresql config, Attempt attempt) {
    return said.contains("does not exist")
        ? failed(
            FailureKind.WRONG_CREDENTIALS,
            attempt.place() + " knows no user " + config.user(),
            thrown,
            attempt)
        : failed(
            FailureKind.NOT_ALLOWED,
            attempt.place() + " does not let user " + config.user() + " in from here",
            thrown,
            attempt);
  }

  private static ProbeFailed full(
      SQLException thrown, String said, Postgresql config, Attempt attempt) {
    // A role may have a limit of its own; only then are there connections for others.
    if (!said.contains("for role")) {
      attempt.sees(Usage.noConnectionLeft(config.probed()));
    }
    return failed(
        FailureKind.TOO_MANY_CONNECTIONS,
        attempt.place() + " has no connection left",
        thrown,
        attempt);
  }

  private static ProbeFailed other(
      SQLException thrown, String said, String state, Attempt attempt) {
    if (said.contains("hostnameverifier")) {
      return new ProbeFailed(
          FailureKind.CERTIFICATE_MISMATCH,
          "the certificate of " + attempt.place() + " is for another name",
          thrown);
    }
    if (said.contains("does not support SSL")) {
      return new ProbeFailed(
          FailureKind.TLS_FAILED, attempt.place() + " does not speak TLS; set tls: off", thrown);
    }
    boolean fromTheDriver = state.isEmpty() || state.startsWith("08") || state.startsWith("99");
    return fromTheDriver
        ? NetworkFailures.of(thrown, attempt)
        : failed(FailureKind.ERROR, attempt.place() + " answers an error", thrown, attempt);
  }

  private static ProbeFailed failed(
      FailureKind kind, String words, SQLException thrown, Attempt attempt) {
    return new ProbeFailed(
        kind,
        "%s: %s (%s)".formatted(words, attempt.shown(thrown.getMessage()), thrown.getSQLState()),
        thrown);
  }
}
