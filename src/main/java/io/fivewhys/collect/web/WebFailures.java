package io.fivewhys.collect.web;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Puts into words what went wrong on the way to one place, without its secrets. */
final class WebFailures {
  private static final int SHOWN_CHARS = 200;
  private static final int OWN_CHARS = 600;

  /** A proxy's page of an error may be large; looking for secrets needs its beginning only. */
  private static final int READ_CHARS = 4_000;

  /** A shorter one would take parts out of ordinary words, and is none. */
  private static final int SHORTEST_SECRET = 4;

  private final WebAccess access;
  private final SourceContext context;

  WebFailures(WebAccess access, SourceContext context) {
    this.access = access;
    this.context = context;
  }

  SourceFailed because(Code code, String words) {
    return new SourceFailed(code, shown(words, OWN_CHARS));
  }

  /** The answer has not come to its end in time. */
  SourceFailed late(Exception cause) {
    return new SourceFailed(
        Code.TIMEOUT, place() + " did not answer within " + seconds(access.timeout()), cause);
  }

  /** An answer that is no success. */
  SourceFailed refused(String path, WebAnswer answer, String words) {
    String said = place() + path.replaceFirst("\\?.*", "") + " answers " + answer.status();
    String why = shown(words);
    String all = why.isEmpty() ? said : said + ": " + why;
    return switch (answer.status()) {
      case 401 -> new SourceFailed(Code.UNAUTHENTICATED, all + "; check its credentials");
      case 403 -> new SourceFailed(Code.FORBIDDEN, all + "; its credentials lack a right");
      case 404 -> new SourceFailed(Code.NOT_FOUND, all);
      case 301, 302, 303, 307, 308 ->
          new SourceFailed(
              Code.MISCONFIGURED, said + " with a redirect; set url to where it leads");
      default -> new SourceFailed(isPassing(answer) ? Code.UNAVAILABLE : Code.NONSENSE, all);
    };
  }

  private static boolean isPassing(WebAnswer answer) {
    return answer.status() == 429 || answer.status() >= 500;
  }

  /** No answer came. */
  SourceFailed none(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      switch (each) {
        case HttpConnectTimeoutException _ -> {
          return new SourceFailed(
              Code.UNREACHABLE,
              "no connection to " + place() + " within " + seconds(access.connectTimeout()),
              cause);
        }
        case HttpTimeoutException late -> {
          return late(late);
        }
        case UnresolvedAddressException _ -> {
          return new SourceFailed(
              Code.UNREACHABLE,
              "the name " + access.url().getHost() + " cannot be resolved",
              cause);
        }
        case SSLException tls -> {
          return new SourceFailed(
              Code.UNTRUSTED, "no TLS connection to " + place() + ": " + words(tls), cause);
        }
        case ProtocolException garbage -> {
          return new SourceFailed(
              Code.NONSENSE, place() + " does not speak HTTP: " + words(garbage), cause);
        }
        default -> {}
      }
    }
    if (cause instanceof ConnectException) {
      return new SourceFailed(Code.UNREACHABLE, place() + " refuses connections", cause);
    }
    String words = words(cause);
    if (words.contains("capacity")) {
      return new SourceFailed(
          Code.TOO_LARGE, place() + " answers more than " + access.maxBytes() + " bytes", cause);
    }
    return new SourceFailed(
        Code.UNREACHABLE, "the connection to " + place() + " broke: " + words, cause);
  }

  private String words(Throwable failure) {
    return shown(String.valueOf(failure.getMessage()));
  }

  /** The beginning of a text from elsewhere, on one line; a server may send back what we sent. */
  String shown(String text) {
    return shown(text, SHOWN_CHARS);
  }

  private String shown(String text, int most) {
    String some = text.length() <= READ_CHARS ? text : text.substring(0, READ_CHARS);
    String line = withoutSecrets(some).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }

  private String withoutSecrets(String text) {
    String safe = text;
    for (String secret : secrets()) {
      safe = safe.replace(secret, "***");
    }
    return safe;
  }

  /** Longest first, since one may be part of another. */
  private List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    Stream.of(access.bearer().stream(), access.secretHeaders().values().stream())
        .flatMap(refs -> refs)
        .forEach(ref -> revealed(ref).forEach(secrets::add));
    if (access.username().isPresent()) {
      for (String password : revealed(access.password().orElseThrow()).toList()) {
        String both = access.username().get() + ":" + password;
        secrets.add(password);
        secrets.add(Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
      }
    }
    secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
    secrets.sort(Comparator.comparingInt(String::length).reversed());
    return secrets;
  }

  private Stream<String> revealed(SecretRef ref) {
    try {
      return Stream.of(ref.reveal(context));
    } catch (SourceFailed e) {
      // What cannot be read was not sent.
      return Stream.empty();
    }
  }

  /** Scheme, host and port; no path, which might hold a secret. */
  private String place() {
    URI url = access.url();
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
