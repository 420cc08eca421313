package io.fivewhys.collect.kubernetes.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who reads which ConfigMap or Secret: in its environment, its volumes or by an argument. */
final class Readers {
  private static final int LONGEST_ARGUMENT = 1_000;

  private final Map<Place, List<Reader>> byObject = new HashMap<>();
  private final Map<String, Set<String>> namedInArguments = new HashMap<>();
  private final List<Template> templates;

  Readers(List<Template> templates) {
    this.templates = templates;
    for (Template template : templates) {
      for (Reference each : Reference.in(template)) {
        byObject
            .computeIfAbsent(
                new Place(each.kind(), template.namespace(), each.name()), _ -> new ArrayList<>())
            .add(new Reader(template, each));
      }
      namedInArguments.put(template.uid(), namedBy(template));
    }
  }

  private record Place(String kind, String namespace, String name) {}

  /**
   * @param template of the workload that reads
   * @param reference where it does
   */
  record Reader(Template template, Reference reference) {}

  /** Every place where an object is read. */
  List<Reader> of(String kind, String namespace, String name) {
    return byObject.getOrDefault(new Place(kind, namespace, name), List.of());
  }

  /** The workloads that read one of these keys of an object, or that are told its name. */
  List<Template> ofOneOf(String kind, String namespace, String name, Collection<String> keys) {
    List<Template> found = new ArrayList<>();
    for (Reader each : of(kind, namespace, name)) {
      if (keys.isEmpty() || keys.stream().anyMatch(each.reference()::reads)) {
        found.add(each.template());
      }
    }
    for (Template each : templates) {
      if (namedInArguments.get(each.uid()).contains(name)) {
        found.add(each);
      }
    }
    return found.stream().distinct().toList();
  }

  /** {@code --configmap=$(POD_NAMESPACE)/nginx-config}, as controllers are told what to read. */
  private static Set<String> namedBy(Template template) {
    Set<String> names = new HashSet<>();
    template
        .containers()
        .flatMap(it -> Template.present(it.getArgs()))
        .filter(it -> it != null && it.length() <= LONGEST_ARGUMENT)
        .filter(
            it ->
                it.toLowerCase(Locale.ROOT).matches("(?s)-.*(config-?map|secret|certificate).*=.+"))
        .forEach(it -> names.addAll(List.of(it.substring(it.indexOf('=') + 1).split("[/,:]"))));
    return names;
  }
}
