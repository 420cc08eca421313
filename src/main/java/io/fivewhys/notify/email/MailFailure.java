package io.fivewhys.notify.email;

import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Texts;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server's refusal means: 4yz may pass, 5yz does not (RFC 5321, section 4.2.1), unless it is
 * about who we are. What some recipients have counts as delivered.
 */
final class MailFailure {
  private static final Logger LOG = LoggerFactory.getLogger(MailFailure.class);

  private MailFailure() {}

  /** Before the server has heard of the mail: nothing is said about it. */
  static Delivery connecting(MessagingException e, String place, List<String> secrets) {
    if (e instanceof AuthenticationFailedException) {
      return mendable(place + " refuses user and password");
    }
    return new Delivery.Failed(
        "no connection to " + place + ": " + words(e, secrets), Optional.empty());
  }

  static Delivery sending(MessagingException e, String place, List<String> secrets) {
    String reason = place + " does not take the mail: " + words(e, secrets);
    if (someHaveIt(e)) {
      // Whatever keeps it from the others: each further try would reach those again who have it.
      LOG.warn("Some recipients have a mail, the others will not get it: {}", reason);
      return new Delivery.Delivered(Optional.empty());
    }
    List<Integer> codes = codes(e);
    // Authentication required, failed or too weak (RFC 4954).
    if (codes.stream().anyMatch(it -> it == 530 || it == 534 || it == 535 || it == 538)) {
      return mendable(reason);
    }
    if (codes.isEmpty() || codes.stream().anyMatch(it -> it / 100 == 4)) {
      return new Delivery.Failed(reason, Optional.empty());
    }
    return new Delivery.Refused(reason);
  }

  private static boolean someHaveIt(MessagingException e) {
    return e instanceof SendFailedException it
        && it.getValidSentAddresses() != null
        && it.getValidSentAddresses().length > 0;
  }

  private static Delivery mendable(String reason) {
    return new Delivery.Failed(reason, Optional.of(Delivery.UNTIL_MENDED));
  }

  /** What the server answered to each step that failed. */
  private static List<Integer> codes(MessagingException failure) {
    List<Integer> codes = new ArrayList<>();
    Exception each = failure;
    for (int depth = 0; each != null && depth < 100; depth++) {
      switch (each) {
        case SMTPSendFailedException it -> codes.add(it.getReturnCode());
        case SMTPAddressFailedException it -> codes.add(it.getReturnCode());
        case SMTPSenderFailedException it -> codes.add(it.getReturnCode());
        default -> {}
      }
      each = each instanceof MessagingException it ? it.getNextException() : null;
    }
    // One that only sums up the others has none, or that of success.
    codes.removeIf(it -> it < 400);
    return codes;
  }

  private static String words(Exception e, List<String> secrets) {
    return Texts.shown(String.valueOf(e.getMessage()), secrets);
  }
}
