package io.fivewhys.notify.email;

import io.fivewhys.collect.SecretRef;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where mail goes, and by which server.
 *
 * @param port of the server, 1 to 65535
 * @param login empty where the server asks for none
 * @param from sender, also of the envelope
 * @param to at least one
 */
public record MailPlace(
    String name,
    String host,
    int port,
    Tls tls,
    Optional<Login> login,
    String from,
    List<String> to,
    List<String> cc) {
  private static final int MOST_RECIPIENTS = 50;

  /** How the connection is protected. */
  public enum Tls {
    /** It begins in the clear and must change before anything is said. */
    STARTTLS(587),
    /** From the first byte on. */
    IMPLICIT(465),
    /** Not at all. */
    NONE(25);

    private final int usualPort;

    Tls(int usualPort) {
      this.usualPort = usualPort;
    }

    public int usualPort() {
      return usualPort;
    }
  }

  /**
   * @param password read at each delivery
   */
  public record Login(String username, SecretRef password) {}

  /**
   * @throws IllegalArgumentException when an address is none, or a password would go in the clear
   */
  public MailPlace {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    address("from", from);
    to.forEach(it -> address("to", it));
    cc.forEach(it -> address("cc", it));
    if (to.isEmpty() || to.size() + cc.size() > MOST_RECIPIENTS) {
      throw new IllegalArgumentException(
          "to with at least one address, and at most " + MOST_RECIPIENTS + " with cc");
    }
    boolean isNear = host.equals("localhost") || host.startsWith("127.");
    if (tls == Tls.NONE && login.isPresent() && !isNear) {
      throw new IllegalArgumentException(
          "tls: starttls or implicit where there is a password, which nobody should overhear");
    }
  }

  InternetAddress sender() {
    return address("from", from);
  }

  InternetAddress[] recipients() {
    return addresses(to);
  }

  InternetAddress[] copies() {
    return addresses(cc);
  }

  InternetAddress[] everybody() {
    return addresses(Stream.concat(to.stream(), cc.stream()).toList());
  }

  /** What comes behind the @ of the sender. */
  String domain() {
    String address = sender().getAddress();
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static InternetAddress[] addresses(List<String> texts) {
    return texts.stream().map(it -> address("to", it)).toArray(InternetAddress[]::new);
  }

  private static InternetAddress address(String key, String text) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      if (parsed.length == 1 && parsed[0].getAddress().matches("[^@\\s]+@[^@\\s]+")) {
        parsed[0].validate();
        return parsed[0];
      }
    } catch (AddressException e) {
      throw new IllegalArgumentException(key + " with addresses such as oncall@shop.example", e);
    }
    throw new IllegalArgumentException(key + " with addresses such as oncall@shop.example");
  }
}
