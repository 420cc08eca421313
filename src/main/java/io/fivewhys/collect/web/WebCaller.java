package io.fivewhys.collect.web;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls one place over HTTP. Safe for use by several threads; closed when it is not used again. */
public final class WebCaller implements AutoCloseable {
  private final WebAccess access;
  private final SourceContext context;
  private final WebFailures failures;
  private volatile Client client;

  /**
   * @param versions of the files that it was made with
   */
  private record Client(HttpClient http, List<String> versions) {}

  public WebCaller(WebAccess access, SourceContext context) {
    this.access = access;
    this.context = context;
    this.failures = new WebFailures(access, context);
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

  private WebAnswer successful(String path, WebAnswer answer) throws SourceFailed {
    if (!answer.isSuccess()) {
      throw refusal(path, answer);
    }
    return answer;
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
      throw failures.late(e);
    } catch (ExecutionException e) {
      throw failures.none(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** What an answer that is no success means, in the words of its body. */
  public SourceFailed refusal(String path, WebAnswer answer) {
    return refusal(path, answer, answer.text());
  }

  /** The same in words that were taken out of its body. */
  public SourceFailed refusal(String path, WebAnswer answer, String words) {
    return failures.refused(path, answer, words);
  }

  /**
   * A failure in words of one's own.
   *
   * @param words of the other side perhaps; secrets are taken out
   */
  public SourceFailed failure(Code code, String words) {
    return failures.because(code, words);
  }

  /** A text from the other side for a message or a fact: its beginning, on one line, no secret. */
  public String shown(String text) {
    return failures.shown(text);
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
      request.header(header.getKey(), secret(header.getValue(), "header " + header.getKey()));
    }
    if (access.bearer().isPresent()) {
      request.header("Authorization", "Bearer " + secret(access.bearer().get(), "bearer"));
    }
    if (access.username().isPresent()) {
      request.header("Authorization", basic(access.username().get(), access.password().get()));
    }
    return request.build();
  }

  /** The client's own refusal would show the value. */
  private String secret(SecretRef ref, String what) throws SourceFailed {
    String value = ref.reveal(context);
    if (!WebAccess.isHeaderValue(value)) {
      throw new SourceFailed(
          Code.MISCONFIGURED,
          "the secret for "
              + what
              + " has characters that no header may hold, such as a line break");
    }
    return value;
  }

  private String basic(String username, SecretRef password) throws SourceFailed {
    String both = username + ":" + password.reveal(context);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private HttpClient client() throws SourceFailed {
    List<String> versions = TlsTrust.versions(access, context);
    Client known = client;
    if (known != null && known.versions().equals(versions)) {
      return known.http();
    }
    synchronized (this) {
      if (client == null || !client.versions().equals(versions)) {
        Client made = new Client(open(), versions);
        if (client != null) {
          client.http().shutdown();
        }
        client = made;
      }
      return client.http();
    }
  }

  private HttpClient open() throws SourceFailed {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(access.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER);
    TlsTrust.of(access, context).ifPresent(builder::sslContext);
    return builder.build();
  }

  @Override
  public void close() {
    Client known = client;
    if (known != null) {
      known.http().shutdownNow();
    }
  }
}
