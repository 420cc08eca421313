package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why a call of the API server came to nothing.
 *
 * @param code what went wrong
 * @param reason in words, without any secret
 */
public record ApiFailure(Code code, String reason) {

  /** What an exception of the client stands for. */
  public static ApiFailure of(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof KubernetesClientException refused && refused.getCode() >= 300) {
        return of(refused.getCode(), refused);
      }
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      switch (each) {
        case SSLException tls -> {
          return untrusted(tls);
        }
        case CertificateException tls -> {
          return untrusted(tls);
        }
        case UnknownHostException host -> {
          return new ApiFailure(
              Code.UNREACHABLE, "the name of the API server cannot be resolved: " + said(host));
        }
        case ConnectException _ -> {
          return new ApiFailure(
              Code.UNREACHABLE, "the API server refuses connections: " + said(each));
        }
        case TimeoutException _ -> {
          return new ApiFailure(Code.TIMEOUT, "the API server does not answer in time");
        }
        default -> {}
      }
    }
    return broken(thrown);
  }

  private static ApiFailure broken(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof IOException) {
        String words = said(each);
        return words.contains("imeout") || words.contains("imed out")
            ? new ApiFailure(Code.TIMEOUT, "the API server does not answer in time: " + words)
            : new ApiFailure(Code.UNREACHABLE, "the connection to the API server broke: " + words);
      }
    }
    return new ApiFailure(
        Code.NONSENSE, "the API server answers what nobody can read: " + said(thrown));
  }

  private static ApiFailure of(int status, KubernetesClientException refused) {
    String told = refused.getStatus() == null ? null : refused.getStatus().getMessage();
    String words = (status + " " + Said.line(told == null ? "" : told, 200)).strip();
    return switch (status) {
      case 401 ->
          new ApiFailure(
              Code.UNAUTHENTICATED, "the API server does not accept the credentials (401)");
      case 403 -> new ApiFailure(Code.FORBIDDEN, "the API server refuses: " + words);
      case 404 ->
          new ApiFailure(
              Code.NOT_FOUND, "it does not know this API, is it a cluster? It answers " + words);
      case 408, 504 -> new ApiFailure(Code.TIMEOUT, "the API server gives up: " + words);
      default ->
          status >= 500 || status == 429
              ? new ApiFailure(Code.UNAVAILABLE, "the API server fails: " + words)
              : new ApiFailure(Code.NONSENSE, "the API server answers " + words);
    };
  }

  private static ApiFailure untrusted(Throwable tls) {
    return new ApiFailure(Code.UNTRUSTED, "no TLS connection to the API server: " + said(tls));
  }

  private static String said(Throwable thrown) {
    return Said.line(String.valueOf(thrown.getMessage()), 200);
  }

  SourceFailed asFailed(String server) {
    return new SourceFailed(code, reason + " (" + server + ")");
  }
}
