package io.fivewhys.diagnose;

import io.fivewhys.fact.Calls;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.inference.Subject;
import io.fivewhys.inference.Suspect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Who is who in a snapshot: what a name stands for, and which name an address means. */
final class Directory {
  private final String gateway;
  private final String namespace;
  private final Map<String, Workload> workloads = new TreeMap<>();
  private final Map<String, DependencyProbe> probes = new TreeMap<>();
  private final Map<String, Boolean> upstreams = new HashMap<>();
  private final Map<String, String> nameByHost = new HashMap<>();
  private final Map<String, String> nameByEndpoint = new HashMap<>();
  private final Map<String, String> targetByHost = new HashMap<>();
  private final Set<String> sharedHosts = new HashSet<>();

  Directory(Snapshot snapshot) {
    gateway = snapshot.gateway();
    namespace = snapshot.namespace();
    know(gateway, gateway);
    for (Fact fact : snapshot.facts()) {
      switch (fact) {
        case Workload workload -> {
          workloads.putIfAbsent(workload.name(), workload);
          know(workload.name(), workload.name());
        }
        case DependencyProbe probe -> {
          probes.putIfAbsent(probe.dependency(), probe);
          know(probe.dependency(), probe.dependency());
        }
        case RouteTraffic route ->
            route
                .upstream()
                .ifPresent(
                    name -> {
                      upstreams.put(name, true);
                      know(name, name);
                    });
        case Calls calls -> {
          know(calls.caller(), calls.caller());
          know(calls.callee(), calls.callee());
        }
        default -> {}
      }
    }
    addresses(snapshot);
  }

  /** Services and probe targets name somebody else, so they give way to names that are taken. */
  private void addresses(Snapshot snapshot) {
    for (Fact fact : snapshot.facts()) {
      switch (fact) {
        case Endpoints endpoints -> {
          know(endpoints.service(), endpoints.backend());
          endpoints.clusterIp().ifPresent(address -> know(address, endpoints.backend()));
          endpoints.addresses().forEach(address -> know(address, endpoints.backend()));
        }
        case DependencyProbe probe ->
            probe.target().ifPresent(target -> knowTarget(target, probe.dependency()));
        default -> {}
      }
    }
    // What two share is the address of neither.
    sharedHosts.forEach(nameByHost::remove);
  }

  /** Several may live on one host: there the port alone tells them apart. */
  private void knowTarget(String target, String name) {
    String host = Host.of(target);
    nameByEndpoint.putIfAbsent(Host.withPort(target), name);
    String other = targetByHost.putIfAbsent(host, name);
    if (other != null && !other.equals(name)) {
      if (other.equals(nameByHost.get(host))) {
        sharedHosts.add(host);
      }
    } else {
      know(target, name);
    }
  }

  private void know(String address, String name) {
    nameByHost.putIfAbsent(Host.of(address), name);
    nameByHost.putIfAbsent(Host.inCluster(Host.of(address)), name);
  }

  /** The name that a log line's host, host:port or URL means, where the snapshot knows it. */
  Optional<String> resolve(String target) {
    String exact = nameByEndpoint.get(Host.withPort(target));
    if (exact != null) {
      return Optional.of(exact);
    }
    String host = Host.of(target);
    for (String candidate : Host.candidates(host)) {
      String name = nameByHost.get(candidate);
      if (name != null) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  Suspect.Role role(String name) {
    Workload workload = workloads.get(name);
    if (name.equals(gateway)
        || (workload != null && workload.role().equals(Optional.of(Workload.Role.GATEWAY)))) {
      return Suspect.Role.GATEWAY;
    }
    if (workload != null && workload.role().isPresent()) {
      return workload.role().get() == Workload.Role.DEPENDENCY
          ? Suspect.Role.DEPENDENCY
          : Suspect.Role.SERVICE;
    }
    if (upstreams.containsKey(name)) {
      return Suspect.Role.SERVICE;
    }
    DependencyProbe probe = probes.get(name);
    if (probe != null && probe.type().isPresent() && !probe.isType(DependencyProbe.Type.SERVICE)) {
      return Suspect.Role.DEPENDENCY;
    }
    return workload != null || probe != null && probe.isType(DependencyProbe.Type.SERVICE)
        ? Suspect.Role.SERVICE
        : Suspect.Role.DEPENDENCY;
  }

  Optional<DependencyProbe.Type> type(String name) {
    return Optional.ofNullable(probes.get(name)).flatMap(DependencyProbe::type);
  }

  Subject subject(String name) {
    Workload workload = workloads.get(name);
    if (workload != null) {
      return Subject.of(workload.kind().toString(), workload.namespace().orElse(namespace), name);
    }
    return switch (role(name)) {
      case DEPENDENCY -> Subject.of("Dependency", name);
      case GATEWAY, SERVICE -> Subject.of("Deployment", namespace, name);
    };
  }

  Optional<Workload> workload(String name) {
    return Optional.ofNullable(workloads.get(name));
  }

  Map<String, Workload> workloads() {
    return workloads;
  }

  String gateway() {
    return gateway;
  }

  /** Host names as they are compared. */
  static final class Host {
    private Host() {}

    /** The host of an address, URL or JDBC string, in lower case. */
    static String of(String address) {
      String host = withPort(address);
      int port = host.lastIndexOf(':');
      return port > 0 && host.indexOf(':') == port ? host.substring(0, port) : host;
    }

    /** The same, and the port where the address has one. */
    static String withPort(String address) {
      String host = address.trim().toLowerCase(Locale.ROOT);
      int scheme = host.indexOf("://");
      if (scheme >= 0) {
        host = host.substring(scheme + 3);
      }
      int end = host.length();
      for (int i = 0; i < host.length(); i++) {
        char c = host.charAt(i);
        if (c == '/' || c == '?' || c == ' ' || c == ',') {
          end = i;
          break;
        }
      }
      return host.substring(host.lastIndexOf('@', end) + 1, end);
    }

    /** Without the cluster's own suffix. */
    static String inCluster(String host) {
      for (String suffix : new String[] {".svc.cluster.local", ".svc", ".cluster.local"}) {
        if (host.endsWith(suffix)) {
          return host.substring(0, host.length() - suffix.length());
        }
      }
      return host;
    }

    /** What the host may be known as, the most exact first. */
    static java.util.List<String> candidates(String host) {
      var candidates = new java.util.ArrayList<String>();
      candidates.add(host);
      String inside = inCluster(host);
      candidates.add(inside);
      String[] labels = inside.split("\\.");
      boolean ours = !inside.equals(host) || labels.length <= 2;
      if (ours && labels.length <= 3 && !inside.matches("[0-9.]+")) {
        candidates.add(labels[0]);
        candidates.add(labels[0].replaceFirst("-\\d+$", ""));
        if (labels.length > 1) {
          candidates.add(labels[1]);
        }
      }
      return candidates;
    }
  }
}
