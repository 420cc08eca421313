package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.web.TlsTrust;
import io.fivewhys.collect.web.WebAccess;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Whether the connection is encrypted, and whom to trust.
 *
 * @param tls off, unverified (any certificate will do) or verify; off when left out
 * @param caFile certificates in PEM that are trusted instead of the system's; with verify
 */
public record Encryption(Use tls, Optional<Path> caFile) {

  /** How much encryption. */
  public enum Use {
    OFF,
    UNVERIFIED,
    VERIFY
  }

  public Encryption {
    if (caFile.isPresent() && tls != Use.VERIFY) {
      throw new IllegalArgumentException("ca-file together with tls: verify");
    }
  }

  public static Encryption defaults() {
    return new Encryption(Use.OFF, Optional.empty());
  }

  boolean isOff() {
    return tls == Use.OFF;
  }

  boolean isVerified() {
    return tls == Use.VERIFY;
  }

  /** The same, but encrypted with whatever certificate there is. */
  Encryption unverified() {
    return new Encryption(Use.UNVERIFIED, Optional.empty());
  }

  /**
   * Whom to trust.
   *
   * @throws SourceFailed MISCONFIGURED when the certificates cannot be used
   */
  SSLContext trusted(SourceContext context) throws SourceFailed {
    var none = Optional.<Path>empty();
    var access =
        new WebAccess(
            URI.create("https://127.0.0.1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            caFile,
            none,
            none,
            tls == Use.UNVERIFIED,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1024);
    var own = TlsTrust.of(access, context);
    try {
      return own.isPresent() ? own.get() : SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without TLS", e);
    }
  }
}
