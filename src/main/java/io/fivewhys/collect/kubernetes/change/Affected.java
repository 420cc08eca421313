package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which workloads a change reaches: those that read what differs, or stand behind it. */
final class Affected {
  private static final String SELECTOR = "spec.selector.";
  private static final int MOST = 500;

  /** What is made within this time is made together. */
  private static final Duration TOGETHER = Duration.ofMinutes(2);

  private final World world;
  private final Set<String> certificates = new HashSet<>();

  Affected(World world) {
    this.world = world;
    for (Ingress each : world.objects().list(Ingress.class)) {
      if (each.getSpec() != null) {
        Template.present(each.getSpec().getTls())
            .forEach(
                it ->
                    certificates.add(each.getMetadata().getNamespace() + "/" + it.getSecretName()));
      }
    }
  }

  /** Whom all of it reaches. */
  List<String> ofAll(Observed seen, Content content) {
    // To name every key of a ConfigMap would be to ask for all of its readers, at some length.
    return seen.kind().isSpec()
        ? of(seen, Content.EMPTY, content, content.values().keySet())
        : of(seen, Content.EMPTY, content, List.of());
  }

  /**
   * @param seen the object, as it is or was last
   * @param before what it held; {@link Content#EMPTY} when it was not there
   * @param after what it holds; {@link Content#EMPTY} when it is gone
   * @param paths that differ; those of a ConfigMap or Secret may be left out, which stands for all
   */
  List<String> of(Observed seen, Content before, Content after, Collection<String> paths) {
    var names = new TreeSet<String>();
    switch (seen.kind()) {
      case CONFIG_MAP, SECRET -> {
        var keys = new TreeSet<String>();
        paths.forEach(it -> keys.add(Content.keyOf(it)));
        world
            .readers()
            .ofOneOf(seen.kind().toString(), seen.namespace(), seen.name(), keys)
            .forEach(it -> names.add(it.name()));
        if (isCertificateOfIngress(seen)) {
          names.add(world.gateway());
        }
      }
      case SERVICE -> {
        select(seen.namespace(), before, names);
        select(seen.namespace(), after, names);
      }
      case NETWORK_POLICY -> names.addAll(underPolicy(seen));
      case INGRESS, HTTP_ROUTE, VIRTUAL_SERVICE, DESTINATION_RULE -> {
        var services = new TreeSet<String>(Backends.touched(before, paths));
        services.addAll(Backends.touched(after, paths));
        names.addAll(world.services().behind(seen.namespace(), services));
        names.add(world.gateway());
      }
    }
    return names.stream().limit(MOST).toList();
  }

  private void select(String namespace, Content service, Collection<String> names) {
    Map<String, String> selector = new HashMap<>();
    service
        .values()
        .keySet()
        .forEach(
            path -> {
              String label = labelOf(path);
              if (!label.isEmpty()) {
                selector.put(label, service.shown(path).orElse(""));
              }
            });
    world.services().selected(namespace, selector).forEach(it -> names.add(it.name()));
  }

  /** {@code spec.selector.app}, {@code spec.selector[app.kubernetes.io/name]}. */
  private static String labelOf(String path) {
    if (path.startsWith(SELECTOR)) {
      return path.substring(SELECTOR.length());
    }
    boolean quoted = path.startsWith("spec.selector[") && path.endsWith("]");
    return quoted ? path.substring(SELECTOR.length(), path.length() - 1) : "";
  }

  private List<String> underPolicy(Observed seen) {
    if (!(seen.object() instanceof NetworkPolicy policy) || policy.getSpec() == null) {
      return List.of();
    }
    return world.templates().stream()
        .filter(it -> it.namespace().equals(seen.namespace()))
        .filter(it -> Selected.by(policy.getSpec().getPodSelector(), it.labels()))
        .map(Template::name)
        .toList();
  }

  private boolean isCertificateOfIngress(Observed seen) {
    return seen.kind() == ObservedKind.SECRET
        && certificates.contains(seen.namespace() + "/" + seen.name());
  }

  /**
   * Whether whatever an object reaches was made with it or after it, so that it is no change to
   * anybody.
   */
  boolean isNewToNobody(List<String> affected, Instant made, String namespace) {
    List<Template> reached =
        world.templates().stream()
            .filter(it -> it.namespace().equals(namespace) && affected.contains(it.name()))
            .toList();
    return !reached.isEmpty()
        && reached.stream()
            .allMatch(
                it -> it.createdAt().filter(at -> !at.isBefore(made.minus(TOGETHER))).isPresent());
  }
}
