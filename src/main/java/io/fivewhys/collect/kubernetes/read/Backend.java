package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.RunTimeLabels;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands behind a Service.
 *
 * @param workload that it selects, or where it selects none, that it is plainly meant for
 * @param selected whether its selector chooses pods, or would choose those of a workload that has
 *     none at present
 */
record Backend(Optional<WatchedWorkload> workload, boolean selected) {

  /** Of a Service in one of the namespaces. */
  static Backend of(Service service, ClusterLook look) {
    Map<String, String> selector = selector(service);
    String namespace = service.getMetadata().getNamespace();
    String name = service.getMetadata().getName();
    List<WatchedWorkload> near =
        look.workloads().everyone().stream()
            .filter(it -> Objects.equals(it.namespace(), namespace))
            .toList();
    Optional<WatchedWorkload> chosen =
        selector.isEmpty()
            ? Optional.empty()
            : near.stream()
                .filter(it -> holdsAll(it.podLabels(), selector))
                .max(
                    Comparator.<WatchedWorkload, Boolean>comparing(it -> it.name().equals(name))
                        .thenComparing(it -> it.role().isPresent())
                        .thenComparing(it -> look.workloads().podsOf(it).size()));
    if (chosen.isPresent()) {
      return new Backend(chosen, true);
    }
    boolean choosesPods =
        !selector.isEmpty()
            && look.objects().list(Pod.class).stream()
                .filter(it -> Objects.equals(it.getMetadata().getNamespace(), namespace))
                .anyMatch(it -> holdsAll(Metadata.labels(it), selector));
    return new Backend(choosesPods ? Optional.empty() : meant(name, selector, near), choosesPods);
  }

  static Map<String, String> selector(Service service) {
    return service.getSpec() == null || service.getSpec().getSelector() == null
        ? Map.of()
        : service.getSpec().getSelector();
  }

  /** The workload of the same name, or else the only one with most of the labels. */
  private static Optional<WatchedWorkload> meant(
      String name, Map<String, String> selector, List<WatchedWorkload> near) {
    Optional<WatchedWorkload> namesake =
        near.stream().filter(it -> it.name().equals(name)).findFirst();
    List<WatchedWorkload> alike =
        near.stream().filter(it -> shared(it.podLabels(), selector) * 2 > selector.size()).toList();
    return namesake.or(() -> alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty());
  }

  private static boolean holdsAll(Map<String, String> labels, Map<String, String> selector) {
    return labels.entrySet().containsAll(selector.entrySet());
  }

  private static long shared(Map<String, String> labels, Map<String, String> selector) {
    return selector.entrySet().stream().filter(labels.entrySet()::contains).count();
  }

  /**
   * Whether its selector is known to be wrong: it chooses nothing of what can be seen, and asks the
   * workload that is meant for another value of a label than its pods are given. Pods may come from
   * controllers that are not known here, and get labels while they run.
   */
  boolean selectsNothing(Service service, ClusterLook look) {
    Map<String, String> selector = selector(service);
    return !selected
        && workload.filter(it -> asksForAnother(selector, it.podLabels())).isPresent()
        && look.objects().sees(Pod.class)
        && look.objects().sees(Deployment.class)
        && look.objects().sees(StatefulSet.class)
        && look.objects().sees(DaemonSet.class)
        && !isSetAtRunTime(selector, service.getMetadata().getNamespace(), look);
  }

  private static boolean asksForAnother(Map<String, String> selector, Map<String, String> labels) {
    return selector.entrySet().stream()
        .anyMatch(
            it ->
                labels.containsKey(it.getKey()) && !labels.get(it.getKey()).equals(it.getValue()));
  }

  private static boolean isSetAtRunTime(
      Map<String, String> selector, String namespace, ClusterLook look) {
    return RunTimeLabels.areAskedFor(
        selector,
        look.objects().list(Pod.class).stream()
            .filter(it -> Objects.equals(it.getMetadata().getNamespace(), namespace))
            .toList(),
        look.workloads().everyone().stream()
            .filter(it -> Objects.equals(it.namespace(), namespace))
            .map(WatchedWorkload::podLabels)
            .toList());
  }
}
