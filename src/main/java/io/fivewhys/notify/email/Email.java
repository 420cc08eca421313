package io.fivewhys.notify.email;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.Templates;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Sends mail by SMTP, one connection for each. */
public final class Email implements Channel {
  /** Longest wait for a connection. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longest conversation; a server that looks for spam takes its time. */
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final MailPlace place;
  private final Optional<SSLContext> tls;
  private final Templates templates;
  private final SourceContext context;
  private final Duration timeout;

  /**
   * @param tls whom to trust; empty: whom the system trusts
   */
  public Email(
      MailPlace place,
      Optional<SSLContext> tls,
      Templates templates,
      SourceContext context,
      Duration timeout) {
    this.place = place;
    this.tls = tls;
    this.templates = templates;
    this.context = context;
    this.timeout = timeout;
  }

  @Override
  public String name() {
    return place.name();
  }

  @Override
  public String type() {
    return "email";
  }

  @Override
  public int concurrency() {
    return 2;
  }

  @Override
  public Duration spacing() {
    return Duration.ZERO;
  }

  @Override
  public boolean tells(Occasion occasion) {
    return true;
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) throws InterruptedException {
    if (!message.isWorthNotice()) {
      // A mail cannot be brought up to date, and this is not worth one of its own.
      return new Delivery.Delivered(Optional.empty());
    }
    var sending = new FutureTask<>(() -> sent(message));
    // An interrupt closes the socket of a virtual thread, wherever the conversation hangs.
    Thread thread = Thread.ofVirtual().name("mail-" + name()).start(sending);
    try {
      return sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Delivery.Failed(
          where() + " was not done within " + timeout.toMillis() / 1000.0 + " s", Optional.empty());
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot write a mail", e.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private Delivery sent(Message message) throws MessagingException {
    String user = null;
    String password = null;
    if (place.login().isPresent()) {
      try {
        user = place.login().get().username();
        password = place.login().get().password().reveal(context);
      } catch (SourceFailed e) {
        return new Delivery.Failed(e.getMessage(), Optional.of(Delivery.UNTIL_MENDED));
      }
    }
    List<String> secrets = password == null ? List.of() : List.of(password);
    Session session = session();
    var mail = IncidentMail.of(message, place, templates, session, context.clock().instant());
    Transport transport = session.getTransport("smtp");
    try {
      transport.connect(place.host(), place.port(), user, password);
    } catch (MessagingException e) {
      return MailFailure.connecting(e, where(), secrets);
    }
    try {
      transport.sendMessage(mail, place.everybody());
      return new Delivery.Delivered(Optional.empty());
    } catch (MessagingException e) {
      return MailFailure.sending(e, where(), secrets);
    } finally {
      close(transport);
    }
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // What became of the mail is known already.
    }
  }

  private Session session() {
    var properties = new Properties();
    put(properties, "connectiontimeout", Math.min(CONNECT_TIMEOUT.toMillis(), timeout.toMillis()));
    put(properties, "timeout", timeout.toMillis());
    put(properties, "auth", place.login().isPresent());
    // Otherwise it would ask the name service for the name of this machine.
    put(properties, "localhost", place.domain());
    put(properties, "sendpartial", true);
    put(properties, "quitwait", false);
    put(properties, "ssl.checkserveridentity", true);
    tls.ifPresent(it -> properties.put("mail.smtp.ssl.socketFactory", it.getSocketFactory()));
    switch (place.tls()) {
      case STARTTLS -> {
        put(properties, "starttls.enable", true);
        put(properties, "starttls.required", true);
      }
      case IMPLICIT -> put(properties, "ssl.enable", true);
      case NONE -> {}
    }
    return Session.getInstance(properties);
  }

  private static void put(Properties properties, String name, Object value) {
    properties.put("mail.smtp." + name, value.toString());
  }

  private String where() {
    return place.host() + ":" + place.port();
  }
}
