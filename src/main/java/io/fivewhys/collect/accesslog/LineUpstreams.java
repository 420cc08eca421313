package io.fivewhys.collect.accesslog;

import io.fivewhys.collect.ProxyNames;
import io.fivewhys.logs.access.AccessLine;
import io.fivewhys.logs.access.AccessLine.Attempt;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which workload a request was meant for: as configured, else as its name tells. */
final class LineUpstreams {
  private static final int MOST_KNOWN = 10_000;

  private final Map<String, String> configured;
  private final List<String> paths;
  private final String namespace;
  private final Map<String, Optional<String>> known = new HashMap<>();

  LineUpstreams(Map<String, String> configured, String namespace) {
    this.configured = configured;
    this.namespace = namespace;
    // The longest first, for it is the most exact.
    paths =
        configured.keySet().stream()
            .filter(name -> name.startsWith("/"))
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  Optional<String> of(AccessLine line) {
    if (!configured.isEmpty()) {
      Optional<String> named =
          line.cluster()
              .map(configured::get)
              .or(() -> line.route().map(configured::get))
              .or(() -> byServer(line.attempts()))
              .or(() -> byPath(line.path()));
      if (named.isPresent()) {
        return named;
      }
    }
    return line.cluster().flatMap(this::byName);
  }

  private Optional<String> byServer(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      String server = attempt.server();
      int port = server.lastIndexOf(':');
      String name = configured.get(server);
      name = name == null && port > 0 ? configured.get(server.substring(0, port)) : name;
      if (name != null) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private Optional<String> byPath(String path) {
    for (String beginning : paths) {
      boolean whole =
          path.length() == beginning.length()
              || beginning.endsWith("/")
              || path.startsWith("/", beginning.length());
      if (path.startsWith(beginning) && whole) {
        return Optional.of(configured.get(beginning));
      }
    }
    return Optional.empty();
  }

  private Optional<String> byName(String cluster) {
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(cluster, name -> ProxyNames.workload(name, namespace));
  }
}
