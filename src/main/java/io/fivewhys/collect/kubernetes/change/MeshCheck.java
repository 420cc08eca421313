package io.fivewhys.collect.kubernetes.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** VirtualServices that send requests to a host or subset that is not there. */
final class MeshCheck {
  private final World world;
  private final Set<String> subsets = new HashSet<>();
  private final boolean seesRules;

  private MeshCheck(World world) {
    this.world = world;
    this.seesRules = world.sees(DestinationRule.class);
    for (DestinationRule each : world.objects().list(DestinationRule.class)) {
      String host = text(each.getSpec().get("host"));
      for (Object subset : list(each.getSpec().get("subsets"))) {
        if (subset instanceof Map<?, ?> it) {
          subsets.add(place(each.getMetadata().getNamespace(), host) + " " + text(it.get("name")));
        }
      }
    }
  }

  static List<Problem> of(World world) {
    var check = new MeshCheck(world);
    List<Problem> problems = new ArrayList<>();
    for (VirtualService each : world.objects().list(VirtualService.class)) {
      for (Object way : list(each.getSpec().get("http"))) {
        if (way instanceof Map<?, ?> fields) {
          list(fields.get("route")).forEach(it -> check.check(each, it, problems));
        }
      }
    }
    return problems;
  }

  private void check(VirtualService object, Object route, List<Problem> problems) {
    if (!(route instanceof Map<?, ?> fields)
        || !(fields.get("destination") instanceof Map<?, ?> destination)) {
      return;
    }
    String namespace = object.getMetadata().getNamespace();
    String host = text(destination.get("host"));
    if (host.isEmpty()) {
      return;
    }
    problem(namespace, host, text(destination.get("subset")))
        .ifPresent(
            text ->
                problems.add(
                    new Problem(
                        ObservedKind.VIRTUAL_SERVICE,
                        namespace,
                        object.getMetadata().getName(),
                        text,
                        world.services().behind(namespace, List.of(Backends.fromHost(host))),
                        true)));
  }

  private Optional<String> problem(String namespace, String host, String subset) {
    String place = place(namespace, host);
    boolean ours = host.indexOf('.') < 0 || host.endsWith(".svc") || host.contains(".svc.");
    int slash = place.indexOf('/');
    if (ours && world.services().lacks(place.substring(0, slash), place.substring(slash + 1))) {
      return Optional.of("host " + host + " not found: there is no such Service");
    }
    // The rules of a host outside, or in a namespace that is not looked at, may be anywhere.
    String home = place.substring(0, slash);
    boolean lacks =
        !subset.isEmpty()
            && seesRules
            && ours
            && world.namespaces().contains(home)
            && !subsets.contains(place + " " + subset)
            && !subsets.contains(home + "/* " + subset);
    return lacks
        ? Optional.of("host " + host + " subset " + subset + " not found in any DestinationRule")
        : Optional.empty();
  }

  private static String place(String namespace, String host) {
    String named = Backends.fromHost(host);
    return named.indexOf('/') >= 0 ? named : namespace + "/" + named;
  }

  private static List<?> list(Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  private static String text(Object node) {
    return node instanceof String text ? text : "";
  }
}
