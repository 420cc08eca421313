package io.fivewhys.collect;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What proxies call an upstream, as the name of the workload that stands behind it, as far as the
 * name alone tells. {@link WorkloadNames} knows better once the workloads themselves are known.
 */
public final class ProxyNames {
  private static final int LONGEST = 253;

  /** What Istio's proxies have besides upstreams. */
  private static final Set<String> NO_UPSTREAM =
      Set.of(
          "blackholecluster",
          "passthroughcluster",
          "inboundpassthroughcluster",
          "inboundpassthroughclusteripv4",
          "inboundpassthroughclusteripv6",
          "prometheus_stats",
          "agent",
          "sds-grpc",
          "xds-grpc",
          "zipkin");

  private ProxyNames() {}

  /**
   * Istio's {@code outbound|80||orders.shop.svc.cluster.local}, Traefik's {@code
   * shop-orders-80@kubernetes}, Envoy Gateway's {@code httproute/shop/orders/rule/0}, Contour's
   * {@code shop/orders/80/da39a3ee5e}, the {@code shop-orders-80} of ingress-nginx, host names,
   * addresses.
   *
   * @param namespace the gateway's, which may stand before the name
   * @return the name; empty for what is no upstream or names none, such as an address
   */
  public static Optional<String> workload(String name, String namespace) {
    String text = name.strip();
    if (text.length() > 2 * LONGEST) {
      return Optional.empty();
    }
    if (text.indexOf('|') >= 0) {
      return text.startsWith("inbound") ? Optional.empty() : host(lastPart(text), namespace);
    }
    int provider = text.indexOf('@');
    text = provider > 0 ? text.substring(0, provider) : text;
    if (NO_UPSTREAM.contains(text.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String[] segments = text.split("/");
    if (segments.length >= 2) {
      boolean route = segments[0].toLowerCase(Locale.ROOT).endsWith("route");
      int at = route && segments.length >= 3 ? 2 : 1;
      return valid(plain(segments[at], namespace));
    }
    return host(text, namespace);
  }

  /** The same for a circuit breaker's own name: {@code ordersCircuitBreaker}, {@code orders-cb}. */
  public static Optional<String> ofBreaker(String name, String namespace) {
    if (name.length() > 2 * LONGEST) {
      return Optional.empty();
    }
    String bare = name.strip().replaceFirst("(?i)[-_.]?(circuit[-_]?breaker|breaker)$", "");
    bare = bare.replaceFirst("([a-z0-9])C[Bb]$|(?i)[-_.]cb$", "$1");
    return workload(bare.isEmpty() ? name : bare, namespace);
  }

  private static String lastPart(String text) {
    String last = text.substring(text.lastIndexOf('|') + 1);
    return last.endsWith(";") ? last.substring(0, last.length() - 1) : last;
  }

  private static Optional<String> host(String text, String namespace) {
    String host = text.replaceFirst(":\\d+$", "");
    if (host.matches("[0-9.]+|\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*]?")) {
      return Optional.empty();
    }
    if (host.indexOf('.') < 0) {
      return valid(plain(host, namespace));
    }
    String lower = host.toLowerCase(Locale.ROOT);
    String[] labels = lower.split("\\.");
    boolean inside =
        lower.matches(".*\\.svc(\\.cluster\\.local)?|.*\\.consul")
            || labels.length == 2 && labels[1].equals(namespace);
    return labels.length == 0 ? Optional.empty() : valid(inside ? labels[0] : lower);
  }

  /** Names in Kubernetes are lower case and parted by dashes. */
  private static String plain(String text, String namespace) {
    String plain =
        text.replaceFirst("^(be|bk)_", "")
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .replaceAll("[^A-Za-z0-9.]+", "-")
            .replaceAll("^-+|-+$", "")
            .toLowerCase(Locale.ROOT);
    if (!plain.startsWith(namespace + "-")) {
      return plain;
    }
    String rest = plain.substring(namespace.length() + 1);
    String bare = rest.replaceFirst("^svc-", "").replaceFirst("-\\d+$", "");
    return bare.isEmpty() ? plain : bare;
  }

  private static Optional<String> valid(String name) {
    return Optional.of(name).filter(it -> !it.isBlank() && it.length() <= LONGEST);
  }
}
