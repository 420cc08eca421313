package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real TLS, with certificates of an authority of our own. */
class TlsProbeTest {
  private final Certificates certificates = new Certificates();
  @TempDir private Path directory;
  private Path authority;

  @BeforeEach
  void writeAuthority() throws IOException {
    authority = certificates.authorityFile(directory);
  }

  private Tls config(int port, Optional<String> name, Optional<Path> trusted) {
    var probed =
        new Probed(
            "bank",
            Optional.empty(),
            List.of("payments"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Tls(probed, "127.0.0.1", Optional.of(port), name, trusted);
  }

  private Asked asked(Certificates.Identity identity, Optional<String> name) throws Exception {
    try (var server = identity.serving("")) {
      return Asked.of(config(server.port(), name, Optional.of(authority)));
    }
  }

  @Test
  void aGoodCertificateTellsWhenItEnds() throws Exception {
    var identity = certificates.good();
    Asked asked = asked(identity, Optional.of("localhost"));
    asked.good();
    Certificate certificate = asked.only(Certificate.class);
    assertThat(certificate.host()).isEqualTo("localhost");
    assertThat(certificate.usedBy()).containsExactly("payments");
    assertThat(certificate.valid()).contains(true);
    assertThat(certificate.notAfter()).contains(identity.end());
    assertThat(certificate.error()).isEmpty();
  }

  @Test
  void whatIsPresentedAndNotNeededMayHaveEnded() throws Exception {
    var identity = certificates.withEndedCrossSignature(certificates.good());
    Asked asked = asked(identity, Optional.of("localhost"));
    asked.good();
    assertThat(asked.only(Certificate.class).notAfter()).contains(identity.end());
    var expired = certificates.withEndedCrossSignature(certificates.expired());
    Asked ended = asked(expired, Optional.of("localhost"));
    ended.failed(FailureKind.CERTIFICATE_EXPIRED, "has expired at " + expired.end());
    assertThat(ended.only(Certificate.class).notAfter()).contains(expired.end());
  }

  @Test
  void whatIsPresentedAndNeededMayNotHaveEnded() throws Exception {
    var identity = certificates.withEndedCrossSignature(certificates.good());
    try (var server = identity.serving("")) {
      Asked asked = Asked.of(config(server.port(), Optional.empty(), Optional.empty()));
      assertThat(asked.probe().ok()).isFalse();
      assertThat(asked.only(Certificate.class).notAfter())
          .contains(identity.authority().getNotAfter().toInstant());
    }
  }

  @Test
  void anExpiredCertificateIsReadAllTheSame() throws Exception {
    var identity = certificates.expired();
    Asked asked = asked(identity, Optional.empty());
    asked.failed(FailureKind.CERTIFICATE_EXPIRED, "the certificate of 127.0.0.1 has expired");
    Certificate certificate = asked.only(Certificate.class);
    assertThat(certificate.isInvalid()).isTrue();
    assertThat(certificate.notAfter()).contains(identity.end());
    assertThat(certificate.error().orElseThrow()).isEqualTo("has expired at " + identity.end());
  }

  @Test
  void aCertificateForAnotherNameSaysForWhich() throws Exception {
    Asked asked = asked(certificates.forName("bank.example"), Optional.of("pay.example"));
    asked.failed(FailureKind.CERTIFICATE_MISMATCH, "is for other names: bank.example");
    assertThat(asked.only(Certificate.class).host()).isEqualTo("pay.example");
    assertThat(asked.only(Certificate.class).isInvalid()).isTrue();
  }

  @Test
  void aCertificateOfAnUnknownAuthoritySaysOfWhich() throws Exception {
    try (var server = certificates.good().serving("")) {
      Asked asked = Asked.of(config(server.port(), Optional.empty(), Optional.empty()));
      asked.failed(FailureKind.CERTIFICATE_UNTRUSTED, "CN=Authority of a test");
      assertThat(asked.only(Certificate.class).notAfter()).isPresent();
    }
  }

  @Test
  void whoeverDoesNotSpeakTlsHasNoCertificate() throws Exception {
    try (var server = FakeServer.saying("220 mail.example ESMTP\r\n")) {
      Asked asked = Asked.of(config(server.port(), Optional.empty(), Optional.empty()));
      asked.failed(FailureKind.TLS_FAILED, "no TLS connection");
      assertThat(asked.all(Certificate.class)).isEmpty();
    }
  }
}
