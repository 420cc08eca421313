package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom to trust, as something that can be asked. */
final class TrustAnchors {
  private TrustAnchors() {}

  /**
   * Trusts the certificates of the file, or those of the system.
   *
   * @throws SourceFailed MISCONFIGURED when the file cannot be used
   */
  static X509ExtendedTrustManager of(Optional<Path> caFile, SourceContext context)
      throws SourceFailed {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(caFile.isPresent() ? read(context.directory().resolve(caFile.get())) : null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (IOException | GeneralSecurityException e) {
      throw new SourceFailed(
          Code.MISCONFIGURED,
          "the certificates of ca-file cannot be used (PEM): " + e.getMessage(),
          e);
    }
  }

  private static KeyStore read(Path pem) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(pem)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + store.size(), each);
      }
    }
    if (store.size() == 0) {
      throw new IOException("no certificate in " + pem);
    }
    return store;
  }
}
