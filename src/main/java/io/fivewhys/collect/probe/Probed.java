package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.settings.Within;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What every probe says of the dependency that it asks.
 *
 * @param name the dependency's name, as rules and other facts have it
 * @param instance tells several probes of one dependency apart, such as its primary and a replica
 * @param usedBy workloads that need it
 * @param dependencyType what it is to them, where that is not plain from the type of the probe
 * @param from node or workload that asks, where that matters
 * @param namespace where the dependency is; the gateway's when left out
 * @param timeout longest wait for everything: name, connection, login and answer; 3s when left out
 */
public record Probed(
    String name,
    Optional<String> instance,
    List<String> usedBy,
    Optional<DependencyProbe.Type> dependencyType,
    Optional<String> from,
    Optional<String> namespace,
    @Within(least = "50ms", most = "1m") Optional<Duration> timeout) {
  private static final int LONGEST_NAME = 253;
  private static final Duration USUAL = Duration.ofSeconds(3);

  public Probed {
    usedBy = List.copyOf(usedBy);
    var names =
        Stream.of(Stream.of(name), usedBy.stream(), from.stream(), namespace.stream())
            .flatMap(it -> it);
    if (names.anyMatch(it -> it.isBlank() || it.length() > LONGEST_NAME)) {
      throw new IllegalArgumentException("names of 1 to 253 characters");
    }
  }

  /** A dependency of this name, and everything else as usual. */
  public static Probed named(String name) {
    return new Probed(
        name,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with another timeout. */
  public Probed within(Duration longest) {
    return new Probed(
        name, instance, usedBy, dependencyType, from, namespace, Optional.of(longest));
  }

  /** Longest wait for everything. */
  public Duration patience() {
    return timeout.orElse(USUAL);
  }

  /** What the probe is called among the sources. */
  public SourceName source() {
    return SourceName.of("probes", instance.map(it -> name + "/" + it).orElse(name)).about(name);
  }
}
