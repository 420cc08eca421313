package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.web.WebAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;

/** Reads why no answer came over HTTP, or another than was expected. */
final class HttpFailures {
  private HttpFailures() {}

  /**
   * Why none came.
   *
   * @throws SourceFailed when it is our own configuration
   */
  static ProbeFailed of(SourceFailed thrown, URI url, Attempt attempt) throws SourceFailed {
    String said = attempt.shown(thrown.getMessage());
    return switch (thrown.code()) {
      case MISCONFIGURED, INTERNAL -> throw thrown;
      case TIMEOUT -> new ProbeFailed(FailureKind.HANGING, "timeout: " + said, thrown);
      case UNTRUSTED -> TlsFailures.of(cause(thrown), attempt);
      case UNREACHABLE -> unreachable(thrown, said, url, attempt);
      case TOO_LARGE, NONSENSE -> new ProbeFailed(FailureKind.NONSENSE, said, thrown);
      case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, UNAVAILABLE ->
          new ProbeFailed(FailureKind.ERROR, said, thrown);
    };
  }

  private static ProbeFailed unreachable(
      SourceFailed thrown, String said, URI url, Attempt attempt) {
    Throwable cause = cause(thrown);
    if (cause instanceof HttpConnectTimeoutException) {
      return accepts(url, attempt)
          ? new ProbeFailed(
              FailureKind.HANGING,
              attempt.place() + " accepts the connection and never answers: the TLS handshake",
              thrown)
          : new ProbeFailed(FailureKind.UNREACHABLE, said + ": connect timed out", thrown);
    }
    // The JDK's client says nothing more of a connection that was refused.
    if (cause instanceof ConnectException && cause.getMessage() == null) {
      return new ProbeFailed(
          FailureKind.REFUSED, "connection refused: nobody listens at " + attempt.place(), thrown);
    }
    return NetworkFailures.known(cause, attempt)
        .orElseGet(() -> new ProbeFailed(FailureKind.CLOSED, said, thrown));
  }

  /** The JDK's client takes the TLS handshake for a part of connecting. */
  private static boolean accepts(URI url, Attempt attempt) {
    int usual = url.getScheme().equals("https") ? 443 : 80;
    var address = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? usual : url.getPort());
    try (ProbeSocket socket = attempt.socket()) {
      socket.connect(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Throwable cause(SourceFailed thrown) {
    return thrown.getCause() == null ? new EOFException(thrown.getMessage()) : thrown.getCause();
  }

  /** A status that was not expected. */
  static ProbeFailed status(WebAnswer answer, Attempt attempt) {
    int status = answer.status();
    FailureKind kind =
        switch (status) {
          case 401 -> FailureKind.WRONG_CREDENTIALS;
          case 403 -> FailureKind.NOT_ALLOWED;
          case 404 -> FailureKind.NOT_FOUND;
          case 429 -> FailureKind.RATE_LIMITED;
          case 503 -> FailureKind.UNAVAILABLE;
          default -> status >= 500 ? FailureKind.ERROR : FailureKind.UNEXPECTED;
        };
    String words =
        switch (kind) {
          case WRONG_CREDENTIALS -> "it wants credentials, or others";
          case NOT_ALLOWED -> "these credentials lack a right";
          case RATE_LIMITED -> "Too Many Requests, it limits our rate";
          case UNAVAILABLE -> "Service Unavailable";
          case NOT_FOUND -> "there is no such path";
          default -> "not as expected";
        };
    String wait =
        answer.headers().firstValue("Retry-After").map(it -> ", Retry-After: " + it).orElse("");
    String body = attempt.shown(answer.text());
    return new ProbeFailed(
        kind,
        "HTTP %d from %s: %s%s%s"
            .formatted(
                status,
                attempt.place(),
                words,
                attempt.shown(wait),
                body.isEmpty() ? "" : ": " + body));
  }
}
