package io.fivewhys.collect.web;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.settings.Within;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach something over HTTP; a section of the configuration.
 *
 * @param url base address, http or https, without query; a path is put behind its own
 * @param bearer token for {@code Authorization: Bearer}
 * @param username for basic authentication, with password
 * @param password for basic authentication
 * @param headers sent along, such as {@code X-Scope-OrgID} for Mimir; no secrets
 * @param secretHeaders the same, with secrets
 * @param caFile certificates in PEM that are trusted instead of the system's
 * @param certificateFile our own certificate chain in PEM, for mutual TLS
 * @param keyFile its private key in PEM (PKCS #8)
 * @param insecureSkipVerify trusts any certificate; for trying out
 * @param connectTimeout longest wait for a connection
 * @param timeout longest wait for a whole answer
 * @param maxBytes largest answer
 */
public record WebAccess(
    URI url,
    Optional<SecretRef> bearer,
    Optional<String> username,
    Optional<SecretRef> password,
    Map<String, String> headers,
    Map<String, SecretRef> secretHeaders,
    Optional<Path> caFile,
    Optional<Path> certificateFile,
    Optional<Path> keyFile,
    boolean insecureSkipVerify,
    @Within(least = "10ms", most = "1m") Duration connectTimeout,
    @Within(least = "10ms", most = "5m") Duration timeout,
    @Within(least = "1024", most = "1073741824") long maxBytes) {

  public WebAccess {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.matches("https?") || url.getHost() == null || url.getRawQuery() != null) {
      throw new IllegalArgumentException("url as http://host:port/path or https, without a query");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url without user and password; use username and password: {env: NAME}");
    }
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("username and password together");
    }
    if (username.isPresent() && bearer.isPresent()) {
      throw new IllegalArgumentException("either bearer or username and password");
    }
    if (certificateFile.isPresent() != keyFile.isPresent()) {
      throw new IllegalArgumentException("certificate-file and key-file together");
    }
    headers = Map.copyOf(headers);
    secretHeaders = Map.copyOf(secretHeaders);
  }

  /** Everything but the address. */
  public static WebAccess defaults() {
    return at(URI.create("http://127.0.0.1"));
  }

  /** Plain access to this address. */
  public static WebAccess at(URI url) {
    return new WebAccess(
        url,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        32L << 20);
  }
}
