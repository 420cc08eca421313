package io.fivewhys.notify.email;

import static io.fivewhys.notify.Surroundings.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.web.Certificates;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.ExampleMessages;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.Surroundings;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.email.MailPlace.Tls;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailFailuresTest {
  private static final Delivery DELIVERED = new Delivery.Delivered(Optional.empty());

  private static Certificates certificates;

  @BeforeAll
  static void certify(@TempDir Path directory) throws Exception {
    certificates = Certificates.in(directory);
  }

  private static Delivery deliver(int port, Tls tls, Optional<SSLContext> trust, int seconds)
      throws InterruptedException {
    var place =
        new MailPlace(
            "mail",
            "127.0.0.1",
            port,
            tls,
            Optional.of(new MailPlace.Login("fivewhys", secret("P"))),
            "fivewhys@shop.example",
            List.of("one@shop.example", "two@shop.example"),
            List.of());
    var email =
        new Email(
            place,
            trust,
            Templates.shipped(),
            Surroundings.with(Map.of("P", "pass-word")),
            Duration.ofSeconds(seconds));
    return email.deliver(ExampleMessages.of(Occasion.ESCALATED), Optional.empty());
  }

  private static Delivery deliver(MailServer server) throws InterruptedException {
    return deliver(server.port(), Tls.NONE, Optional.empty(), 20);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 451 4.3.0 try again",
    "RCPT, 450 4.2.1 mailbox busy",
    "DATA, 421 4.3.2 shutting down",
    "END, 452 4.3.1 disk full",
    "HELLO, 421 too many connections",
    "HELLO, 554 not today",
    "EHLO, 502 what",
    "MAIL, drop",
    "END, drop",
    "HELLO, drop"
  })
  void whatMayPassIsTriedAgain(String verb, String answer) throws Exception {
    try (var server = MailServer.plain().answering(verb, answer)) {
      if (verb.equals("EHLO")) {
        server.answering("HELO", "421 go away");
      }
      assertThat(deliver(server))
          .isInstanceOfSatisfying(Delivery.Failed.class, it -> assertThat(it.after()).isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 550 5.7.1 sender unknown",
    "RCPT, 550 5.1.1 no such user",
    "DATA, 554 5.5.1 no",
    "END, 552 5.3.4 too big"
  })
  void whatDoesNotPassIsRefusedForGood(String verb, String answer) throws Exception {
    try (var server = MailServer.plain().answering(verb, answer)) {
      assertThat(deliver(server))
          .isInstanceOfSatisfying(
              Delivery.Refused.class,
              it ->
                  assertThat(it.reason())
                      .startsWith("127.0.0.1:" + server.port() + " does not take the mail: ")
                      .doesNotContain("pass-word"));
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTH, 535 5.7.8 wrong", "MAIL, 530 5.7.0 authenticate first"})
  void whatIsAboutUsIsMendedByPeople(String verb, String answer) throws Exception {
    try (var server = MailServer.plain().answering(verb, answer)) {
      assertThat(deliver(server))
          .isInstanceOfSatisfying(
              Delivery.Failed.class, it -> assertThat(it.after()).contains(Delivery.UNTIL_MENDED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 no such user", "450 not now", "530 authenticate first"})
  void whoeverCanHaveItHasItAndOnlyOnce(String answer) throws Exception {
    try (var server =
        MailServer.plain().answering("RCPT", it -> it.contains("<one@") ? answer : "250 ok")) {
      Delivery delivery = deliver(server);
      if (delivery instanceof Delivery.Failed) {
        delivery = deliver(server);
      }
      assertThat(delivery).isEqualTo(DELIVERED);
      assertThat(server.mails()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HELLO", "EHLO", "AUTH", "RCPT", "END"})
  void aServerThatHangsHoldsUpNobodyForLong(String verb) throws Exception {
    try (var server = MailServer.plain().answering(verb, MailServer.HANG)) {
      assertThat(deliver(server.port(), Tls.NONE, Optional.empty(), 1))
          .isInstanceOf(Delivery.Failed.class);
    }
  }

  @Test
  void nobodyThereIsNoReasonToGiveUp() throws Exception {
    int port;
    try (var nobody = new ServerSocket(0)) {
      port = nobody.getLocalPort();
    }
    assertThat(deliver(port, Tls.NONE, Optional.empty(), 20))
        .isInstanceOfSatisfying(
            Delivery.Failed.class,
            it -> assertThat(it.reason()).startsWith("no connection to 127.0.0.1:" + port));
  }

  @Test
  void nothingIsSaidInTheClearWhereItMustNot() throws Exception {
    Optional<SSLContext> trust = Optional.of(certificates.served("server"));
    try (var server = new MailServer(certificates.served("server"), false)) {
      assertThat(deliver(server.port(), Tls.STARTTLS, trust, 20)).isEqualTo(DELIVERED);
      assertThat(server.commands().stream().filter(it -> it.startsWith("!")))
          .containsExactly("!EHLO shop.example", "!STARTTLS");
    }
    try (var server = new MailServer(certificates.served("server"), true)) {
      assertThat(deliver(server.port(), Tls.IMPLICIT, trust, 20)).isEqualTo(DELIVERED);
      assertThat(server.commands()).noneMatch(it -> it.startsWith("!"));
    }
    try (var server = MailServer.plain()) {
      assertThat(deliver(server.port(), Tls.STARTTLS, trust, 20))
          .isInstanceOf(Delivery.Failed.class);
      assertThat(server.commands()).noneMatch(it -> it.contains("AUTH") || it.contains("MAIL"));
    }
  }

  @Test
  void nobodyElsesCertificateWillDo() throws Exception {
    Optional<SSLContext> trust = Optional.of(certificates.served("server"));
    for (String other : List.of("elsewhere", "alone")) {
      try (var server = new MailServer(certificates.served(other), true)) {
        assertThat(deliver(server.port(), Tls.IMPLICIT, trust, 20))
            .as(other)
            .isInstanceOf(Delivery.Failed.class);
        assertThat(server.mails()).isEmpty();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
