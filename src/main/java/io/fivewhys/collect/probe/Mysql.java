package io.fivewhys.collect.probe;

import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Within;
import java.util.Optional;

/**
 * A MySQL or MariaDB server, or a proxy in front of one.
 *
 * @param host name or address
 * @param port 3306 when left out
 * @param database none when left out
 * @param login username is required
 * @param query what to ask, in a transaction that cannot write; {@code SELECT 1} when left out
 */
public record Mysql(
    @Inline Probed probed,
    String host,
    @Within(least = "1", most = "65535") Optional<Integer> port,
    Optional<String> database,
    @Inline Login login,
    @Inline Encryption encryption,
    Optional<String> query)
    implements ProbeConfig {

  public Mysql {
    if (login.username().isEmpty()) {
      throw new IllegalArgumentException("username, the user to log in as");
    }
    // It becomes part of a URL for the driver, where more could be said than a database.
    if (database.isPresent() && !database.get().matches("[^?/&=#\\s]{1,64}")) {
      throw new IllegalArgumentException("database of 1 to 64 characters, none of them ? / & = #");
    }
    new Place(host, port.orElse(3306));
  }

  Place place() {
    return new Place(host, port.orElse(3306));
  }

  String question() {
    return query.orElse("SELECT 1");
  }
}
