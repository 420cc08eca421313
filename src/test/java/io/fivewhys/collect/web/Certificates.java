package io.fivewhys.collect.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates made anew by the JDK's keytool: an authority, and under it {@code server} (for
 * 127.0.0.1), {@code elsewhere} (for another name) and {@code client}; {@code alone} signed itself.
 */
public final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path directory;
  private final KeyStore store;

  private Certificates(Path directory, KeyStore store) {
    this.directory = directory;
    this.store = store;
  }

  public static Certificates in(Path directory) throws Exception {
    Path file = directory.resolve("all.p12");
    make(file, "authority", "RSA", List.of("-ext", "bc:c"));
    make(file, "server", "RSA", List.of("-signer", "authority", "-ext", "san=ip:127.0.0.1"));
    make(
        file,
        "elsewhere",
        "RSA",
        List.of("-signer", "authority", "-ext", "san=dns:elsewhere.example"));
    make(file, "client", "EC", List.of("-signer", "authority"));
    make(file, "alone", "RSA", List.of("-ext", "san=ip:127.0.0.1"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new Certificates(directory, store);
  }

  private static void make(Path file, String alias, String algorithm, List<String> more)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", algorithm));
    command.addAll(List.of("-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    command.addAll(more);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  /** A certificate with those that signed it, as a PEM file. */
  public Path chain(String alias) throws Exception {
    var pem = new StringBuilder();
    for (var each : store.getCertificateChain(alias)) {
      pem.append(pem("CERTIFICATE", each.getEncoded()));
    }
    return Files.writeString(directory.resolve(alias + ".pem"), pem);
  }

  Path key(String alias) throws Exception {
    byte[] key = store.getKey(alias, PASSWORD).getEncoded();
    return Files.writeString(directory.resolve(alias + ".key"), pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }

  /** What a server needs that shows this certificate and trusts clients of the authority. */
  public SSLContext served(String alias) throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        alias, store.getKey(alias, PASSWORD), PASSWORD, store.getCertificateChain(alias));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    KeyStore authority = KeyStore.getInstance("PKCS12");
    authority.load(null, null);
    authority.setCertificateEntry("authority", store.getCertificate("authority"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
