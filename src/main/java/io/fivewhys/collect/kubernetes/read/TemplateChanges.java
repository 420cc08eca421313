package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fivewhys.fact.Rollout.Change;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two templates of pods. */
final class TemplateChanges {
  /** Set by the Deployment controller on every ReplicaSet, and different on each. */
  private static final String POD_HASH = "pod-template-hash";

  private final Set<Change> changes = EnumSet.noneOf(Change.class);

  private TemplateChanges() {}

  /** From one to the other. */
  static List<Change> between(PodTemplateSpec before, PodTemplateSpec after) {
    var found = new TemplateChanges();
    PodSpec old = before.getSpec() == null ? new PodSpec() : before.getSpec();
    PodSpec young = after.getSpec() == null ? new PodSpec() : after.getSpec();
    found.containers(old.getContainers(), young.getContainers());
    found.containers(old.getInitContainers(), young.getInitContainers());
    found.note(Change.CONFIG, old.getVolumes(), young.getVolumes());
    found.note(Change.OTHER, rest(old), rest(young));
    found.note(Change.OTHER, labels(before), labels(after));
    found.annotations(annotations(before), annotations(after));
    return List.copyOf(found.changes);
  }

  /** What the first template of a new workload brings: all that it says is new. */
  static List<Change> ofFirst(PodTemplateSpec template) {
    Set<Change> all = EnumSet.noneOf(Change.class);
    PodSpec spec = template.getSpec() == null ? new PodSpec() : template.getSpec();
    for (Container each : spec.getContainers()) {
      all.addAll(between(each));
    }
    if (!spec.getVolumes().isEmpty()) {
      all.add(Change.CONFIG);
    }
    return List.copyOf(all);
  }

  private static Set<Change> between(Container container) {
    var found = new TemplateChanges();
    Container nothing = new ContainerBuilder().withName(container.getName()).build();
    found.container(nothing, container);
    found.changes.remove(Change.OTHER);
    return found.changes;
  }

  private void containers(List<Container> before, List<Container> after) {
    Map<String, Container> old = byName(before);
    Map<String, Container> young = byName(after);
    note(Change.OTHER, old.keySet(), young.keySet());
    young.forEach(
        (name, container) -> {
          if (old.containsKey(name)) {
            container(old.get(name), container);
          }
        });
  }

  private void container(Container before, Container after) {
    note(Change.IMAGE, before.getImage(), after.getImage());
    note(Change.RESOURCES, resources(before), resources(after));
    note(Change.PROBES, before.getReadinessProbe(), after.getReadinessProbe());
    note(Change.PROBES, before.getLivenessProbe(), after.getLivenessProbe());
    note(Change.PROBES, before.getStartupProbe(), after.getStartupProbe());
    note(Change.COMMAND, before.getCommand(), after.getCommand());
    note(Change.COMMAND, before.getArgs(), after.getArgs());
    note(Change.COMMAND, before.getWorkingDir(), after.getWorkingDir());
    note(Change.CONFIG, before.getEnvFrom(), after.getEnvFrom());
    note(Change.CONFIG, before.getVolumeMounts(), after.getVolumeMounts());
    environment(before.getEnv(), after.getEnv());
    note(Change.OTHER, rest(before), rest(after));
  }

  /** A variable that is read from a ConfigMap or Secret, now or before, is configuration. */
  private void environment(List<EnvVar> before, List<EnvVar> after) {
    Map<String, EnvVar> old = variables(before);
    Map<String, EnvVar> young = variables(after);
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(young.keySet());
    for (String name : names) {
      EnvVar one = old.get(name);
      EnvVar other = young.get(name);
      note(isRead(one) || isRead(other) ? Change.CONFIG : Change.ENV, one, other);
    }
  }

  private static boolean isRead(EnvVar variable) {
    var from = variable == null ? null : variable.getValueFrom();
    return from != null && (from.getConfigMapKeyRef() != null || from.getSecretKeyRef() != null);
  }

  /**
   * A checksum among the annotations stands for the configuration, which charts restart pods by.
   */
  private void annotations(Map<String, String> before, Map<String, String> after) {
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      boolean checksum = key.startsWith("checksum/") || key.endsWith("/last-reloaded-from");
      note(checksum ? Change.CONFIG : Change.ANNOTATIONS, before.get(key), after.get(key));
    }
  }

  private void note(Change change, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      changes.add(change);
    }
  }

  /** None and nothing in particular are the same. */
  private static ResourceRequirements resources(Container container) {
    return container.getResources() == null ? new ResourceRequirements() : container.getResources();
  }

  private static Container rest(Container container) {
    return new ContainerBuilder(container)
        .withImage(null)
        .withResources(null)
        .withReadinessProbe(null)
        .withLivenessProbe(null)
        .withStartupProbe(null)
        .withCommand(List.of())
        .withArgs(List.of())
        .withWorkingDir(null)
        .withEnv(List.of())
        .withEnvFrom(List.of())
        .withVolumeMounts(List.of())
        .build();
  }

  private static PodSpec rest(PodSpec spec) {
    return new PodSpecBuilder(spec)
        .withContainers(List.of())
        .withInitContainers(List.of())
        .withVolumes(List.of())
        .build();
  }

  private static Map<String, Container> byName(List<Container> containers) {
    Map<String, Container> named = new HashMap<>();
    containers.forEach(it -> named.put(String.valueOf(it.getName()), it));
    return named;
  }

  private static Map<String, EnvVar> variables(List<EnvVar> all) {
    Map<String, EnvVar> named = new HashMap<>();
    all.forEach(it -> named.put(String.valueOf(it.getName()), it));
    return named;
  }

  private static Map<String, String> labels(PodTemplateSpec template) {
    var metadata = template.getMetadata();
    Map<String, String> labels = new HashMap<>();
    if (metadata != null && metadata.getLabels() != null) {
      labels.putAll(metadata.getLabels());
      labels.remove(POD_HASH);
    }
    return labels;
  }

  private static Map<String, String> annotations(PodTemplateSpec template) {
    var metadata = template.getMetadata();
    return metadata == null || metadata.getAnnotations() == null
        ? Map.of()
        : metadata.getAnnotations();
  }
}
