package io.fivewhys.collect.kubernetes.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who reads which ConfigMap or Secret: in its environment, its volumes or by an argument. */
final class Readers {
  private static final int LONGEST_ARGUMENT = 1_000;
  private static final Pattern ARGUMENT =
      Pattern.compile("(?is)-[a-z-]*(?:config-?map|secret|certificate)[a-z-]*=(.+)");

  private final Map<Place, List<Reader>> byObject = new HashMap<>();
  private final Map<String, List<Template>> namedInArguments = new HashMap<>();

  Readers(List<Template> templates) {
    for (Template template : templates) {
      for (Reference each : Reference.in(template)) {
        byObject
            .computeIfAbsent(
                new Place(each.kind(), template.namespace(), each.name()), _ -> new ArrayList<>())
            .add(new Reader(template, each));
      }
      for (String each : namedBy(template)) {
        namedInArguments.computeIfAbsent(each, _ -> new ArrayList<>()).add(template);
      }
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
    found.addAll(namedInArguments.getOrDefault(namespace + "/" + name, List.of()));
    return found.stream().distinct().toList();
  }

  /**
   * {@code --configmap=$(POD_NAMESPACE)/nginx-config}, as controllers are told what to read.
   *
   * @return each as namespace/name
   */
  private static Set<String> namedBy(Template template) {
    Set<String> names = new HashSet<>();
    template
        .containers()
        .flatMap(it -> Template.present(it.getArgs()))
        .filter(it -> it != null && it.length() <= LONGEST_ARGUMENT)
        .map(ARGUMENT::matcher)
        .filter(Matcher::matches)
        .flatMap(it -> Stream.of(it.group(1).split(",")))
        .forEach(
            it -> {
              String name = it.substring(it.lastIndexOf('/') + 1);
              boolean elsewhere = it.indexOf('/') > 0 && !it.startsWith("$(");
              names.add(elsewhere ? it : template.namespace() + "/" + name);
            });
    return names;
  }
}
