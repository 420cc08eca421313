package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.traffic.Key;
import io.fivewhys.collect.prometheus.traffic.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Kubernetes service out of the name that a gateway makes of it. */
final class Names {
  /** {@code orders.shop.svc.cluster.local}, with a port or without. */
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9-]{1,63})\\.([a-z0-9-]{1,63})\\.svc(\\.[a-z0-9.-]+)?(:\\d+)?");

  /**
   * {@code shop_orders_8080}, {@code shop_svc_orders_http}, as Contour and the ingress controllers
   * of HAProxy write it. Without a port, underscores are anybody's.
   */
  private static final Pattern UNDERSCORES =
      Pattern.compile(
          "([a-z0-9-]{1,63})_(?:svc_([a-z0-9-]{1,63})_[a-z0-9-]+|([a-z0-9-]{1,63})_\\d+)");

  /**
   * @param service of Kubernetes; its workload mostly has the same name
   * @param namespace where the name holds it
   */
  record Service(String service, Optional<String> namespace) {
    static Service of(String service) {
      return new Service(service, Optional.empty());
    }
  }

  private Names() {}

  /**
   * The exporter's own label. Prometheus renames it when the scraped target has one of that name,
   * as it does under the Prometheus operator, and then the plain one is the gateway's own.
   */
  static String own(Series series, String label) {
    String exported = series.label("exported_" + label);
    return exported.isEmpty() ? series.label(label) : exported;
  }

  /** A host of the cluster, {@code namespace_service_port}, or a name that stands for itself. */
  static Service ofBackend(String name) {
    Matcher host = HOST.matcher(name);
    if (host.matches()) {
      return new Service(host.group(1), Optional.of(host.group(2)));
    }
    Matcher parts = UNDERSCORES.matcher(name);
    if (parts.matches()) {
      String service = parts.group(2) == null ? parts.group(3) : parts.group(2);
      return new Service(service, Optional.of(parts.group(1)));
    }
    return Service.of(name);
  }

  /** {@code lb://orders}, {@code http://orders.shop.svc:8080}; empty for {@code forward:/x}. */
  static Service ofUri(String uri) {
    int scheme = uri.indexOf("://");
    if (scheme < 0 || uri.startsWith("no://")) {
      return Service.of("");
    }
    String host = uri.substring(scheme + 3).replaceFirst("[/?].*", "").toLowerCase(Locale.ROOT);
    Service service = ofBackend(host);
    return service.namespace().isPresent() ? service : Service.of(host.replaceFirst(":\\d+$", ""));
  }

  /** The route with the workload that the configuration or the name tells. */
  static Optional<Key> route(Scope scope, String route, String written, Service service) {
    return Optional.of(
        new Key.Route(
            route, scope.upstreams().of(written, service.service()), service.namespace()));
  }

  static Optional<String> given(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }
}
