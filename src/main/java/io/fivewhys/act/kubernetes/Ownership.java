package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.collect.kubernetes.Metadata;
import java.util.Map;
import java.util.Optional;

/** Who would put back what is changed of an object. */
final class Ownership {
  private static final String RELEASE = "meta.helm.sh/release-name";

  /** Names under which they write; Argo CD may leave nothing else. */
  private static final Map<String, String> WRITERS =
      Map.of(
          "argocd-controller", "argocd",
          "argocd-application-controller", "argocd",
          "kustomize-controller", "flux",
          "helm-controller", "flux");

  private Ownership() {}

  /**
   * Nobody would put back what is changed: neither Argo CD or Flux, nor another controller that
   * makes it.
   *
   * @throws ActionRefused saying what to change instead
   */
  static void nobodyPutsBack(ClusterObject target) throws ActionRefused {
    Optional<String> git = reconciler(target);
    if (git.isPresent()) {
      throw new ActionRefused(
          "gitops",
          "nobody reconciles it from Git",
          git.get(),
          "%s is managed by %s, which would put it back: revert it in Git and let %s reconcile"
              .formatted(target.id(), git.get(), git.get()));
    }
    for (JsonNode each : target.at("/metadata/ownerReferences")) {
      if (each.path("controller").asBoolean()) {
        String controller = each.path("kind").asText() + "/" + each.path("name").asText();
        throw new ActionRefused(
            "owner",
            "no controller makes it",
            controller,
            "%s is made by %s, which would put it back: change that instead"
                .formatted(target.id(), controller));
      }
    }
  }

  /**
   * It belongs to no release of Helm. Helm puts nothing back by itself, but a release goes back as
   * a whole: with one object of the old version among others of the new one it is what nobody ever
   * released, its ConfigMaps included, and Helm's record of it is wrong from then on.
   *
   * @throws ActionRefused saying how to roll back the release
   */
  static void noReleaseOfHelm(ClusterObject target) throws ActionRefused {
    boolean helm =
        target.annotations().containsKey(RELEASE)
            || Metadata.managedBy(target.labels(), target.annotations())
                .filter("helm"::equals)
                .isPresent();
    if (helm) {
      String release = target.annotations().getOrDefault(RELEASE, "RELEASE");
      throw new ActionRefused(
          "gitops",
          "it belongs to no release of Helm",
          "helm release " + release,
          "%s belongs to a release of Helm, which goes back as a whole: helm rollback %s -n %s"
              .formatted(target.id(), release, target.id().namespace()));
    }
  }

  private static Optional<String> reconciler(ClusterObject target) {
    Optional<String> marked =
        Metadata.managedBy(target.labels(), target.annotations()).filter(it -> !it.equals("helm"));
    if (marked.isPresent()) {
      return marked;
    }
    for (JsonNode each : target.at("/metadata/managedFields")) {
      String writer = WRITERS.get(each.path("manager").asText());
      if (writer != null) {
        return Optional.of(writer);
      }
    }
    return Optional.empty();
  }
}
