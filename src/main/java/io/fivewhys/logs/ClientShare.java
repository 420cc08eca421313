package io.fivewhys.logs;

import io.fivewhys.fact.Signal;
import io.fivewhys.logs.access.AccessLine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How much of a gateway's traffic comes from the one client, or network, that asks most. */
final class ClientShare {
  private static final int FEWEST_REQUESTS = 20;
  private static final double CLEARLY_MORE = 2.0;
  private static final double DOMINANT = 0.8;
  private static final int MOST_CLIENTS = 50_000;

  private final String gateway;
  private final Map<String, Client> byAddress = new HashMap<>();
  private final Map<String, Client> byNetwork = new HashMap<>();
  private final Map<String, Long> userAgents = new HashMap<>();
  private long total;

  ClientShare(String gateway) {
    this.gateway = gateway;
  }

  private static final class Client {
    private long requests;
    private long errors;
    private final Map<String, Long> userAgents = new TreeMap<>();
    private final Map<String, Long> routes = new TreeMap<>();
    private final Map<String, Long> addresses = new TreeMap<>();

    void add(AccessLine line, String route, String address) {
      requests++;
      errors += line.isServerError() ? 1 : 0;
      line.userAgent().ifPresent(name -> count(userAgents, name));
      count(routes, route);
      count(addresses, address);
    }

    private static void count(Map<String, Long> counts, String name) {
      if (counts.size() < 1_000 || counts.containsKey(name)) {
        counts.merge(name, 1L, Long::sum);
      }
    }
  }

  void add(AccessLine line, String route) {
    String userAgent = line.userAgent().orElse("");
    boolean probe =
        userAgent.startsWith("kube-probe/")
            || userAgent.startsWith("ELB-HealthChecker")
            || userAgent.startsWith("GoogleHC")
            || userAgent.startsWith("Envoy/HC");
    if (line.client().isEmpty() || probe) {
      return;
    }
    total++;
    String address = line.client().get();
    if (userAgents.size() < MOST_CLIENTS) {
      userAgents.merge(userAgent, 1L, Long::sum);
    }
    if (byAddress.size() < MOST_CLIENTS || byAddress.containsKey(address)) {
      byAddress.computeIfAbsent(address, a -> new Client()).add(line, route, address);
    }
    String network = network(address);
    if (byNetwork.size() < MOST_CLIENTS || byNetwork.containsKey(network)) {
      byNetwork.computeIfAbsent(network, a -> new Client()).add(line, route, address);
    }
  }

  /** Empty below twenty requests. */
  Optional<Signal> signal() {
    if (total < FEWEST_REQUESTS) {
      return Optional.empty();
    }
    Map.Entry<String, Client> address = busiest(byAddress).orElseThrow();
    Map.Entry<String, Client> network = busiest(byNetwork).orElseThrow();
    long secondNetwork =
        byNetwork.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(network.getKey()))
            .mapToLong(entry -> entry.getValue().requests)
            .max()
            .orElse(0);
    // Where every network asks as much, none stands out and a network's share says nothing.
    boolean standsOut =
        network.getValue().requests >= CLEARLY_MORE * address.getValue().requests
            && network.getValue().requests >= CLEARLY_MORE * secondNetwork;
    return Optional.of(signal(standsOut ? network : address));
  }

  private Signal signal(Map.Entry<String, Client> entry) {
    Client client = entry.getValue();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("client", entry.getKey());
    dominant(client.userAgents, client.requests)
        .ifPresent(
            name -> {
              labels.put("userAgent", name);
              long elsewhere = userAgents.getOrDefault(name, 0L) - client.userAgents.get(name);
              labels.put("userAgentElsewhere", Long.toString(Math.max(0, elsewhere)));
            });
    top(client.routes).ifPresent(route -> labels.put("route", route));
    labels.put("requests", Long.toString(client.requests));
    labels.put("errors", Long.toString(client.errors));
    labels.put("addresses", Integer.toString(client.addresses.size()));
    labels.put("total", Long.toString(total));
    return new Signal(
        "access_log_client_share",
        Optional.of(gateway),
        OptionalDouble.of((double) client.requests / total),
        Optional.of("ratio"),
        Optional.empty(),
        labels,
        Optional.empty());
  }

  private static Optional<Map.Entry<String, Client>> busiest(Map<String, Client> clients) {
    return clients.entrySet().stream()
        .max(
            Comparator.<Map.Entry<String, Client>>comparingLong(entry -> entry.getValue().requests)
                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()));
  }

  private static Optional<String> top(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  private static Optional<String> dominant(Map<String, Long> counts, long requests) {
    return top(counts).filter(name -> counts.get(name) >= DOMINANT * requests);
  }

  /** The /24 of an IPv4 address, the /64 of an IPv6 one. */
  static String network(String address) {
    int dot = address.lastIndexOf('.');
    if (dot > 0 && address.indexOf(':') < 0) {
      return address.substring(0, dot) + ".0/24";
    }
    StringBuilder prefix = new StringBuilder();
    int groups = 0;
    for (String group : address.split("::", 2)[0].split(":")) {
      if (groups++ < 4 && !group.isEmpty()) {
        prefix.append(group).append(':');
      }
    }
    return prefix + ":/64";
  }
}
