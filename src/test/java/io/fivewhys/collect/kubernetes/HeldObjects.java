package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fivewhys.collect.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster that holds what it is given, as YAML, and shows all of it unless told otherwise. */
public final class HeldObjects implements ClusterObjects {
  private final List<HasMetadata> objects = new ArrayList<>();
  private final Set<Class<?>> unseen = new HashSet<>();

  /** Holds this as well; documents are separated by three dashes. */
  public HeldObjects with(String yaml) {
    for (String document : yaml.split("(?m)^---$")) {
      HasMetadata object = ClusterJson.serialization().unmarshal(document);
      if (object.getMetadata().getNamespace() == null && !object.getKind().equals("Node")) {
        object.getMetadata().setNamespace("shop");
      }
      if (object.getMetadata().getUid() == null) {
        object.getMetadata().setUid(object.getKind() + "-" + object.getMetadata().getName());
      }
      objects.removeIf(it -> isSame(it, object));
      objects.add(object);
    }
    return this;
  }

  private static boolean isSame(HasMetadata one, HasMetadata other) {
    return one.getKind().equals(other.getKind())
        && one.getMetadata().getName().equals(other.getMetadata().getName())
        && Optional.ofNullable(one.getMetadata().getNamespace())
            .equals(Optional.ofNullable(other.getMetadata().getNamespace()));
  }

  /** Objects of this kind may not be seen. */
  public HeldObjects without(Class<? extends HasMetadata> kind) {
    unseen.add(kind);
    return this;
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind) {
    return unseen.contains(kind)
        ? List.of()
        : objects.stream()
            .filter(kind::isInstance)
            .map(kind::cast)
            .sorted(Comparator.comparing(it -> it.getMetadata().getName()))
            .toList();
  }

  @Override
  public boolean sees(Class<? extends HasMetadata> kind) {
    return !unseen.contains(kind);
  }

  /** A look at it at this moment, over the ten minutes before, with nobody to ask further. */
  public ClusterLook at(String instant) {
    KubernetesConfig config =
        new KubernetesConfig(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "app=api-gateway",
            "tier=backend",
            Optional.of("tier=data"),
            Duration.ofSeconds(5));
    var look = new Look("api-gateway", "shop", Instant.parse(instant), Duration.ofMinutes(10));
    return new ClusterLook(look, List.of("shop"), this, Workloads.of(this, config), null);
  }
}
