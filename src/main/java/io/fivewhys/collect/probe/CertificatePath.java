package io.fivewhys.collect.probe;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way from a server's certificate to an authority that is trusted. A server may present more
 * than that, such as a cross-signed certificate for old clients, which may have ended long ago.
 *
 * @param certificates the server's own first, without the authority's
 */
record CertificatePath(List<X509Certificate> certificates) {

  /**
   * The path that is valid now; where there is none, the one that would be.
   *
   * @param presented the server's own first
   * @param trusted authorities
   */
  static CertificatePath of(List<X509Certificate> presented, X509Certificate[] trusted) {
    try {
      return new CertificatePath(validated(presented, trusted));
    } catch (GeneralSecurityException e) {
      return new CertificatePath(followed(presented, trusted));
    }
  }

  private static List<X509Certificate> validated(
      List<X509Certificate> presented, X509Certificate[] trusted) throws GeneralSecurityException {
    Set<TrustAnchor> anchors =
        Arrays.stream(trusted).map(it -> new TrustAnchor(it, null)).collect(Collectors.toSet());
    var own = new X509CertSelector();
    own.setCertificate(presented.getFirst());
    var parameters = new PKIXBuilderParameters(anchors, own);
    parameters.setRevocationEnabled(false);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(presented)));
    List<X509Certificate> path = new ArrayList<>();
    for (Certificate each :
        CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath().getCertificates()) {
      path.add((X509Certificate) each);
    }
    // Nothing leads to an authority that the server's own certificate is itself.
    return path.isEmpty() ? List.of(presented.getFirst()) : path;
  }

  /** From issuer to issuer by name, of several the one that ends last. */
  private static List<X509Certificate> followed(
      List<X509Certificate> presented, X509Certificate[] trusted) {
    List<X509Certificate> path = new ArrayList<>();
    Optional<X509Certificate> next = Optional.of(presented.getFirst());
    while (next.isPresent()) {
      X509Certificate current = next.get();
      path.add(current);
      boolean isTrusted = Arrays.stream(trusted).anyMatch(it -> isIssuer(it, current));
      next =
          presented.stream()
              .filter(it -> !isTrusted && !path.contains(it) && isIssuer(it, current))
              .max(Comparator.comparing(X509Certificate::getNotAfter));
    }
    return path;
  }

  private static boolean isIssuer(X509Certificate issuer, X509Certificate of) {
    return issuer.getSubjectX500Principal().equals(of.getIssuerX500Principal());
  }

  /** When the path ends, which is when the first of its certificates does. */
  Instant end() {
    return certificates.stream()
        .map(it -> it.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
