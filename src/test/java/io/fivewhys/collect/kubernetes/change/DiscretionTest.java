package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscretionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LEDGER_URL             | http://ledger.shop.svc:8080
          proxy-read-timeout     | 5
          store.timeout          | 0.3
          PAYMENT_MODE           | sandbox
          raft.peers             | a-0.raft:7400,a-1.raft:7400
          FEATURES               | new-checkout,dark-mode
          image                  | registry.example/shop/orders:2.8.0
          """)
  void whatIsShortAndNoSecretIsShown(String key, String value) {
    assertThat(Discretion.shown(key, value)).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DB_PASSWORD            | x
          stripe.api-key         | x
          SESSION_SECRET         | x
          oauth.clientSecret     | x
          GITHUB_TOKEN           | x
          DATABASE_DSN           | orders@db/orders
          DATABASE_URL           | postgres://orders:hunter2@db:5432/orders
          REDIS_URL              | redis://:hunter2@cache:6379
          JDBC                   | jdbc:postgresql://db/orders?user=orders&password=hunter2
          LICENCE                | eyJhbGciOiJIUzI1NiJ9.e30.abc
          A                      | AKIAIOSFODNN7EXAMPLE
          B                      | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
          C                      | dGhpcyBpcyBhIHNlY3JldCB2YWx1ZSAx
          D                      | Bearer abcdefgh1234
          E                      | $2b$12$abcdefghijklmnopqrstuv
          """)
  void whatLooksSecretByItsNameOrItselfIsNot(String key, String value) {
    assertThat(Discretion.shown(key, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'a\nb'", "'a\u0007'", "'a\u202eb'"})
  void whatIsNoPlainLineIsNot(String value) {
    assertThat(Discretion.shown("KEY", value)).isEmpty();
    assertThat(Discretion.shown("KEY", "x".repeat(200))).isEmpty();
  }
}
