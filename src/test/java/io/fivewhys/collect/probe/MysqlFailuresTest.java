package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MySQL and its driver say that MariaDB does not, or not at will. */
class MysqlFailuresTest {
  private static final Mysql CONFIG =
      new Mysql(
          Asked.dependency(),
          "orders-db",
          Optional.empty(),
          Optional.of("shop"),
          Asked.login("probe"),
          Encryption.defaults(),
          Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "1969, 70100, Query execution was interrupted (max_statement_time exceeded), slow",
    "3024, HY000, maximum statement execution time exceeded, slow",
    "1213, 40001, Deadlock found, locked",
    "1053, 08S01, Server shutdown in progress, stopping",
    "1130, HY000, Host is not allowed to connect, not_allowed",
    "1129, HY000, Host is blocked because of many connection errors, not_allowed",
    "1862, HY000, Your password has expired, wrong_credentials",
    "3118, HY000, Account is locked, not_allowed",
    "1203, 42000, User already has more than max_user_connections, too_many_connections",
    "1021, HY000, Disk full, out_of_resources",
    "3159, HY000, Connections using insecure transport are prohibited, tls_required",
    "0, S1009, RSA public key is not available client side, tls_required",
    "0, 08000, ssl not enabled in the server, tls_failed",
    "1146, 42S02, Table does not exist, error",
  })
  void codesAreToldApart(int code, String state, String words, String kind) {
    ProbeFailed failed = MysqlFailures.of(new SQLException(words, state, code), CONFIG, attempt());
    assertThat(failed.kind()).hasToString(kind);
    assertThat(failed.getMessage()).contains("orders-db:3306");
  }

  @ParameterizedTest
  @CsvSource({"Connection reset, closed", "Broken pipe, closed"})
  void aBrokenConnectionIsNoErrorOfTheServer(String words, String kind) {
    IOException broken = new SocketException(words);
    var thrown = new SQLException("Socket error", "08000", broken);
    assertThat(MysqlFailures.of(thrown, CONFIG, attempt()).kind()).hasToString(kind);
  }

  private static Attempt attempt() {
    return new Attempt("orders-db:3306", Duration.ofSeconds(3));
  }
}
