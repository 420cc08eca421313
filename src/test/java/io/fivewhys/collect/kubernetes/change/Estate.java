package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.kubernetes.ClusterJson;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterObjects;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import io.fivewhys.collect.kubernetes.Workloads;
import io.fivewhys.fact.ConfigChange;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A cluster of objects in memory that is looked at from time to time, as a test tells. */
final class Estate implements ClusterObjects {
  private static final KubernetesSerialization YAML = ClusterJson.serialization();

  private final Map<String, HasMetadata> objects = new TreeMap<>();
  private final Set<Class<? extends HasMetadata>> unseen = new HashSet<>();
  private final Path data;
  private List<String> namespaces = List.of("shop");
  private ChangesConfig config = ChangesConfig.defaults();
  private ChangeReader reader;
  private Instant now = Instant.parse("2026-03-02T10:00:00Z");
  private int version = 1;
  private int starts = 1;

  static {
    YAML.registerKubernetesResource(VirtualService.class);
    YAML.registerKubernetesResource(DestinationRule.class);
  }

  Estate(Path data) {
    this.data = data;
    restart();
  }

  /** Another process over the same files, with another key for Secrets. */
  Estate restart() {
    reader =
        new ChangeReader(
            config,
            new SourceContext(Clock.systemUTC(), Map.of(), data, data),
            "start " + starts++);
    return this;
  }

  Estate with(ChangesConfig other) {
    config = other;
    return restart();
  }

  Estate watching(String... places) {
    namespaces = List.of(places);
    return this;
  }

  /** Time of day of 2 March 2026. */
  Estate at(String time) {
    now = Instant.parse("2026-03-02T" + time + ":00Z");
    return this;
  }

  Instant now() {
    return now;
  }

  /** Puts an object there or in the place of what is there, as the API server would. */
  Estate put(String yaml) {
    for (String each : yaml.split("(?m)^---$")) {
      put((HasMetadata) YAML.unmarshal("---\n" + each, KubernetesResource.class));
    }
    return this;
  }

  Estate put(HasMetadata object) {
    var meta = object.getMetadata();
    if (meta.getNamespace() == null) {
      meta.setNamespace("shop");
    }
    HasMetadata before = objects.get(key(object));
    if (meta.getUid() == null) {
      meta.setUid(before == null ? "uid-" + version : before.getMetadata().getUid());
    }
    if (meta.getCreationTimestamp() == null) {
      meta.setCreationTimestamp(
          before == null ? "2026-01-01T00:00:00Z" : before.getMetadata().getCreationTimestamp());
    }
    meta.setResourceVersion("" + version++);
    objects.put(key(object), object);
    return this;
  }

  Estate delete(String kindAndName) {
    if (objects.keySet().removeIf(it -> it.endsWith(kindAndName))) {
      return this;
    }
    throw new AssertionError("there is no " + kindAndName);
  }

  Estate unseen(Class<? extends HasMetadata> kind) {
    unseen.add(kind);
    return this;
  }

  Estate seenAgain(Class<? extends HasMetadata> kind) {
    unseen.remove(kind);
    return this;
  }

  Answer answer() {
    try {
      return read();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer read() throws InterruptedException {
    Look look = new Look("api-gateway", "shop", now, Duration.ofMinutes(5));
    return reader.read(
        new ClusterLook(
            look, namespaces, this, Workloads.of(this, KubernetesConfig.defaults()), null));
  }

  /** Changes and problems of one look. */
  List<ConfigChange> look() {
    return answer().facts().stream()
        .filter(ConfigChange.class::isInstance)
        .map(ConfigChange.class::cast)
        .toList();
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (HasMetadata each : objects.values()) {
      if (kind.isInstance(each)
          && !unseen.contains(kind)
          && namespaces.contains(each.getMetadata().getNamespace())) {
        found.add(kind.cast(each));
      }
    }
    found.sort(
        Comparator.comparing(
            it -> it.getMetadata().getNamespace() + "/" + it.getMetadata().getName()));
    return found;
  }

  @Override
  public boolean sees(Class<? extends HasMetadata> kind) {
    return !unseen.contains(kind);
  }

  private static String key(HasMetadata object) {
    return object.getMetadata().getNamespace()
        + " "
        + object.getKind()
        + "/"
        + object.getMetadata().getName();
  }

  /** A Deployment that has been there for long; its containers and volumes as YAML. */
  static String workload(String name, String pods) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, labels: {tier: backend}}
    spec:
      replicas: 2
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
    """
            .formatted(name)
        + pods.indent(6);
  }

  /** A running pod of it. */
  static String pod(String workload, String ports) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %1$s-1, labels: {app: %1$s}}
    spec:
      containers:
        - {name: %1$s, image: "shop/%1$s:1", ports: %2$s}
    status: {phase: Running}
    """
        .formatted(workload, ports);
  }
}
