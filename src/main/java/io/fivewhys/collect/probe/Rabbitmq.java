package io.fivewhys.collect.probe;

import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Within;
import java.util.Optional;

/**
 * A RabbitMQ server, or another that speaks AMQP 0-9-1.
 *
 * @param host name or address
 * @param port 5672 when left out, 5671 with TLS
 * @param virtualHost {@code /} when left out
 * @param login username and password are required
 * @param queue that must be there; how many messages and consumers it has is told
 * @param publish whether to publish an empty message that no queue gets: a broker tells of its
 *     alarms (memory, disk) only to those who publish; false when left out
 */
public record Rabbitmq(
    @Inline Probed probed,
    String host,
    @Within(least = "1", most = "65535") Optional<Integer> port,
    Optional<String> virtualHost,
    @Inline Login login,
    @Inline Encryption encryption,
    Optional<String> queue,
    Optional<Boolean> publish)
    implements ProbeConfig {

  public Rabbitmq {
    if (login.username().isEmpty() || login.password().isEmpty()) {
      throw new IllegalArgumentException("username and password, to log in with");
    }
    new Place(host, port.orElse(5672));
  }

  Place place() {
    return new Place(host, port.orElse(encryption.isOff() ? 5672 : 5671));
  }

  String tenant() {
    return virtualHost.orElse("/");
  }
}
