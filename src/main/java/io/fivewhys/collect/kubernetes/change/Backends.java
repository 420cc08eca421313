package io.fivewhys.collect.kubernetes.change;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Services that the content of a routing object sends requests to. */
final class Backends {
  /** {@code spec.rules[/orders].}, {@code spec.http[0].}: one way that requests are sent. */
  private static final Pattern WAY = Pattern.compile("spec\\.\\w+\\[[^\\]]*\\]\\.");

  private static final Pattern ROUTE = Pattern.compile("backendRefs\\[([^\\]]+)\\]");

  private Backends() {}

  /** All of them, as name or namespace/name. */
  static Collection<String> in(Content content) {
    var names = new TreeSet<String>();
    for (String path : content.values().keySet()) {
      of(path, content, names);
    }
    return names;
  }

  /** Those on the ways that a change touches; all when it touches what all ways share. */
  static Collection<String> touched(Content content, Collection<String> paths) {
    var ways = new TreeSet<String>();
    for (String path : paths) {
      Matcher way = WAY.matcher(path);
      if (!way.lookingAt()) {
        return in(content);
      }
      ways.add(way.group());
    }
    var names = new TreeSet<String>();
    for (String path : content.values().keySet()) {
      if (ways.stream().anyMatch(path::startsWith)) {
        of(path, content, names);
      }
    }
    return names;
  }

  private static void of(String path, Content content, Collection<String> names) {
    Matcher route = ROUTE.matcher(path);
    if (route.find()) {
      names.add(route.group(1));
    } else if (path.endsWith("ackend.service.name")
        || path.endsWith(".destination.host")
        || path.equals("spec.host")) {
      content.shown(path).map(Backends::fromHost).ifPresent(names::add);
    }
  }

  /** {@code orders.shop.svc.cluster.local} is shop/orders; any other name is as it is. */
  static String fromHost(String host) {
    List<String> labels = List.of(host.split("\\."));
    boolean named = labels.size() >= 3 && labels.get(2).equals("svc");
    return named ? labels.get(1) + "/" + labels.get(0) : host;
  }
}
