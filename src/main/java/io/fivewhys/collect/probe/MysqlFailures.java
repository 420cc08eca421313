package io.fivewhys.collect.probe;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads what MySQL or MariaDB answers instead, by their error codes:
 * https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html and
 * https://mariadb.com/kb/en/mariadb-error-codes/
 */
final class MysqlFailures {
  private MysqlFailures() {}

  static ProbeFailed of(SQLException thrown, Mysql config, Attempt attempt) {
    String place = attempt.place();
    String user = config.login().username().orElseThrow();
    String query = config.question();
    return switch (thrown.getErrorCode()) {
      case 1045, 1698 ->
          failed(
              FailureKind.WRONG_CREDENTIALS,
              place
                  + " rejects user "
                  + user
                  + " or its password"
                  + (config.encryption().isOff() ? ", or wants TLS of it" : ""),
              thrown,
              attempt);
      case 1820, 1862 ->
          failed(
              FailureKind.WRONG_CREDENTIALS,
              "the password of user " + user + " has expired at " + place,
              thrown,
              attempt);
      case 1044, 1129, 1130, 3118, 4151 ->
          failed(
              FailureKind.NOT_ALLOWED,
              place + " does not let user " + user + " in from here",
              thrown,
              attempt);
      case 1142, 1143, 1227 ->
          failed(
              FailureKind.NOT_ALLOWED,
              "user " + user + " may not ask " + query + " at " + place,
              thrown,
              attempt);
      case 1049 ->
          failed(
              FailureKind.NOT_FOUND,
              place + " has no database " + config.database().orElse(""),
              thrown,
              attempt);
      case 1040 -> {
        attempt.sees(Usage.noConnectionLeft(config.probed()));
        yield failed(
            FailureKind.TOO_MANY_CONNECTIONS, place + " has no connection left", thrown, attempt);
      }
      case 1203, 1226 ->
          failed(
              FailureKind.TOO_MANY_CONNECTIONS,
              place + " has no connection left for user " + user,
              thrown,
              attempt);
      case 1053 -> failed(FailureKind.STOPPING, place + " is shutting down", thrown, attempt);
      case 1205, 1213 ->
          failed(
              FailureKind.LOCKED,
              "the query " + query + " waits for a lock at " + place,
              thrown,
              attempt);
      case 1969, 3024, 1317 ->
          failed(
              FailureKind.SLOW,
              "timeout: the query " + query + " takes too long at " + place,
              thrown,
              attempt);
      case 3159 ->
          failed(
              FailureKind.TLS_REQUIRED,
              place + " lets nobody in without TLS; set tls: verify, or unverified",
              thrown,
              attempt);
      case 1021, 1037, 1041, 1135 ->
          failed(FailureKind.OUT_OF_RESOURCES, place + " is out of resources", thrown, attempt);
      default -> other(thrown, attempt);
    };
  }

  private static ProbeFailed other(SQLException thrown, Attempt attempt) {
    String said = attempt.shown(thrown.getMessage());
    if (said.contains("RSA public key")) {
      return new ProbeFailed(
          FailureKind.TLS_REQUIRED,
          attempt.place() + " takes the password over TLS alone; set tls: verify, or unverified",
          thrown);
    }
    if (said.contains("ssl not enabled in the server")) {
      return new ProbeFailed(
          FailureKind.TLS_FAILED, attempt.place() + " does not speak TLS; set tls: off", thrown);
    }
    if (said.contains("correspond to certificate")) {
      return new ProbeFailed(
          FailureKind.CERTIFICATE_MISMATCH,
          "the certificate of " + attempt.place() + " is for another name: " + said,
          thrown);
    }
    String state = Optional.ofNullable(thrown.getSQLState()).orElse("");
    boolean fromTheServer = thrown.getErrorCode() > 0 && !state.startsWith("08");
    return fromTheServer
        ? failed(FailureKind.ERROR, attempt.place() + " answers an error", thrown, attempt)
        : NetworkFailures.of(thrown, attempt);
  }

  private static ProbeFailed failed(
      FailureKind kind, String words, SQLException thrown, Attempt attempt) {
    String said = attempt.shown(thrown.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
    return new ProbeFailed(
        kind, "%s: %s (%d)".formatted(words, said, thrown.getErrorCode()), thrown);
  }
}
