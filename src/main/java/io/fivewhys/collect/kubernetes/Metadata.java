package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** What an object's metadata says, whatever was left out of it. */
public final class Metadata {
  private static final String ARGO_CD = "argocd.argoproj.io/";
  private static final String FLUX = ".toolkit.fluxcd.io/name";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private Metadata() {}

  /** Its labels; none when it has none. */
  public static Map<String, String> labels(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  /** Its annotations; none when it has none. */
  public static Map<String, String> annotations(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  /** When it was created. */
  public static Optional<Instant> createdAt(HasMetadata object) {
    return instant(object.getMetadata().getCreationTimestamp());
  }

  /** A time as Kubernetes writes it, RFC 3339; empty when it is none. */
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.ofNullable(text).map(it -> OffsetDateTime.parse(it).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The one that made it and would make it again. */
  public static Optional<OwnerReference> controller(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(it -> Boolean.TRUE.equals(it.getController()))
        .findFirst();
  }

  /**
   * Who puts it there: argocd, flux or helm. The label {@code app.kubernetes.io/instance} says
   * nothing by itself, since Helm's charts set it as well as Argo CD.
   */
  public static Optional<String> managedBy(HasMetadata object) {
    return managedBy(labels(object), annotations(object));
  }

  /** The same of whatever has these labels and annotations. */
  public static Optional<String> managedBy(
      Map<String, String> labels, Map<String, String> annotations) {
    boolean argo =
        annotations.keySet().stream().anyMatch(it -> it.startsWith(ARGO_CD))
            || labels.keySet().stream().anyMatch(it -> it.startsWith(ARGO_CD));
    if (argo) {
      return Optional.of("argocd");
    }
    if (labels.keySet().stream().anyMatch(it -> it.endsWith(FLUX))) {
      return Optional.of("flux");
    }
    return Optional.ofNullable(labels.get(MANAGED_BY))
        .filter(it -> it.equalsIgnoreCase("helm"))
        .map(_ -> "helm");
  }
}
