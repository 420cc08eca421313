package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * ConfigMaps, Secrets and keys of them that workloads cannot start without and that are not there.
 *
 * <p>What only the newest revision of a workload asks for is left to that rollout: the object never
 * had it, so nothing is wrong with the object.
 */
final class ReferenceCheck {
  private final World world;
  private final Instant newSince;
  private final Set<String> changedLately;
  private final Map<String, Collection<String>> keysById = new HashMap<>();
  private final Map<String, List<Template>> revisions = new HashMap<>();
  private final Map<String, Instant> revisionSince = new HashMap<>();

  private ReferenceCheck(World world, Instant newSince, Set<String> changedLately) {
    this.world = world;
    this.newSince = newSince;
    this.changedLately = changedLately;
    for (ConfigMap each : world.objects().list(ConfigMap.class)) {
      keys(ObservedKind.CONFIG_MAP, each, each.getData(), each.getBinaryData());
    }
    for (Secret each : world.objects().list(Secret.class)) {
      keys(ObservedKind.SECRET, each, each.getData(), each.getStringData());
    }
    world.objects().list(ReplicaSet.class).forEach(this::revision);
  }

  /**
   * @param newSince a revision made since then is new
   * @param changedLately ids of objects that are known to have changed since then
   */
  static List<Problem> of(World world, Instant newSince, Set<String> changedLately) {
    var check = new ReferenceCheck(world, newSince, changedLately);
    Map<Missing, Set<String>> missing = new HashMap<>();
    for (Template each : world.templates()) {
      check.missing(each, missing);
    }
    List<Problem> problems = new ArrayList<>();
    missing.forEach((what, readers) -> problems.add(what.problem(readers)));
    return problems;
  }

  /** Something that is asked for and not there. */
  private record Missing(ObservedKind kind, String namespace, String name, Optional<String> key) {
    Problem problem(Set<String> readers) {
      String what = key.map(it -> "key " + it + " is not in it").orElse("not found");
      String who = String.join(", ", readers.stream().limit(5).toList());
      return new Problem(
          kind,
          namespace,
          name,
          what + ", and " + who + " cannot start without it",
          List.copyOf(readers),
          false);
    }
  }

  @SafeVarargs
  private void keys(ObservedKind kind, HasMetadata object, Map<String, String>... data) {
    Set<String> keys = new HashSet<>();
    for (Map<String, String> each : data) {
      if (each != null) {
        keys.addAll(each.keySet());
      }
    }
    keysById.put(
        Known.id(kind, object.getMetadata().getNamespace(), object.getMetadata().getName()), keys);
  }

  private void revision(ReplicaSet set) {
    if (set.getSpec() == null
        || set.getSpec().getTemplate() == null
        || set.getSpec().getTemplate().getSpec() == null) {
      return;
    }
    for (OwnerReference owner : Template.present(set.getMetadata().getOwnerReferences()).toList()) {
      revisions
          .computeIfAbsent(owner.getUid(), _ -> new ArrayList<>())
          .add(Template.of(set, set.getSpec().getTemplate()));
      Metadata.createdAt(set)
          .ifPresent(it -> revisionSince.merge(owner.getUid(), it, (a, b) -> a.isAfter(b) ? a : b));
    }
  }

  private void missing(Template workload, Map<Missing, Set<String>> missing) {
    for (Reference each : Reference.in(workload)) {
      ObservedKind kind =
          each.kind().equals("Secret") ? ObservedKind.SECRET : ObservedKind.CONFIG_MAP;
      if (each.optional() || !world.sees(kind.type())) {
        continue;
      }
      String id = Known.id(kind, workload.namespace(), each.name());
      Collection<String> keys = keysById.get(id);
      boolean lacks = keys == null || each.key().filter(it -> !keys.contains(it)).isPresent();
      if (lacks && (changedLately.contains(id) || isLongAskedFor(workload, each))) {
        var what =
            new Missing(
                kind,
                workload.namespace(),
                each.name(),
                keys == null ? Optional.empty() : each.key());
        missing.computeIfAbsent(what, _ -> new TreeSet<>()).add(workload.name());
      }
    }
  }

  /** Asked for by an older revision too, or by one that is not new. */
  private boolean isLongAskedFor(Template workload, Reference reference) {
    List<Template> known = revisions.getOrDefault(workload.uid(), List.of());
    long asking = known.stream().filter(it -> Reference.in(it).contains(reference)).count();
    Optional<Instant> since =
        Optional.ofNullable(revisionSince.get(workload.uid())).or(workload::createdAt);
    boolean old = since.filter(it -> it.isBefore(newSince)).isPresent();
    return known.isEmpty() ? old && workloadIsUntouched(workload) : old || asking > 1;
  }

  /** Without ReplicaSets nobody tells when the template changed: only a new workload is known. */
  private boolean workloadIsUntouched(Template workload) {
    return workload.changedAt().filter(it -> it.isBefore(newSince)).isPresent();
  }
}
