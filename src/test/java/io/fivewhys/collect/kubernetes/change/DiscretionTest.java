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
          proxy_pass             | http://orders.shop.svc:8080
          proxy_cache_bypass     | $http_pragma
          health.passive         | on
          ssl-passthrough        | on
          credit-limit           | 500
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
          DB_PASS                | x
          SMTP_PASS              | x
          spring.mail.pass       | x
          redis.passMain         | x
          MYSQL_CREDS            | x
          dbCred                 | x
          requirepass            | x
          ENCRYPTION_KEY         | x
          ARGS                   | --requirepass hunter2
          redis                  | requirepass hunter2
          snippet                | proxy_set_header X-Api-Key hunter2;
          url.query              | user=orders&pass=hunter2
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.http[0].headers.request.set.x-api-key                     | hunter2
          spec.http[0].match[0].headers.authorization.exact              | hunter2
          spec.http[0].match[0].queryParams.token.exact                  | hunter2
          spec.rules[/].filters[0].requestHeaderModifier.set[X-Key-Pass].value | hunter2
          spec.rules[/].matches                    | headers name=X-Api-Key value=hunter2
          spec.http[0].fault.password                                    | hunter2
          """)
  void headersAndFieldsOfASpecThatSpeakOfASecretAreNotShown(String path, String value) {
    assertThat(Discretion.shownOfSpec(path, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.http[0].headers.request.set.x-version      | 2
          spec.tls[shop.example].secretName               | shop-tls
          spec.rules[/auth].backend.service.name          | auth
          spec.rules[/auth].backend.service.port          | 8080
          spec.http[0].route[0].destination.host          | token-service
          spec.rules[/].matches                           | path PathPrefix /auth
          """)
  void routingIsShownWhateverItIsTheRouteOf(String path, String value) {
    assertThat(Discretion.shownOfSpec(path, value)).contains(value);
  }
}
