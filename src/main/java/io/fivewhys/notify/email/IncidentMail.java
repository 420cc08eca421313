package io.fivewhys.notify.email;

import io.fivewhys.incident.Incident;
import io.fivewhys.notify.Brief;
import io.fivewhys.notify.Hmac;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.Templates.Kind;
import io.fivewhys.notify.Texts;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * A message as mail. Ids follow from those of message and incident, so that a mail that is sent
 * again is the same mail. All of one incident refer to the same id, which is the incident's and no
 * mail's (RFC 5322, section 3.6.4), so that they are one thread, whichever of them was the first
 * here.
 */
final class IncidentMail extends MimeMessage {
  private static final int MOST_SUBJECT_CHARS = 200;

  private final String id;

  private IncidentMail(Session session, String id) {
    super(session);
    this.id = id;
  }

  static IncidentMail of(
      Message message, MailPlace place, Templates templates, Session session, Instant now)
      throws MessagingException {
    Optional<String> thread =
        message.incident().map(Incident::id).map(it -> id("incident." + safe(it), place));
    // An incident may be told of as opened more than once: that is no reason for the same id.
    var mail = new IncidentMail(session, id("message." + safe(message.id()), place));
    mail.setFrom(place.sender());
    mail.setRecipients(RecipientType.TO, place.recipients());
    mail.setRecipients(RecipientType.CC, place.copies());
    mail.setSentDate(Date.from(now));
    // No answer of somebody's absence is wanted (RFC 3834).
    mail.setHeader("Auto-Submitted", "auto-generated");
    if (thread.isPresent()) {
      mail.setHeader("In-Reply-To", thread.get());
      mail.setHeader("References", thread.get());
    }
    mail.write(Brief.of(message), templates);
    mail.saveChanges();
    return mail;
  }

  private void write(Brief brief, Templates templates) throws MessagingException {
    String utf8 = StandardCharsets.UTF_8.name();
    // One line without controls: nothing in it can begin another header.
    String subject = Texts.line(templates.render(Kind.MAIL_SUBJECT, brief), MOST_SUBJECT_CHARS);
    setSubject(subject.isEmpty() ? "[Fivewhys]" : subject, utf8);
    var text = new MimeBodyPart();
    text.setText(templates.render(Kind.MAIL_TEXT, brief), utf8);
    var html = new MimeBodyPart();
    html.setText(templates.render(Kind.MAIL_HTML, brief), utf8, "html");
    setContent(new MimeMultipart("alternative", text, html));
  }

  /** Instead of one by chance. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static String id(String local, MailPlace place) {
    return "<fivewhys." + local + "@" + place.domain() + ">";
  }

  private static String safe(String id) {
    return id.matches("[A-Za-z0-9_-]{1,100}")
        ? id
        : Hmac.hex("fivewhys", id.getBytes(StandardCharsets.UTF_8));
  }
}
