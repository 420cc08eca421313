package io.fivewhys.demo.app;

import java.time.Duration;
import java.util.Map;

/**
 * A service as it was built.
 *
 * @param name of the application
 * @param start time from the start of the process until it serves
 * @param memory bytes that it holds whatever it does
 * @param maker makes the service within a process
 */
record Release(String name, String version, Duration start, long memory, Maker maker) {
  /** Makes a service of what surrounds it. */
  interface Maker {
    Service make(Surroundings surroundings);
  }

  /**
   * @param environment variables of the container
   */
  record Surroundings(String pod, Map<String, String> environment, Memory memory, AppLog log) {
    String variable(String name) {
      String value = environment.get(name);
      if (value == null) {
        throw new IllegalStateException(
            "Could not resolve placeholder '%s' in value \"${%s}\"".formatted(name, name));
      }
      return value;
    }

    SqlPool database(String pool) {
      return new SqlPool(
          pool,
          variable("DATABASE_URL"),
          variable("DATABASE_USER"),
          variable("DATABASE_PASSWORD"),
          Integer.parseInt(variable("DATABASE_POOL_SIZE")));
    }
  }
}
