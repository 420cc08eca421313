package io.fivewhys.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses to which secrets may be sent. */
public final class Addresses {
  private Addresses() {}

  /** https, or http to this very machine; empty when the text is anything else. */
  public static Optional<URI> safe(String text) {
    return http(text).filter(Addresses::isSafe);
  }

  /** http or https to some host, without user and password. */
  public static Optional<URI> http(String text) {
    try {
      var url = new URI(text);
      boolean fits =
          String.valueOf(url.getScheme()).matches("(?i)https?")
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null;
      return fits ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  public static boolean isSafe(URI url) {
    return url.getScheme().equalsIgnoreCase("https") || isLoopback(url.getHost());
  }

  /** By its name alone: nobody is asked. */
  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
