package io.fivewhys.collect.probe;

import java.io.EOFException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/**
 * Reads why a TLS handshake failed, from what the JDK throws: its exceptions tell apart what ended
 * and who is not trusted, and only its words a wrong name.
 */
final class TlsFailures {
  private static final int MOST_CAUSES = 16;

  private TlsFailures() {}

  /** What it means for a connection to the attempt's place. */
  static ProbeFailed of(Throwable thrown, Attempt attempt) {
    FailureKind kind = kindOf(thrown);
    String place = attempt.place();
    String said = attempt.shown(innermost(thrown));
    String words =
        switch (kind) {
          case CERTIFICATE_EXPIRED -> "the certificate of " + place + " is expired: " + said;
          case CERTIFICATE_UNTRUSTED ->
              "the certificate of " + place + " is signed by an unknown authority: " + said;
          case CERTIFICATE_MISMATCH ->
              "the certificate of " + place + " is for another name: " + said;
          default -> "no TLS connection to " + place + ": " + said;
        };
    return new ProbeFailed(kind, words, thrown);
  }

  /** One of the kinds of certificates, or TLS_FAILED. */
  static FailureKind kindOf(Throwable thrown) {
    Throwable each = thrown;
    for (int i = 0; i < MOST_CAUSES && each != null; i++, each = each.getCause()) {
      String words = String.valueOf(each.getMessage());
      switch (each) {
        case CertificateExpiredException _, CertificateNotYetValidException _ -> {
          return FailureKind.CERTIFICATE_EXPIRED;
        }
        case CertPathValidatorException path when isOfTime(path.getReason()) -> {
          return FailureKind.CERTIFICATE_EXPIRED;
        }
        case CertificateException _ when isOfNames(words) -> {
          return FailureKind.CERTIFICATE_MISMATCH;
        }
        case EOFException _ -> {
          return FailureKind.TLS_FAILED;
        }
        default -> {}
      }
      if (words.contains("valid certification path") || words.contains("trustAnchors")) {
        return FailureKind.CERTIFICATE_UNTRUSTED;
      }
    }
    return hasCertificateCause(thrown) ? FailureKind.CERTIFICATE_UNTRUSTED : FailureKind.TLS_FAILED;
  }

  private static boolean isOfTime(CertPathValidatorException.Reason reason) {
    return reason == CertPathValidatorException.BasicReason.EXPIRED
        || reason == CertPathValidatorException.BasicReason.NOT_YET_VALID;
  }

  private static boolean isOfNames(String words) {
    return words.startsWith("No subject alternative") || words.startsWith("No name matching");
  }

  private static boolean hasCertificateCause(Throwable thrown) {
    Throwable each = thrown;
    for (int i = 0; i < MOST_CAUSES && each != null; i++, each = each.getCause()) {
      if (each instanceof CertificateException || each instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  /** The words of the first cause of all, which says most. */
  private static String innermost(Throwable thrown) {
    Throwable last = thrown;
    for (int i = 0; i < MOST_CAUSES && last.getCause() != null; i++) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }
}
