package io.fivewhys.collect.probe;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets every certificate pass, and remembers it and what another would have objected to. For a
 * handshake that is looked at and never used.
 */
final class CertificateWitness extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager strict;
  private volatile List<X509Certificate> chain = List.of();
  private volatile Optional<CertificateException> objection = Optional.empty();

  CertificateWitness(X509ExtendedTrustManager strict) {
    this.strict = strict;
  }

  /** What was presented, its own certificate first; empty when it did not come to that. */
  Optional<List<X509Certificate>> chain() {
    return Optional.of(chain).filter(it -> !it.isEmpty());
  }

  /** The way from its own certificate to whom we trust. */
  Optional<CertificatePath> path() {
    return chain().map(it -> CertificatePath.of(it, strict.getAcceptedIssuers()));
  }

  Optional<CertificateException> objection() {
    return objection;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
    this.chain = List.of(chain);
    try {
      strict.checkServerTrusted(chain, type, socket);
    } catch (CertificateException e) {
      objection = Optional.of(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only sockets are watched");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("only sockets are watched");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("nobody is served here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("nobody is served here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("nobody is served here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return strict.getAcceptedIssuers();
  }
}
