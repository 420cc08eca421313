package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fivewhys.collect.kubernetes.Metadata;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What controllers write by themselves, which nobody changed. */
final class Noise {
  private static final Set<String> MADE_IN_EVERY_NAMESPACE =
      Set.of("kube-root-ca.crt", "openshift-service-ca.crt", "istio-ca-root-cert");

  /** Records of Helm, credentials that the cluster makes for itself. */
  private static final Set<String> SECRET_TYPES =
      Set.of(
          "helm.sh/release.v1",
          "kubernetes.io/service-account-token",
          "bootstrap.kubernetes.io/token");

  private static final Pattern LEADER =
      Pattern.compile("(^|[.-])(leader|leader-election|election|lock)([.-]|$)");

  /** Annotations by which tools remember things, and which requests do not notice. */
  private static final List<String> TOOLS =
      List.of(
          "kubectl.kubernetes.io/",
          "deployment.kubernetes.io/",
          "meta.helm.sh/",
          "helm.sh/",
          "argocd.argoproj.io/",
          "kustomize.toolkit.fluxcd.io/",
          "helm.toolkit.fluxcd.io/",
          "field.cattle.io/",
          "cattle.io/",
          "control-plane.alpha.kubernetes.io/",
          "endpoints.kubernetes.io/",
          "reloader.stakater.com/",
          "cert-manager.io/",
          "acme.cert-manager.io/",
          "external-dns.alpha.kubernetes.io/",
          "cloud.google.com/neg-status",
          "ingress.kubernetes.io/backends",
          "ingress.kubernetes.io/forwarding-rule",
          "ingress.kubernetes.io/https-forwarding-rule",
          "ingress.kubernetes.io/target-proxy",
          "ingress.kubernetes.io/url-map",
          "fivewhys.io/",
          "operatorframework.io/",
          "openshift.io/",
          "checksum/");

  private Noise() {}

  /** Whether an object is none of those that people change. */
  static boolean is(ObservedKind kind, HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    return switch (kind) {
      case CONFIG_MAP ->
          MADE_IN_EVERY_NAMESPACE.contains(meta.getName())
              || Metadata.annotations(object)
                  .containsKey("control-plane.alpha.kubernetes.io/leader")
              || LEADER.matcher(meta.getName()).find()
              || "helm".equalsIgnoreCase(Metadata.labels(object).get("owner"))
              || "TILLER".equals(Metadata.labels(object).get("OWNER"));
      case SECRET ->
          SECRET_TYPES.contains(String.valueOf(((Secret) object).getType()))
              || meta.getName().startsWith("sh.helm.release.v1.")
              || "true".equals(Metadata.labels(object).get("cert-manager.io/next-private-key"));
      case SERVICE -> meta.getName().equals("kubernetes");
      case INGRESS, HTTP_ROUTE, NETWORK_POLICY, VIRTUAL_SERVICE, DESTINATION_RULE -> false;
    };
  }

  static boolean isAnnotation(String name) {
    return TOOLS.stream().anyMatch(name::startsWith);
  }
}
