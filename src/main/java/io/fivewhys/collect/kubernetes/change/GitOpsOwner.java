package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;

/** Who would put back what is changed by hand, by the marks that it leaves on its objects. */
final class GitOpsOwner {
  private GitOpsOwner() {}

  static Optional<String> of(ObjectMeta meta) {
    Map<String, String> labels = meta.getLabels() == null ? Map.of() : meta.getLabels();
    Map<String, String> annotations =
        meta.getAnnotations() == null ? Map.of() : meta.getAnnotations();
    if (annotations.containsKey("argocd.argoproj.io/tracking-id")
        || labels.containsKey("argocd.argoproj.io/instance")) {
      return Optional.of("argocd");
    }
    if (labels.keySet().stream().anyMatch(it -> it.contains(".toolkit.fluxcd.io/"))
        || annotations.keySet().stream().anyMatch(it -> it.contains(".toolkit.fluxcd.io/"))) {
      return Optional.of("flux");
    }
    boolean helm =
        "Helm".equals(labels.get("app.kubernetes.io/managed-by"))
            || annotations.containsKey("meta.helm.sh/release-name");
    return helm ? Optional.of("helm") : Optional.empty();
  }
}
