package io.fivewhys.collect.probe;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of our own, and what it signs. */
final class Certificates {
  private static final String AUTHORITY = "CN=Authority of a test";

  private final KeyPair authorityKey = keyPair();
  private final X509Certificate authority;

  Certificates() {
    authority = signed(AUTHORITY, authorityKey, List.of(), inDays(-10), inDays(10), true);
  }

  /** A certificate with its key and the authority's. */
  record Identity(X509Certificate certificate, KeyPair key, X509Certificate authority) {
    Instant end() {
      return certificate.getNotAfter().toInstant();
    }

    /** Written as a server wants them. */
    void write(Path certificateFile, Path keyFile) throws IOException {
      Files.writeString(certificateFile, pem(certificate) + pem(authority));
      Files.writeString(keyFile, pem(new JcaPKCS8Generator(key.getPrivate(), null)));
      Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    }

    SSLContext context() throws Exception {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own", key.getPrivate(), new char[0], new Certificate[] {certificate, authority});
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      var tls = SSLContext.getInstance("TLS");
      tls.init(keys.getKeyManagers(), null, null);
      return tls;
    }

    /** A server that shakes hands, says this, and waits for the other side to hang up. */
    FakeServer serving(String words) throws Exception {
      SSLContext tls = context();
      return new FakeServer(
          socket -> {
            var secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            byte[] request = new byte[8_192];
            if (!words.isEmpty() && secure.getInputStream().read(request) > 0) {
              secure.getOutputStream().write(words.getBytes());
              secure.getOutputStream().flush();
            }
            secure.getInputStream().readAllBytes();
          });
    }
  }

  /** Good for this machine, by name and by address. */
  Identity good() {
    return of(inDays(-1), inDays(5), "localhost", "127.0.0.1");
  }

  Identity expired() {
    return of(inDays(-5), inDays(-1), "localhost", "127.0.0.1");
  }

  Identity forName(String name) {
    return of(inDays(-1), inDays(5), name);
  }

  private Identity of(Instant from, Instant to, String... names) {
    KeyPair key = keyPair();
    return new Identity(signed("CN=server", key, List.of(names), from, to, false), key, authority);
  }

  /** The same, presented with what another authority signed for ours and which has ended. */
  Identity withEndedCrossSignature(Identity identity) {
    var cross =
        signed(
            "CN=Old authority",
            keyPair(),
            AUTHORITY,
            authorityKey,
            List.of(),
            inDays(-10),
            inDays(-3),
            true);
    return new Identity(identity.certificate(), identity.key(), cross);
  }

  /** The authority's certificate in a file. */
  Path authorityFile(Path directory) throws IOException {
    return Files.writeString(directory.resolve("ca.pem"), pem(authority));
  }

  private X509Certificate signed(
      String subject, KeyPair key, List<String> names, Instant from, Instant to, boolean ca) {
    return signed(AUTHORITY, authorityKey, subject, key, names, from, to, ca);
  }

  private static X509Certificate signed(
      String issuer,
      KeyPair issuerKey,
      String subject,
      KeyPair key,
      List<String> names,
      Instant from,
      Instant to,
      boolean ca) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.valueOf(System.nanoTime()),
              Date.from(from),
              Date.from(to),
              new X500Name(subject),
              key.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                names.stream()
                    .map(
                        it ->
                            new GeneralName(
                                it.matches("[\\d.]+") ? GeneralName.iPAddress : GeneralName.dNSName,
                                it))
                    .toArray(GeneralName[]::new)));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (Exception e) {
      throw new AssertionError("no certificate", e);
    }
  }

  private static String pem(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static Instant inDays(int days) {
    return Instant.now().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new AssertionError("no key", e);
    }
  }
}
