package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.Certificate;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.read.FactDraft;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Shakes hands over TLS and reads the certificate that is presented, trusted or not. */
final class TlsProbe implements Probe {
  private static final int MOST_NAMES = 5;
  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;

  private final Tls config;
  private final SourceContext context;

  TlsProbe(Tls config, SourceContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public String target() {
    return config.place().toString();
  }

  @Override
  public DependencyProbe.Type type() {
    return DependencyProbe.Type.EXTERNAL_API;
  }

  @Override
  public void ask(Attempt attempt) throws ProbeFailed, SourceFailed, IOException {
    var witness = new CertificateWitness(TrustAnchors.of(config.caFile(), context));
    attempt.resolve(config.place().host());
    attempt.awaits("the TLS handshake");
    try (ProbeSocket socket = attempt.socket()) {
      socket.connect(new InetSocketAddress(config.place().host(), config.place().port()));
      try (SSLSocket _ = TlsLayer.over(socket, config.certified(), trusting(witness), true)) {
        attempt.answered();
      }
    } finally {
      witness.path().ifPresent(it -> tell(it, witness.objection(), attempt));
    }
    judge(witness);
  }

  private static SSLContext trusting(CertificateWitness witness) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {witness}, new SecureRandom());
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without TLS", e);
    }
  }

  private void tell(
      CertificatePath path, Optional<CertificateException> objection, Attempt attempt) {
    attempt.sees(
        FactDraft.of(Certificate.class)
            .set("host", config.certified())
            .set("usedBy", config.probed().usedBy())
            .set("notAfter", path.end())
            .set("valid", objection.isEmpty())
            .set("error", objection.map(it -> attempt.shown(words(it, path)))));
  }

  private void judge(CertificateWitness witness) throws ProbeFailed {
    if (witness.objection().isPresent()) {
      CertificateException objection = witness.objection().get();
      throw new ProbeFailed(
          TlsFailures.kindOf(objection),
          "the certificate of "
              + config.certified()
              + " "
              + words(objection, witness.path().orElseThrow()),
          objection);
    }
  }

  /** What is wrong with it, behind its name. */
  private static String words(CertificateException objection, CertificatePath path) {
    X509Certificate own = path.certificates().getFirst();
    return switch (TlsFailures.kindOf(objection)) {
      case CERTIFICATE_EXPIRED ->
          own.getNotBefore().toInstant().isAfter(Instant.now())
              ? "is valid only from " + own.getNotBefore().toInstant()
              : "has expired at " + path.end();
      case CERTIFICATE_UNTRUSTED ->
          "is signed by an unknown authority (" + own.getIssuerX500Principal().getName() + ")";
      case CERTIFICATE_MISMATCH -> "is for other names: " + names(own);
      default -> "is refused: " + objection.getMessage();
    };
  }

  private static String names(X509Certificate certificate) {
    try {
      var names = Optional.ofNullable(certificate.getSubjectAlternativeNames());
      return names.isEmpty()
          ? certificate.getSubjectX500Principal().getName()
          : names.get().stream()
              .filter(it -> Arrays.asList(DNS_NAME, ADDRESS).contains(it.get(0)))
              .limit(MOST_NAMES)
              .map(it -> String.valueOf(it.get(1)))
              .collect(Collectors.joining(", "));
    } catch (CertificateException e) {
      return certificate.getSubjectX500Principal().getName();
    }
  }
}
