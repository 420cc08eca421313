package io.fivewhys.collect.prometheus.traffic;

import java.util.Optional;

/**
 * What gateways write where a status code stands.
 *
 * <p>Facts hold exact codes. Where a metric only knows the class, {@code 5xx} or {@code 5}, the
 * class's first code stands for it: 200, 300, 400, 500. That tells how many failed, and nothing of
 * how.
 */
final class Statuses {
  /** nginx's code for a client that did not wait, for which Envoy writes 0. */
  private static final int CLIENT_GONE = 499;

  private Statuses() {}

  /** The status code, 100 to 599; empty for what is none. */
  static Optional<Integer> of(String written) {
    if (written.matches("[1-5]xx")) {
      return Optional.of((written.charAt(0) - '0') * 100);
    }
    if (!written.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(written);
    if (number == 0) {
      return Optional.of(CLIENT_GONE);
    }
    if (number < 6) {
      return Optional.of(number * 100);
    }
    return number >= 100 && number <= 599 ? Optional.of(number) : Optional.empty();
  }
}
