package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fivewhys.collect.kubernetes.ClusterJson;
import io.fivewhys.collect.kubernetes.ClusterObjects;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The revisions of all workloads, and of which revision each pod is. */
final class Revisions {
  private static final String NUMBER = "deployment.kubernetes.io/revision";
  private static final String EARLIER_NUMBERS = "deployment.kubernetes.io/revision-history";
  private static final String HASH = "controller-revision-hash";

  private final Map<String, List<Revision>> byOwner = new HashMap<>();
  private final Map<String, Long> byReplicaSet = new HashMap<>();
  private final Map<String, Long> byName = new HashMap<>();

  private Revisions() {}

  static Revisions of(ClusterObjects objects) {
    var all = new Revisions();
    for (ReplicaSet each : objects.list(ReplicaSet.class)) {
      all.add(each);
    }
    for (ControllerRevision each : objects.list(ControllerRevision.class)) {
      all.add(each);
    }
    return all;
  }

  private void add(ReplicaSet set) {
    OptionalLong number = number(Metadata.annotations(set).get(NUMBER));
    boolean whole =
        number.isPresent() && set.getSpec() != null && set.getSpec().getTemplate() != null;
    if (whole) {
      byReplicaSet.put(set.getMetadata().getUid(), number.getAsLong());
      boolean reused = Metadata.annotations(set).getOrDefault(EARLIER_NUMBERS, "").length() > 0;
      add(set, number.getAsLong(), set.getSpec().getTemplate(), reused);
    }
  }

  private void add(ControllerRevision revision) {
    Long number = revision.getRevision();
    if (number != null) {
      byName.put(key(revision, revision.getMetadata().getName()), number);
      template(revision).ifPresent(it -> add(revision, number, it, false));
    }
  }

  private void add(HasMetadata object, long number, PodTemplateSpec template, boolean reused) {
    Optional<OwnerReference> owner = Metadata.controller(object);
    Optional<Instant> created = Metadata.createdAt(object);
    if (owner.isPresent() && created.isPresent()) {
      byOwner
          .computeIfAbsent(owner.get().getUid(), _ -> new ArrayList<>())
          .add(
              new Revision(
                  number, object.getMetadata().getName(), template, created.get(), reused));
    }
  }

  /** What a ControllerRevision holds is a patch of its owner: {@code {"spec": {"template": …}}}. */
  private static Optional<PodTemplateSpec> template(ControllerRevision revision) {
    Object data = revision.getData() instanceof AnyType any ? any.getValue() : revision.getData();
    if (data instanceof Map<?, ?> patch
        && patch.get("spec") instanceof Map<?, ?> spec
        && spec.get("template") instanceof Map<?, ?> found) {
      Map<Object, Object> template = new HashMap<>(found);
      template.remove("$patch");
      return Optional.of(ClusterJson.serialization().convertValue(template, PodTemplateSpec.class));
    }
    return Optional.empty();
  }

  /** Its revisions, the newest last. */
  List<Revision> of(WatchedWorkload workload) {
    List<Revision> revisions = new ArrayList<>(byOwner.getOrDefault(workload.uid(), List.of()));
    revisions.sort(Comparator.comparingLong(Revision::number));
    for (int i = 1; i < revisions.size(); i++) {
      Instant created = revisions.get(i).createdAt();
      if (revisions.subList(0, i).stream().anyMatch(it -> it.createdAt().isAfter(created))) {
        revisions.set(i, revisions.get(i).again());
      }
    }
    return revisions;
  }

  /** The revision that a pod is of; empty when what says so cannot be seen. */
  OptionalLong ofPod(Pod pod) {
    Optional<OwnerReference> owner = Metadata.controller(pod);
    String hash = Metadata.labels(pod).get(HASH);
    Long number = owner.map(it -> byReplicaSet.get(it.getUid())).orElse(null);
    if (number == null && hash != null) {
      // A StatefulSet writes the whole name into the label, a DaemonSet the end of it.
      String end = owner.map(it -> it.getName() + "-" + hash).orElse(hash);
      number = byName.getOrDefault(key(pod, hash), byName.get(key(pod, end)));
    }
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static String key(HasMetadata object, String name) {
    return object.getMetadata().getNamespace() + "/" + name;
  }

  private static OptionalLong number(String text) {
    return text != null && text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
