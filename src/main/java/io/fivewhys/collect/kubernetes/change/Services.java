package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fivewhys.collect.kubernetes.ClusterObjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The Services of the namespaces that are looked at, and which workloads stand behind them. */
final class Services {
  private final Map<String, Service> byPlace = new HashMap<>();
  private final List<Template> templates;
  private final List<String> namespaces;
  private final boolean seen;

  Services(ClusterObjects objects, List<String> namespaces, List<Template> templates) {
    this.templates = templates;
    this.namespaces = namespaces;
    this.seen = objects.sees(Service.class);
    for (Service each : objects.list(Service.class)) {
      byPlace.put(place(each), each);
    }
  }

  private static String place(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }

  Optional<Service> find(String namespace, String name) {
    return Optional.ofNullable(byPlace.get(namespace + "/" + name));
  }

  /** Known not to be there, which is more than not to be seen. */
  boolean lacks(String namespace, String name) {
    return seen && namespaces.contains(namespace) && find(namespace, name).isEmpty();
  }

  /** What a Service's pods are chosen by. */
  static Map<String, String> selector(Service service) {
    return service.getSpec() == null || service.getSpec().getSelector() == null
        ? Map.of()
        : service.getSpec().getSelector();
  }

  /** The workloads whose pods carry what is selected. */
  List<Template> selected(String namespace, Map<String, String> selector) {
    return templates.stream()
        .filter(it -> it.namespace().equals(namespace) && it.carries(selector))
        .toList();
  }

  /** The names of the workloads behind these Services; of one that selects none its own name. */
  List<String> behind(String namespace, Collection<String> services) {
    var names = new TreeSet<String>();
    for (String each : services) {
      int slash = each.indexOf('/');
      String where = slash < 0 ? namespace : each.substring(0, slash);
      String name = each.substring(slash + 1);
      List<Template> selected =
          find(where, name).map(it -> selected(where, selector(it))).orElse(List.of());
      selected.forEach(it -> names.add(it.name()));
      if (selected.isEmpty()) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }
}
