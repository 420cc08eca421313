package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.Workloads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a workload makes pods of.
 *
 * @param uid of the workload
 * @param createdAt when the workload was made
 * @param changedAt when its spec was last written, where that is known
 * @param labels of its pods
 */
record Template(
    String namespace,
    String name,
    String uid,
    Optional<Instant> createdAt,
    Optional<Instant> changedAt,
    Map<String, String> labels,
    PodSpec pods) {

  /** Of every workload, whether the gateway's concern or not. */
  static List<Template> of(Workloads workloads) {
    return workloads.everyone().stream()
        .filter(it -> it.template().getSpec() != null)
        .map(it -> of(it.object(), it.template()))
        .toList();
  }

  static Template of(HasMetadata owner, PodTemplateSpec template) {
    boolean labelled = template.getMetadata() != null && template.getMetadata().getLabels() != null;
    return new Template(
        String.valueOf(owner.getMetadata().getNamespace()),
        owner.getMetadata().getName(),
        String.valueOf(owner.getMetadata().getUid()),
        Metadata.createdAt(owner),
        LastWrite.of(owner.getMetadata(), true).map(LastWrite::at),
        labelled ? Map.copyOf(template.getMetadata().getLabels()) : Map.of(),
        template.getSpec());
  }

  /** Its pods carry all that is selected; an empty selector selects none. */
  boolean carries(Map<String, String> selector) {
    return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
  }

  /** Its containers, those that run first included. */
  Stream<Container> containers() {
    return Stream.concat(present(pods.getInitContainers()), present(pods.getContainers()));
  }

  static <T> Stream<T> present(List<T> list) {
    return list == null ? Stream.empty() : list.stream();
  }
}
