package io.fivewhys.collect.probe;

import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Within;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A certificate that somebody presents.
 *
 * @param host name or address
 * @param port 443 when left out
 * @param serverName the name that the certificate must be for; host when left out
 * @param caFile certificates in PEM that are trusted instead of the system's
 */
public record Tls(
    @Inline Probed probed,
    String host,
    @Within(least = "1", most = "65535") Optional<Integer> port,
    Optional<String> serverName,
    Optional<Path> caFile)
    implements ProbeConfig {

  public Tls {
    new Place(host, port.orElse(443));
    serverName.ifPresent(it -> new Place(it, 443));
  }

  Place place() {
    return new Place(host, port.orElse(443));
  }

  String certified() {
    return serverName.orElse(place().host());
  }
}
