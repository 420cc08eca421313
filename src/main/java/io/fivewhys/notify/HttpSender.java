package io.fivewhys.notify;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Posts to other services: one request, bounded in time and bytes, no redirect followed. Safe for
 * use by threads.
 */
public final class HttpSender implements AutoCloseable {
  /** Longest wait for a connection. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longest wait for a whole answer, the connection included. */
  public static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Largest answer that is read, unless somebody wants more. */
  static final int MOST_BYTES = 64 << 10;

  /** What RFC 9110, section 5.5, allows, without the obsolete upper half. */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

  private final HttpClient client;
  private final Duration timeout;

  /** What came of a request. */
  public sealed interface Result {
    /** Some answer, of an error perhaps. */
    record Answered(int status, HttpHeaders headers, byte[] body) implements Result {
      public boolean isSuccess() {
        return status / 100 == 2;
      }
    }

    /**
     * None that could be read. The request may have been taken all the same.
     *
     * @param reason without any part of the address that may be secret
     */
    record Unanswered(String reason) implements Result {}
  }

  /**
   * @param tls whom to trust; empty: whom the system trusts
   */
  public HttpSender(Duration connectTimeout, Duration timeout, Optional<SSLContext> tls) {
    this.timeout = timeout;
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NEVER);
    tls.ifPresent(builder::sslContext);
    client = builder.build();
  }

  /** With the usual limits. */
  public static HttpSender usual(Optional<SSLContext> tls) {
    return new HttpSender(CONNECT_TIMEOUT, TIMEOUT, tls);
  }

  /**
   * @param headers names that are checked already, and values that may come from a secret
   */
  public Result post(URI url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    return post(url, headers, body, MOST_BYTES);
  }

  /**
   * @param headers names that are checked already, and values that may come from a secret
   * @param mostBytes largest answer that is read
   */
  public Result post(URI url, Map<String, String> headers, byte[] body, int mostBytes)
      throws InterruptedException {
    for (var header : headers.entrySet()) {
      if (!HEADER_VALUE.matcher(header.getValue()).matches()) {
        // The client's own refusal would show the value.
        return new Result.Unanswered(
            "the value of the header "
                + header.getKey()
                + " has characters that no header may hold, such as a line break");
      }
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(timeout).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    var answer =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    try {
      // The client's own timeout ends with the headers; a body may come drop by drop.
      HttpResponse<byte[]> it = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Result.Answered(it.statusCode(), it.headers(), it.body());
    } catch (TimeoutException e) {
      return late(url);
    } catch (ExecutionException e) {
      return none(url, e.getCause(), mostBytes);
    } finally {
      answer.cancel(true);
    }
  }

  /** For messages: scheme, host and port; the rest may be secret. */
  public static String place(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port;
  }

  private Result late(URI url) {
    return new Result.Unanswered(
        place(url) + " did not answer within " + timeout.toMillis() / 1000.0 + " s");
  }

  /** The client's own words are not passed on where they may quote what came, or our request. */
  private Result none(URI url, Throwable cause, int mostBytes) {
    String place = place(url);
    for (Throwable each = cause; each != null; each = each.getCause()) {
      switch (each) {
        case HttpConnectTimeoutException _ -> {
          return new Result.Unanswered("no connection to " + place + " in time");
        }
        case HttpTimeoutException _ -> {
          return late(url);
        }
        case UnresolvedAddressException _ -> {
          return new Result.Unanswered("the name " + url.getHost() + " cannot be resolved");
        }
        case SSLException tls -> {
          String words = Texts.line(String.valueOf(tls.getMessage()), Texts.SHOWN_CHARS);
          return new Result.Unanswered("no TLS connection to " + place + ": " + words);
        }
        case ProtocolException _ -> {
          return new Result.Unanswered(place + " does not speak HTTP");
        }
        case ConnectException _ -> {
          return new Result.Unanswered(place + " refuses connections");
        }
        default -> {}
      }
    }
    boolean large = String.valueOf(cause.getMessage()).contains("capacity");
    return new Result.Unanswered(
        large
            ? place + " answers more than " + mostBytes + " bytes"
            : "the connection to " + place + " broke before the answer was complete");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
