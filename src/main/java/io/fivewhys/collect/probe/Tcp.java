package io.fivewhys.collect.probe;

import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Within;

/**
 * Something that accepts TCP connections; whether it says anything is not asked.
 *
 * @param host name or address
 */
public record Tcp(@Inline Probed probed, String host, @Within(least = "1", most = "65535") int port)
    implements ProbeConfig {

  public Tcp {
    new Place(host, port);
  }

  Place place() {
    return new Place(host, port);
  }
}
