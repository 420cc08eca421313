package io.fivewhys.collect.web;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Calls one place over HTTP. Safe for use by several threads; closed when it is not used again. */
public final class WebCaller implements AutoCloseable {
  private static final int SHOWN_CHARS = 200;

  private final WebAccess access;
  private final SourceContext context;
  private volatile HttpClient client;

  public WebCaller(WebAccess access, SourceContext context) {
    this.access = access;
    this.context = context;
  }

  /**
   * The body of a successful answer.
   *
   * @param pathAndQuery behind the path of the base address, beginning with a slash, escaped
   * @throws SourceFailed for any other answer, and for none
   */
  public WebAnswer get(String pathAndQuery) throws SourceFailed, InterruptedException {
    return successful(pathAndQuery, ask("GET", pathAndQuery, "", ""));
  }

  /** The same with a form ({@code application/x-www-form-urlencoded}), for what is too long. */
  public WebAnswer postForm(String path, String form) throws SourceFailed, InterruptedException {
    return successful(path, ask("POST", path, form, "application/x-www-form-urlencoded"));
  }

  /**
   * Whatever answer comes.
   *
   * @throws SourceFailed when none comes in time, or one that is too large
   */
  public WebAnswer ask(String method, String pathAndQuery, String body, String contentType)
      throws SourceFailed, InterruptedException {
    HttpRequest request = request(method, pathAndQuery, body, contentType);
    long beganNanos = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client()
            .sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), access.maxBytes()));
    try {
      // The client's own timeout ends with the headers; a body may come drop by drop.
      HttpResponse<byte[]> response =
          answer.get(access.timeout().toMillis(), TimeUnit.MILLISECONDS);
      var took = Duration.ofNanos(System.nanoTime() - beganNanos);
      return new WebAnswer(response.statusCode(), response.headers(), response.body(), took);
    } catch (TimeoutException e) {
      throw new SourceFailed(
          Code.TIMEOUT, place() + " did not answer within " + seconds(access.timeout()), e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(String method, String pathAndQuery, String body, String contentType)
      throws SourceFailed {
    String base = access.url().toString().replaceAll("/+$", "");
    var request =
        HttpRequest.newBuilder(URI.create(base + pathAndQuery))
            .timeout(access.timeout())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    access.headers().forEach(request::header);
    for (var header : access.secretHeaders().entrySet()) {
      request.header(header.getKey(), header.getValue().reveal(context));
    }
    if (access.bearer().isPresent()) {
      request.header("Authorization", "Bearer " + access.bearer().get().reveal(context));
    }
    if (access.username().isPresent()) {
      request.header(
          "Authorization", basic(access.username().get(), access.password().orElseThrow()));
    }
    return request.build();
  }

  private String basic(String username, SecretRef password) throws SourceFailed {
    String both = username + ":" + password.reveal(context);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private HttpClient client() throws SourceFailed {
    HttpClient known = client;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      if (client == null) {
        var builder =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(access.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        TlsTrust.of(access, context).ifPresent(builder::sslContext);
        client = builder.build();
      }
      return client;
    }
  }

  private WebAnswer successful(String path, WebAnswer answer) throws SourceFailed {
    if (answer.isSuccess()) {
      return answer;
    }
    String said = place() + path.replaceFirst("\\?.*", "") + " answers " + answer.status();
    String why = shown(answer.text());
    String all = why.isEmpty() ? said : said + ": " + why;
    throw switch (answer.status()) {
      case 401 -> new SourceFailed(Code.UNAUTHENTICATED, all + "; check its credentials");
      case 403 -> new SourceFailed(Code.FORBIDDEN, all + "; its credentials lack a right");
      case 404 -> new SourceFailed(Code.NOT_FOUND, all);
      case 429, 502, 503, 504 -> new SourceFailed(Code.UNAVAILABLE, all);
      case 500 -> new SourceFailed(Code.UNAVAILABLE, all);
      case 301, 302, 303, 307, 308 ->
          new SourceFailed(
              Code.MISCONFIGURED, said + " with a redirect; set url to where it leads");
      default -> new SourceFailed(Code.NONSENSE, all);
    };
  }

  private SourceFailed failed(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      switch (each) {
        case HttpConnectTimeoutException _ -> {
          return new SourceFailed(
              Code.UNREACHABLE,
              "no connection to " + place() + " within " + seconds(access.connectTimeout()),
              cause);
        }
        case HttpTimeoutException _ -> {
          return new SourceFailed(
              Code.TIMEOUT, place() + " did not answer within " + seconds(access.timeout()), cause);
        }
        case UnresolvedAddressException _ -> {
          return new SourceFailed(
              Code.UNREACHABLE,
              "the name " + access.url().getHost() + " cannot be resolved",
              cause);
        }
        case SSLException tls -> {
          return new SourceFailed(
              Code.UNTRUSTED,
              "no TLS connection to " + place() + ": " + shown(String.valueOf(tls.getMessage())),
              cause);
        }
        default -> {}
      }
    }
    if (cause instanceof ConnectException) {
      return new SourceFailed(Code.UNREACHABLE, place() + " refuses connections", cause);
    }
    String words = shown(String.valueOf(cause.getMessage()));
    if (words.contains("capacity")) {
      return new SourceFailed(
          Code.TOO_LARGE, place() + " answers more than " + access.maxBytes() + " bytes", cause);
    }
    boolean broken = cause instanceof IOException;
    return new SourceFailed(
        broken ? Code.UNREACHABLE : Code.NONSENSE,
        "the connection to " + place() + " broke: " + words,
        cause);
  }

  /** Scheme, host and port; no path, which might hold a secret. */
  private String place() {
    URI url = access.url();
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  /** The beginning of a text from elsewhere, on one line. */
  private static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }

  @Override
  public void close() {
    HttpClient known = client;
    if (known != null) {
      known.shutdownNow();
    }
  }
}
