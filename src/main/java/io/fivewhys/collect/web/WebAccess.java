package io.fivewhys.collect.web;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.settings.Required;
import io.fivewhys.settings.Within;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How to reach something over HTTP; a section of the configuration.
 *
 * @param url base address, http or https, without query; a path is put behind its own
 * @param bearer token for {@code Authorization: Bearer}
 * @param username for basic authentication, with password; without a colon
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
    @Required URI url,
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
  /** A token of RFC 9110, section 5.6.2. */
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  /** What RFC 9110, section 5.5, allows in a value, without the obsolete upper half. */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

  /** The client writes these itself and takes them from nobody. */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  public WebAccess {
    headers = Map.copyOf(headers);
    secretHeaders = Map.copyOf(secretHeaders);
    checkUrl(url);
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("username and password together");
    }
    if (username.isPresent() && username.get().contains(":")) {
      throw new IllegalArgumentException("username without a colon, which would end it");
    }
    if (username.isPresent() && bearer.isPresent()) {
      throw new IllegalArgumentException("either bearer or username and password");
    }
    if (certificateFile.isPresent() != keyFile.isPresent()) {
      throw new IllegalArgumentException("certificate-file and key-file together");
    }
    if (insecureSkipVerify && caFile.isPresent()) {
      throw new IllegalArgumentException("either ca-file or insecure-skip-verify");
    }
    checkHeaders(headers, secretHeaders, bearer.isPresent() || username.isPresent());
  }

  private static void checkUrl(URI url) {
    boolean fits =
        String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT).matches("https?")
            && url.getHost() != null
            && url.getRawQuery() == null
            && url.getRawFragment() == null;
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url without user and password; use username and password: {env: NAME}");
    }
    if (!fits) {
      throw new IllegalArgumentException("url as http://host:port/path or https, without a query");
    }
  }

  private static void checkHeaders(
      Map<String, String> headers, Map<String, SecretRef> secretHeaders, boolean authorized) {
    Stream.concat(headers.keySet().stream(), secretHeaders.keySet().stream())
        .filter(
            name ->
                !HEADER_NAME.matcher(name).matches()
                    || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "names of headers, of letters, digits and dashes, and none of "
                      + String.join(", ", OWN_HEADERS.stream().sorted().toList()));
            });
    headers.forEach(
        (name, value) -> {
          if (!isHeaderValue(value)) {
            throw new IllegalArgumentException(
                "header " + name + " with a value of printable ASCII characters");
          }
          if (name.equalsIgnoreCase("Authorization")) {
            throw new IllegalArgumentException(
                "the header Authorization as bearer, username and password, or secret-headers");
          }
        });
    if (authorized && secretHeaders.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "one of bearer, username and password, or secret-headers with Authorization");
    }
  }

  /** Whether it can be sent as it is; a line break would begin another header. */
  static boolean isHeaderValue(String text) {
    return HEADER_VALUE.matcher(text).matches();
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

  /** The same with another longest wait for a whole answer. */
  public WebAccess within(Duration longest) {
    return new WebAccess(
        url,
        bearer,
        username,
        password,
        headers,
        secretHeaders,
        caFile,
        certificateFile,
        keyFile,
        insecureSkipVerify,
        connectTimeout,
        longest,
        maxBytes);
  }
}
