package io.fivewhys.collect.kubernetes.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether what ConfigMaps hold is recorded, and where. They hold secrets more often than they
 * should, so that nothing is kept of those that nobody would ever put back.
 *
 * @param wanted by the name of a gateway: whether its policy may ever have a ConfigMap put back;
 *     asked at each look
 */
public record ConfigRecording(Predicate<String> wanted, ConfigVersions versions) {
  /** Nothing is. */
  public static final ConfigRecording NONE =
      new ConfigRecording(
          _ -> false,
          new ConfigVersions() {
            @Override
            public Optional<String> record(List<Held> seen, Instant at) {
              return Optional.empty();
            }

            @Override
            public Optional<List<Version>> of(String uid) {
              return Optional.of(List.of());
            }
          });
}
