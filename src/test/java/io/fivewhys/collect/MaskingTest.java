package io.fivewhys.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.read.FactDraft;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  private final Masking masking = new Masking(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer S3CRET-abcdefgh",
        "authorization=Basic UzNDUkVUOmFiY2Q=S3CRET",
        "{\"password\": \"S3CRET\"}",
        "db_password=S3CRET user=app",
        "PGPASSWORD='S3CRET'",
        "GET /login?token=S3CRET&x=1",
        "?api_key=S3CRET",
        "x-api-key: S3CRET",
        "client_secret%3DS3CRET",
        "postgres://app:S3CRET@db:5432/orders",
        "Cookie: a=S3CRET; b=S3CRET",
        "jwt eyJhbGciOiJIUzI1NiJ9S3CRET.eyJzdWIiOiIxIn0S3CRET.S3CRET",
        "key AKIAS3CRETS3CRETS3CR",
        "using ghp_S3CRETS3CRETS3CRET",
        "-----BEGIN RSA PRIVATE KEY-----\\nS3CRET\\n-----END RSA PRIVATE KEY-----",
        "mail to S3CRET.person+tag@example.co.uk failed",
        "GET /users/S3CRET%40example.com/orders",
        "java -jar app.jar --db-password S3CRET",
        "run --token S3CRET --verbose",
        "passphrase=S3CRET",
        "Authorization: ApiKey S3CRETabc",
        "password=\"a\\\"S3CRET\"",
        "password=ab,S3CRET",
        "Spring.Datasource.Password: S3CRET",
        "token_password = S3CRET",
        "kept-password-token=S3CRET",
        "from=ann%40S3CRET@example.org",
        "to nobody@S3CRET@example.org",
        "to S3CRET.a.very.long.name.of.a.person.that.is.longer.than.what.is.allowed.S3CRET@example.org",
        "to %22S3CRET%22@example.org",
      })
  void takesOutSecretsAndAddresses(String text) {
    assertThat(masking.text(text)).doesNotContain("S3CRET").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "card 4111 1111 1111 1111 refused",
        "refused: 4111111111111111.",
        "pan=5500000000000004",
        "\"card\":\"3782-822463-10005\"",
      })
  void takesOutNumbersOfCards(String text) {
    assertThat(masking.text(text)).containsPattern("\\*\\*\\*").doesNotContainPattern("[0-9]{5}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"<local1>\" is"
            + " null",
        "2026-03-02T12:00:00.123Z ERROR [http-nio-8080-exec-7] c.e.OrderService - connect to"
            + " 10.1.2.3:5432 refused",
        "order 1234567890123456 took 1693526400000 ms",
        "FATAL: password authentication failed for user \"app\"",
        "10.0.0.1 - - [02/Mar/2026:12:00:00 +0000] \"GET /orders?id=7 HTTP/1.1\" 503 0 \"-\""
            + " \"curl/8\"",
        "key is missing: token bucket empty, session closed",
        "trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "2026-03-02 12:00:00.123456789 pool=orders size=10",
      })
  void leavesAloneWhatTellsOfTheFailure(String text) {
    assertThat(masking.text(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7",
    "8.8.8.8",
    "221.5.6.7",
    "2a00:1450:4001:829::200e",
    "2a00::1",
    "2a02:8109::"
  })
  void oneClientStaysOneClientUnderAnotherAddress(String client) {
    var strict = new Masking(true);
    String once = strict.text("client " + client + " asked");

    assertThat(once).doesNotContain(client).startsWith("client ").endsWith(" asked");
    assertThat(strict.text("client " + client + " asked")).isEqualTo(once);
    assertThat(strict.text(once)).isEqualTo(once);
    assertThat(strict.text("client 203.0.113.9 asked")).isNotEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "192.168.0.4",
        "172.20.1.1",
        "127.0.0.1",
        "fe80::1",
        "12:00:00",
        "1.2.3"
      })
  void addressesOfTheEstateStay(String ours) {
    assertThat(new Masking(true).text("to " + ours + " now")).isEqualTo("to " + ours + " now");
  }

  @Test
  void masksEveryFreeTextOfAFactAndNoName() {
    LogLines lines =
        FactDraft.of(LogLines.class)
            .set("workload", "token=abc")
            .set("lines", List.of("token=abcdef", "fine"))
            .make();
    Pod pod =
        FactDraft.of(Pod.class).set("name", "orders-1").set("message", "secret: abcdef").make();

    assertThat(masking.apply(lines))
        .isEqualTo(
            FactDraft.of(LogLines.class)
                .set("workload", "token=abc")
                .set("lines", List.of("token=***", "fine"))
                .make());
    assertThat(((Pod) masking.apply(pod)).message()).contains("secret: ***");
  }

  @Test
  void aFactWithoutAnySecretIsTheVerySame() {
    Pod pod = FactDraft.of(Pod.class).set("name", "orders-1").set("ready", true).make();

    assertThat(masking.apply(pod)).isSameAs(pod);
  }

  /** Names in front of what begins a secret's name, and of what only looks like it. */
  @Test
  void whatStandsBeforeASecretStays() {
    assertThat(masking.text("app.db.password=abc pass-count 3 tokens: 4 orders_token: abc"))
        .isEqualTo("app.db.password=*** pass-count 3 tokens: 4 orders_token: ***");
  }

  @Test
  void aVeryLongLineIsReadInOnePass() {
    String line =
        "a=" + "x@".repeat(30_000) + "=".repeat(5_000) + "1".repeat(5_000) + ":".repeat(5_000);

    assertThat(new Masking(true).text(line)).isNotEmpty();
  }

  /**
   * Each would take many minutes where every beginning is followed to the end, and takes
   * milliseconds where each character is looked at a few times.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%20",
        "%4",
        "a.",
        "eyJaaaaaaaa-",
        "eyJaaaaaaaa.",
        "pass",
        "token_",
        "-",
        "1 ",
        "://a:"
      })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatClientsRepeatIsReadInOnePass(String again) {
    String text = "a=b: @ -- ://%40%3D " + again.repeat(400_000 / again.length());

    assertThat(new Masking(true).text(text)).hasSizeGreaterThan(20);
  }
}
