package io.fivewhys.collect.web;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom to trust, and with which certificate of one's own. */
public final class TlsTrust {
  private static final char[] NO_PASSWORD = {};

  private TlsTrust() {}

  /**
   * The context that the access asks for; empty where the system's will do.
   *
   * @throws SourceFailed MISCONFIGURED when a file cannot be used
   */
  public static Optional<SSLContext> of(WebAccess access, SourceContext context)
      throws SourceFailed {
    boolean usual =
        access.caFile().isEmpty()
            && access.certificateFile().isEmpty()
            && !access.insecureSkipVerify();
    if (usual) {
      return Optional.empty();
    }
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(keys(access, context), trust(access, context), null);
      return Optional.of(tls);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new SourceFailed(
          Code.MISCONFIGURED,
          "the certificates cannot be used (ca-file, certificate-file, key-file in PEM): "
              + e.getMessage(),
          e);
    }
  }

  /**
   * What the files looked like: they are rotated while we run, and a certificate that was read once
   * would run out.
   */
  static List<String> versions(WebAccess access, SourceContext context) {
    List<String> versions = new ArrayList<>();
    for (var file : List.of(access.caFile(), access.certificateFile(), access.keyFile())) {
      if (file.isPresent()) {
        versions.add(version(context.directory().resolve(file.get())));
      }
    }
    return versions;
  }

  private static String version(Path file) {
    try {
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException e) {
      // Reading it will tell why.
      return "unreadable";
    }
  }

  private static TrustManager[] trust(WebAccess access, SourceContext context)
      throws IOException, GeneralSecurityException {
    if (access.insecureSkipVerify()) {
      return new TrustManager[] {new Anybody()};
    }
    if (access.caFile().isEmpty()) {
      return null;
    }
    var store = empty();
    int number = 0;
    for (Certificate each : certificates(context.directory().resolve(access.caFile().get()))) {
      store.setCertificateEntry("ca-" + number++, each);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(WebAccess access, SourceContext context)
      throws IOException, GeneralSecurityException {
    if (access.certificateFile().isEmpty()) {
      return null;
    }
    var chain = certificates(context.directory().resolve(access.certificateFile().get()));
    PrivateKey key =
        key(
            context.directory().resolve(access.keyFile().orElseThrow()),
            chain.getFirst().getPublicKey().getAlgorithm());
    var store = empty();
    store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path pem)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(pem)) {
      var found = List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (found.isEmpty()) {
        throw new IOException("no certificate in " + pem);
      }
      return List.copyOf(found);
    }
  }

  private static PrivateKey key(Path pem, String algorithm)
      throws IOException, GeneralSecurityException {
    String text = Files.readString(pem, StandardCharsets.US_ASCII);
    if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
      throw new IOException(pem + " holds no key in PKCS #8 (-----BEGIN PRIVATE KEY-----)");
    }
    String inner =
        text.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----.*|\\s", "");
    var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(inner));
    return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
  }

  /**
   * Trusts everybody, because the configuration says so; also a name that is not the certificate's.
   */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
