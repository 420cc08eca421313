package io.fivewhys.notify.email;

import static io.fivewhys.notify.Surroundings.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.ExampleMessages;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.Surroundings;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.email.MailPlace.Tls;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
  private static final Delivery DELIVERED = new Delivery.Delivered(Optional.empty());
  private static final String THREAD =
      "<fivewhys.incident." + ExampleMessages.INCIDENT + "@shop.example>";

  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    mail.start();
    mail.setUser("fivewhys@shop.example", "fivewhys", "pass-word");
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private Email email(String password) {
    var place =
        new MailPlace(
            "mail",
            "127.0.0.1",
            mail.getSmtp().getPort(),
            Tls.NONE,
            password.isEmpty()
                ? Optional.empty()
                : Optional.of(new MailPlace.Login("fivewhys", secret("P"))),
            "Fivewhys <fivewhys@shop.example>",
            List.of("platform@shop.example"),
            List.of("Shop Grüße <shop@shop.example>"));
    return new Email(
        place,
        Optional.empty(),
        Templates.shipped(),
        Surroundings.with(Map.of("P", password)),
        Duration.ofSeconds(20));
  }

  private MimeMessage sent(Message message) throws Exception {
    mail.purgeEmailFromAllMailboxes();
    assertThat(email("").deliver(message, Optional.empty())).isEqualTo(DELIVERED);
    MimeMessage[] received = mail.getReceivedMessages();
    assertThat(received).as("one for each who is named").hasSize(2);
    return received[0];
  }

  private static String part(MimeMessage message, int number) throws Exception {
    return (String) ((MimeMultipart) message.getContent()).getBodyPart(number).getContent();
  }

  @Test
  void aMailSaysWhatIsKnownAsTextAndAsHtml() throws Exception {
    MimeMessage message = sent(ExampleMessages.of(Occasion.OPENED));

    assertThat(message.getSubject())
        .isEqualTo("[Fivewhys] api-gateway: deployment issue of Deployment/orders");
    assertThat(message.getFrom()[0].toString()).isEqualTo("Fivewhys <fivewhys@shop.example>");
    assertThat(message.getHeader("To", null)).isEqualTo("platform@shop.example");
    assertThat(message.getHeader("Cc", null)).contains("<shop@shop.example>");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getSentDate()).isEqualTo(ExampleMessages.AT);
    assertThat(message.getContentType()).startsWith("multipart/alternative");
    assertThat(part(message, 0))
        .contains("Open: api-gateway: deployment issue of Deployment/orders")
        .contains("Severity: critical")
        .contains("- revision 42 throws")
        .contains("    kubectl -n shop rollout undo deployment/orders")
        .contains("- Stop a release that throws: Roll out to a few pods first.")
        .contains("?a=1&b=2");
    assertThat(part(message, 1))
        .contains("<li>revision 42 throws</li>")
        .contains("<td>critical</td>")
        .contains("?a=1&amp;b=2\">");
  }

  @Test
  void whatWaitsIsToldWithTheCommandThatApprovesIt() throws Exception {
    Intervention waiting = ExampleMessages.waiting(SampleInterventions.plan());
    MimeMessage message = sent(ExampleMessages.acting(List.of(waiting)));

    assertThat(part(message, 0)).contains("`" + ExampleMessages.approval(waiting) + "`");
    assertThat(part(message, 1)).contains(ExampleMessages.approval(waiting));
  }

  @Test
  void allMailsOfAnIncidentAreOneThread() throws Exception {
    MimeMessage first = sent(ExampleMessages.of(Occasion.OPENED));
    for (Occasion occasion : List.of(Occasion.OPENED, Occasion.ESCALATED, Occasion.RESOLVED)) {
      MimeMessage next = sent(ExampleMessages.of(occasion));
      assertThat(next.getMessageID())
          .as("the same each time that it is sent")
          .isEqualTo("<fivewhys.message.m-" + occasion + "@shop.example>");
      assertThat(next.getHeader("In-Reply-To")).containsExactly(THREAD);
      assertThat(next.getHeader("References")).containsExactly(THREAD);
      assertThat(next.getSubject()).isEqualTo(first.getSubject());
    }
    Message later =
        ExampleMessages.about(ExampleMessages.incident(Occasion.OPENED, "orders"), Occasion.OPENED);
    assertThat(sent(later).getMessageID())
        .as("another mail, which nobody may take for the first")
        .isNotEqualTo(first.getMessageID());
    assertThat(sent(ExampleMessages.test()).getHeader("References")).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Occasion.class,
      names = {"OPENED", "ESCALATED", "RESOLVED"})
  void whateverALogSaysItBecomesNeitherHeaderNorMarkup(Occasion occasion) throws Exception {
    MimeMessage message = sent(ExampleMessages.hostile(occasion));

    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getAllRecipients()).hasSize(2);
    assertThat(message.getSubject()).hasSizeLessThanOrEqualTo(200).doesNotContain("\n", "\r");
    assertThat(part(message, 1))
        .doesNotContain("<script", "<https", "\u202e")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(mail.getReceivedMessagesForDomain("evil.example")).isEmpty();
  }

  @Test
  void howeverMuchThereIsToSayItFits() throws Exception {
    MimeMessage message = sent(ExampleMessages.huge(Occasion.ESCALATED));
    assertThat(message.getSize()).isLessThan(1 << 20);
  }

  @Test
  void whatIsNoNewsIsNotSent() throws Exception {
    assertThat(email("").deliver(ExampleMessages.changed(Kind.QUIET), Optional.empty()))
        .isEqualTo(DELIVERED);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aWrongPasswordIsMendedByPeopleAndIsNotShown() throws Exception {
    mail.getUserManager().setAuthRequired(true);
    assertThat(email("pass-word").deliver(ExampleMessages.test(), Optional.empty()))
        .isEqualTo(DELIVERED);
    assertThat(email("wrong-one").deliver(ExampleMessages.test(), Optional.empty()))
        .isEqualTo(
            new Delivery.Failed(
                "127.0.0.1:" + mail.getSmtp().getPort() + " refuses user and password",
                Optional.of(Delivery.UNTIL_MENDED)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example, c@d.example",
        "nobody",
        "a@b\r\nBcc: c@d",
        "a b@c.example",
        "",
        "@x"
      })
  void anAddressIsOne(String address) {
    assertThatThrownBy(
            () ->
                new MailPlace(
                    "mail",
                    "h",
                    25,
                    Tls.NONE,
                    Optional.empty(),
                    "a@b.example",
                    Arrays.asList(address),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oncall@shop.example");
  }

  @Test
  void noPasswordGoesToAnotherMachineInTheClear() {
    assertThatThrownBy(
            () ->
                new MailPlace(
                    "mail",
                    "smtp.shop.example",
                    25,
                    Tls.NONE,
                    Optional.of(new MailPlace.Login("u", secret("P"))),
                    "a@b.example",
                    List.of("c@d.example"),
                    List.of()))
        .hasMessageContaining("tls: starttls or implicit");
  }
}
