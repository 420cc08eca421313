package io.fivewhys.collect.probe;

import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Within;
import java.util.Optional;

/**
 * A Redis or Valkey server, alone, as a replica or in a cluster.
 *
 * @param host name or address
 * @param port 6379 when left out
 * @param login a password alone is that of the default user
 */
public record Redis(
    @Inline Probed probed,
    String host,
    @Within(least = "1", most = "65535") Optional<Integer> port,
    @Inline Login login,
    @Inline Encryption encryption)
    implements ProbeConfig {

  public Redis {
    if (login.username().isPresent() && login.password().isEmpty()) {
      throw new IllegalArgumentException("username together with password");
    }
    new Place(host, port.orElse(6379));
  }

  Place place() {
    return new Place(host, port.orElse(6379));
  }
}
